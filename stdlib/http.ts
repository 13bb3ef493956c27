// `http.Server`: the host listens, and calls the module once for each request.

import { Call } from './abi'
import { listen } from './fiber'
import { JsonWriter } from './json'
import { replyError } from './reply'
import { JsonParser } from './json-read'
import { raise } from './panic'
import { Workflow } from './workflow'

export { Client } from './http-client'
export { Response } from './http-response'

/** A server for some workflows. */
export class Server {
  constructor(private workflows: Workflow[]) {}

  /** Serves until the host closes the server. */
  listen(port: i64, host: string = ''): void {
    const json = new JsonWriter()
    json.beginObject()
    json.key('port')
    json.int(port)
    if (host != '') json.pair('host', host)
    json.key('workflows')
    json.beginArray()
    for (let i = 0; i < this.workflows.length; i++) json.text(this.workflows[i].name)
    json.endArray()
    json.endObject()
    const call = Call.json(json)
    listen(call.request, call.length, call.reply)
    const error = replyError(new JsonParser(call.take()))
    if (error !== null) raise(error)
  }
}
