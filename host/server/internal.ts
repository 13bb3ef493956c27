// What a server tells its operator, and nobody else where HAIRA_API_TOKEN is set: `/_observe/api/…`.

import { createHash, timingSafeEqual } from 'node:crypto'
import type { Exchange } from './exchange.ts'
import { type ObserveServices, observed } from './observe-api.ts'

export interface InternalServices extends ObserveServices {
  /** HAIRA_API_TOKEN. */
  token: string | undefined
}

/** Answers `/_observe/api/<what>`; undefined if there is no such thing. */
export async function serveObserved(
  exchange: Exchange,
  what: string,
  services: InternalServices,
): Promise<Response | undefined> {
  if (!admits(services.token, exchange.header('authorization'))) {
    exchange.set('www-authenticate', 'Bearer')
    return exchange.fail(401, 'this needs the header Authorization: Bearer, with the value of HAIRA_API_TOKEN')
  }
  const url = exchange.request.url
  const query = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1).split('#', 1)[0] : '')
  const json = await observed(what, query, services)
  return json === undefined ? undefined : exchange.reply(200, json)
}

/** Compares without telling by the time how much was right. */
function admits(token: string | undefined, authorization: string | undefined): boolean {
  if (token === undefined || token === '') return true
  const [, given = ''] = /^Bearer +(.+)$/i.exec(authorization ?? '') ?? []
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
