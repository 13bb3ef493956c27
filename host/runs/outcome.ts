// How the run of a workflow has ended, by the reply of `guest.call`.

import type { HostError } from '../errors.ts'
import type { Run } from './run.ts'

/** The reply of `guest.call`. */
export interface GuestReply {
  status: number
  /** JSON, or text of any kind where `headers` say so. */
  body: string
  /** The message of an uncaught panic that is the reason for a 500. */
  panic?: string
  error?: { message: string }
}

/** Why a run has failed, in the words of its client; undefined if it has not. */
export function failureOf(cancelled: HostError | undefined, reply: GuestReply): string | undefined {
  if (cancelled !== undefined) return cancelled.message
  if (reply.error !== undefined) return reply.error.message
  if (reply.status < 400) return undefined
  const { error } = JSON.parse(reply.body) as { error?: unknown }
  return typeof error === 'string' ? error : `status ${reply.status}`
}

/** Ends a run by its reply. */
export function endRun(run: Run, cancelled: HostError | undefined, reply: GuestReply): void {
  const error = failureOf(cancelled, reply)
  if (error === undefined) run.end('completed', { result: reply.body })
  else run.end(cancelled === undefined ? 'failed' : 'cancelled', { error })
}
