// `healthcheck.Check`: how a server is, by one request to it.

import { Any, box, noField } from './any'
import { now } from './clock'
import { send } from './http-client'
import { JsonWriter } from './json'
import { timestamp } from './lib-time'
import { Map } from './ordered-map'
import { StructText } from './struct-text'

/** Milliseconds that a server may take. */
const PATIENCE: i64 = 10_000

/** What was found. */
export class Check {
  status: string = ''
  status_code: i64 = 0
  /** Milliseconds. */
  response_time: i64 = 0
  error: string | null = null
  checked_at: string = ''

  constructor(
    public name: string,
    public url: string,
  ) {}

  /** Asks the server. */
  run(): void {
    this.checked_at = timestamp()
    const started = now()
    const answer = send('GET', this.url, new Map<string, string>(), null, PATIENCE)
    this.response_time = <i64>(now() - started)
    const error = answer._1
    if (error !== null) {
      this.status = 'UNREACHABLE'
      this.error = error.message
      return
    }
    const code = answer._0.status
    this.status_code = code
    this.status = code >= 500 ? 'DOWN' : code >= 400 ? 'DEGRADED' : 'HEALTHY'
    if (code >= 400) this.error = 'HTTP ' + code.toString()
  }

  field(name: string): Any | null {
    if (name == 'name') return box<string>(this.name)
    if (name == 'url') return box<string>(this.url)
    if (name == 'status') return box<string>(this.status)
    if (name == 'status_code') return box<i64>(this.status_code)
    if (name == 'response_time') return box<i64>(this.response_time)
    if (name == 'error') return box<string | null>(this.error)
    if (name == 'checked_at') return box<string>(this.checked_at)
    return noField('Check', name)
  }

  show(): string {
    return new StructText('Check')
      .add('name', this.name)
      .add('url', this.url)
      .add('status', this.status)
      .add('status_code', this.status_code)
      .add('response_time', this.response_time)
      .add('error', this.error)
      .add('checked_at', this.checked_at)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    json.pair('name', this.name)
    json.pair('url', this.url)
    json.pair('status', this.status)
    json.key('status_code')
    json.int(this.status_code)
    json.key('response_time')
    json.int(this.response_time)
    json.key('error')
    json.value<string | null>(this.error)
    json.pair('checked_at', this.checked_at)
    json.endObject()
  }

  equals(other: Check): bool {
    return this == other
  }
}
