// What a client is told of an error of the host.

import { CancelledError, HostError, hostErrors, MemoryError, messageOf } from '../errors.ts'
import { LimitError } from '../limits.ts'
import { StoreError } from '../store/database.ts'
import type { Exchange } from './exchange.ts'

/** Errors of the client are told as they are; those of ours only by the id under which they are reported. */
export function refuse(exchange: Exchange, error: unknown, report: (line: string) => void): Response {
  if (error instanceof CancelledError) {
    const message = error.byClient ? error.message : 'the request was cancelled: the server is shutting down'
    return exchange.fail(hostErrors.not_ready.status, message)
  }
  if (error instanceof LimitError || error instanceof MemoryError) {
    report(`[${exchange.id}] ${error.message} (${error.advice})`)
    return exchange.refuse(error)
  }
  if (error instanceof HostError && error.status !== 500) {
    // What is left of a body that was read in part is not worth reading. One that was not begun passes by, so that its client,
    // which may still be sending it, gets to read this.
    if (error.code === 'body_too_large' && exchange.isBodyBegun) exchange.set('connection', 'close')
    if (error.code === 'unauthorized') exchange.set('www-authenticate', 'Bearer')
    return exchange.fail(error.status, error.message)
  }
  report(`[${exchange.id}] ${messageOf(error)}`)
  // Which database, and what is wrong with it, is for the operator alone.
  if (error instanceof StoreError) return exchange.fail(error.code, 'the store does not work')
  return exchange.reply(500, JSON.stringify({ error: 'internal error', request_id: exchange.id }))
}
