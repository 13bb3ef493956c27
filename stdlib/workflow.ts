// A workflow as HTTP reaches it: parameters from path, body and query; result, rejection or error as a response.

import { STRICT } from './decode'
import { JsonWriter, quoteJson } from './json'
import { Json, JsonParser, OBJECT } from './json-read'
import { HairaError, failed, takeError } from './panic'
import { Parameters } from './parameters'
import { Declaration, find } from './program'

/** A declared workflow; `serve` decodes the parameters, runs it, and gives its result as JSON. */
export class Workflow extends Declaration {
  constructor(
    name: string,
    private serve: (params: Parameters) => string,
  ) {
    super(name)
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'workflow'
  }

  show(): string {
    return '<workflow ' + this.name + '>'
  }

  describe(json: JsonWriter): void {
    json.beginObject()
    json.endObject()
  }

  /** Runs it for one request. */
  respond(request: Json, reply: JsonWriter): void {
    let values = noArguments
    const body = request.get('body')
    if (body !== null) {
      const parser = new JsonParser(body.text)
      values = parser.root
      if (parser.problem != '') return refuse(reply, errorBody('malformed JSON: ' + parser.problem))
      if (values.kind != OBJECT) return refuse(reply, errorBody('the body must be a JSON object'))
    }
    const params = new Parameters(
      values,
      STRICT,
      request.get('path'),
      request.get('query'),
      request.get('form'),
      request.get('files'),
    )
    params.events = request.get('events') !== null
    const result = this.serve(params)
    if (failed()) return respondError(reply, takeError())
    if (params.problems.any) return refuse(reply, params.rejection())
    if (params.headers == '') return respond(reply, 200, result)
    reply.beginObject()
    reply.key('status')
    reply.int(params.status)
    reply.pair('body', result)
    reply.key('headers')
    reply.raw(params.headers)
    reply.endObject()
  }
}

const noArguments = new Json(OBJECT, '', 0)

/** Runs the workflow that a request names. */
export function callWorkflow(request: Json, reply: JsonWriter): void {
  const name = request.textAt('workflow')
  const workflow = find<Workflow>(name)
  if (workflow === null) respond(reply, 404, errorBody("no workflow '" + name + "'"))
  else workflow.respond(request, reply)
}

function respond(reply: JsonWriter, status: i64, body: string, fault: string = ''): void {
  reply.beginObject()
  reply.key('status')
  reply.int(status)
  reply.pair('body', body)
  if (fault != '') reply.pair('panic', fault)
  reply.endObject()
}

/** The request does not fit: the workflow has not been run. */
function refuse(reply: JsonWriter, body: string): void {
  reply.beginObject()
  reply.pair('refused', body)
  reply.endObject()
}

function respondError(reply: JsonWriter, error: HairaError): void {
  const code = error.code
  const status = code !== null && code.value >= 400 && code.value <= 599 ? code.value : 500
  respond(reply, status, errorBody(error.message), error.fault ? error.message : '')
}

function errorBody(message: string): string {
  return '{"error":' + quoteJson(message) + '}'
}
