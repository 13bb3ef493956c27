// One line of JSON for each request, when its response is over: HAIRA_ACCESS_LOG=1.

import type { Exchange, ServerContext } from './exchange.ts'

/** Takes a line without its end. */
export type AccessLog = (line: string) => void

/** Notes a request when it has been answered. Neither query nor body is told, since they may hold secrets. */
export function logAccess(exchange: Exchange, context: ServerContext, log: AccessLog): void {
  const started = performance.now()
  const time = new Date().toISOString()
  exchange.onAnswered(({ status, bytes, isAborted }) => {
    log(
      JSON.stringify({
        time,
        request_id: exchange.id,
        remote: exchange.remote,
        method: context.req.method,
        path: context.req.path,
        status,
        bytes,
        duration_ms: Math.round((performance.now() - started) * 10) / 10,
        ...(isAborted ? { aborted: true } : {}),
      }),
    )
  })
}
