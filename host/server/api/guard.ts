// Who may ask what the host knows: with HAIRA_API_TOKEN set, whoever carries the token.

import { createHash, timingSafeEqual } from 'node:crypto'
import { HostError } from '../../errors.ts'
import type { Serve } from '../app.ts'

/** Lets a request through that carries the token; every request where there is none. */
export function guard(token: string | undefined, serve: Serve): Serve {
  if (token === undefined) return serve
  return (exchange, context) => {
    if (admits(token, exchange.header('authorization'))) return serve(exchange, context)
    throw new HostError(
      'unauthorized',
      'this needs the header Authorization: Bearer, with the value of HAIRA_API_TOKEN',
    )
  }
}

/** Compares without telling by the time how much was right. */
function admits(token: string, authorization: string | undefined): boolean {
  const [, given = ''] = /^Bearer +(.+)$/i.exec(authorization ?? '') ?? []
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(token))
}
