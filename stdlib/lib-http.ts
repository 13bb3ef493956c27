// Module `http`: requests. The server that answers for workflows is in http.ts.

import { Any } from './any'
import { encodeBytes } from './lib-encoding'
import { bodyText, Client, Responded, send, TIMEOUT } from './http-client'
import { Response } from './http-response'
import { JsonWriter } from './json'
import { JsonParser, NULL, OBJECT, STRING } from './json-read'
import { Map } from './ordered-map'
import { HairaError } from './panic'
import { Tuple2 } from './tuple'

/** `http.get(url, headers)` */
export function get(url: string, headers: Map<string, string> = new Map<string, string>()): Responded {
  return send('GET', url, headers, null, TIMEOUT)
}

/** `http.get_with_headers(url, headers)` */
export function get_with_headers(url: string, headers: Map<string, string> = new Map<string, string>()): Responded {
  return send('GET', url, headers, null, TIMEOUT)
}

/** `http.delete(url, headers)` */
export function delete_(url: string, headers: Map<string, string> = new Map<string, string>()): Responded {
  return send('DELETE', url, headers, null, TIMEOUT)
}

/** `http.delete_with_headers(url, headers)` */
export function delete_with_headers(url: string, headers: Map<string, string> = new Map<string, string>()): Responded {
  return send('DELETE', url, headers, null, TIMEOUT)
}

/** `http.post(url, body, headers)` */
export function post(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('POST', url, headers, bodyText(body), TIMEOUT)
}

/** `http.post_with_headers(url, body, headers)` */
export function post_with_headers(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('POST', url, headers, bodyText(body), TIMEOUT)
}

/** `http.put(url, body, headers)` */
export function put(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('PUT', url, headers, bodyText(body), TIMEOUT)
}

/** `http.put_with_headers(url, body, headers)` */
export function put_with_headers(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('PUT', url, headers, bodyText(body), TIMEOUT)
}

/** `http.patch(url, body, headers)` */
export function patch(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('PATCH', url, headers, bodyText(body), TIMEOUT)
}

/** `http.patch_with_headers(url, body, headers)` */
export function patch_with_headers(
  url: string,
  body: Any | null,
  headers: Map<string, string> = new Map<string, string>(),
): Responded {
  return send('PATCH', url, headers, bodyText(body), TIMEOUT)
}

/** `http.request({method, url, headers, body, timeout})`: everything but the address may be left out. */
export function request(options: Any | null): Responded {
  const json = new JsonWriter()
  if (options === null) json.nil()
  else options.write(json)
  const given = new JsonParser(json.toString()).root
  const url = given.get('url')
  if (given.kind != OBJECT || url === null || url.kind != STRING) return refused('a request needs a `url`')
  const headers = new Map<string, string>()
  const wanted = given.get('headers')
  if (wanted !== null) {
    let item = wanted.first
    while (item !== null) {
      headers.set(item.key, item.kind == STRING ? item.text : item.json)
      item = item.next
    }
  }
  const body = given.get('body')
  let text: string | null = null
  if (body !== null && body.kind != NULL) text = body.kind == STRING ? body.text : body.json
  const method = given.textAt('method')
  const timeout = given.intAt('timeout')
  return send(method == '' ? 'GET' : method.toUpperCase(), url.text, headers, text, timeout > 0 ? timeout : TIMEOUT)
}

function refused(message: string): Responded {
  const nothing = new Response(0, 0, '', new Map<string, string>(), false)
  return new Tuple2<Response, HairaError | null>(nothing, new HairaError(message))
}

/** `http.client(base_url, headers, timeout)`: the timeout in milliseconds. */
export function client(
  base_url: string,
  headers: Map<string, string> = new Map<string, string>(),
  timeout: i64 = TIMEOUT,
): Client {
  return new Client(base_url, headers, timeout > 0 ? timeout : TIMEOUT)
}

/** `http.encode_uri(s)`: all but what may stand in an address. */
export function encode_uri(s: string): string {
  return encodeBytes(s, ";/?:@&=+$,#!*'()")
}
