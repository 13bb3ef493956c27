// Cross-origin requests: none are allowed unless HAIRA_CORS_ORIGIN names origins, separated by commas, or `*`.

import type { Exchange } from './exchange.ts'

export type Cors = (exchange: Exchange, methods: readonly string[]) => void

/** Whether a page of an origin may open a socket: one of the server's own, or of an allowed origin. Programs send none. */
export function admitsSocket(
  setting: string | undefined,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  if (origin === undefined) return true
  const allowed = (setting ?? '').split(',').map((one) => one.trim().replace(/\/$/, ''))
  if (allowed.includes('*') || allowed.includes(origin)) return true
  return host !== undefined && /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '') === host
}

/** Makes the function that adds the headers of an allowed origin to a reply. */
export function createCors(setting: string | undefined): Cors {
  const origins = (setting ?? '').split(',').map((origin) => origin.trim().replace(/\/$/, ''))
  const any = origins.includes('*')
  const allowed = new Set(origins.filter((origin) => origin !== ''))
  if (allowed.size === 0) return () => {}
  return (exchange, methods) => {
    const origin = exchange.header('origin')
    if (!any) exchange.set('vary', 'origin')
    if (origin === undefined || !(any || allowed.has(origin))) return
    exchange.set('access-control-allow-origin', any ? '*' : origin)
    exchange.set('access-control-expose-headers', 'x-request-id')
    if (exchange.header('access-control-request-method') === undefined) return
    exchange.set('access-control-allow-methods', methods.join(', '))
    exchange.set('access-control-allow-headers', exchange.header('access-control-request-headers') ?? 'content-type')
    exchange.set('access-control-max-age', '600')
  }
}
