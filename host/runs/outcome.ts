// How the run of a workflow has ended, by the reply of `guest.call`.

import type { HostError } from '../errors.ts'
import type { Run } from './run.ts'
import type { Runs } from './runs.ts'

/** What has come of `guest.call`. */
export interface GuestReply {
  status: number
  /** JSON, or text of any kind where `headers` say so. */
  body: string
  /** Of a response that the program has made itself. */
  headers?: Record<string, string>
  /** The message of an uncaught panic that is the reason for a 500. */
  panic?: string
  error?: { message: string }
  /** The request did not fit, so the workflow was not run. */
  isRefused?: boolean
}

/** Reads the reply of `guest.call`. */
export function readReply(text: string): GuestReply {
  const reply = JSON.parse(text) as GuestReply | { refused: string }
  return 'refused' in reply ? { status: 400, body: reply.refused, isRefused: true } : reply
}

/** Why a run has failed, in the words of its client; undefined if it has not. */
export function failureOf(cancelled: HostError | undefined, reply: GuestReply): string | undefined {
  if (cancelled !== undefined) return cancelled.message
  if (reply.error !== undefined) return reply.error.message
  if (reply.status < 400) return undefined
  return errorText(reply) ?? `status ${reply.status}`
}

/** A response of the program's own need not be JSON. */
function errorText({ body, headers }: GuestReply): string | undefined {
  if (headers !== undefined) return undefined
  const { error } = JSON.parse(body) as { error?: unknown }
  return typeof error === 'string' ? error : undefined
}

/** Ends a run by its reply. */
export function endRun(runs: Runs, run: Run, cancelled: HostError | undefined, reply: GuestReply): void {
  const error = failureOf(cancelled, reply)
  if (reply.isRefused && error !== undefined) runs.refuse(run, error)
  else if (error === undefined) run.end('completed', { result: reply.body })
  else run.end(cancelled === undefined ? 'failed' : 'cancelled', { error })
}
