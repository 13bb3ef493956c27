// Every error that the host itself raises: one table of codes, each with the HTTP status a client sees and its meaning.
// Errors of a program (a panic, a failed model call) are values of the module; only uncaught ones become a PanicError.

import type { InitEntry, Position } from '../compiler/manifest.ts'

/** Code, HTTP status and meaning of each host error. */
export const hostErrors = {
  invalid_module: { status: 500, meaning: 'the bytes are not a module that this host can run' },
  invalid_setting: { status: 500, meaning: 'an environment variable that sets up the host has a value that cannot be' },
  missing_import: { status: 500, meaning: 'the module needs an import that the host does not offer or grant' },
  start_failed: { status: 500, meaning: 'an entry of the init table could not be set up' },
  trap: { status: 500, meaning: 'the module stopped in a WebAssembly trap; its instance was replaced' },
  stack_overflow: { status: 500, meaning: 'calls were nested too deeply' },
  panic: { status: 500, meaning: 'the program panicked and nothing caught it' },
  memory: { status: 503, meaning: 'the module needed more memory than its limit; its instance was replaced' },
  cpu_time: { status: 503, meaning: 'the request kept the processor for longer than the limit' },
  time: { status: 504, meaning: 'the request took longer than the limit' },
  import_calls: { status: 503, meaning: 'the request called the host more often than the limit' },
  message_size: { status: 500, meaning: 'a text between module and host is longer than the limit' },
  exit: { status: 503, meaning: 'the program has ended itself' },
  cancelled: { status: 499, meaning: 'the client went away, or the host shut down' },
  bad_request: { status: 400, meaning: 'a request of the /_api family lacks something, or has what cannot be' },
  unauthorized: { status: 401, meaning: 'the request does not carry the token of HAIRA_API_TOKEN' },
  malformed_body: { status: 400, meaning: 'the request body is neither JSON nor a form' },
  unknown_route: { status: 404, meaning: 'no workflow has this path' },
  wrong_method: { status: 405, meaning: 'the path exists, but not for this method' },
  conflict: { status: 409, meaning: 'the run is not in a state for what was asked of it' },
  body_too_large: { status: 413, meaning: 'the request body is larger than the limit' },
  body_type: { status: 415, meaning: 'the request body is not of a supported type' },
  overloaded: { status: 503, meaning: 'too many requests are under way' },
  no_answer: { status: 504, meaning: 'another host has the run, and does not answer' },
  not_ready: { status: 503, meaning: 'the program is starting or shutting down' },
} as const satisfies Record<string, { status: number; meaning: string }>

export type HostErrorCode = keyof typeof hostErrors

/** An error of the host. `code` is stable and is a key of {@link hostErrors}. */
export class HostError extends Error {
  readonly code: HostErrorCode

  constructor(code: HostErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
    this.code = code
  }

  /** The HTTP status that a client sees. */
  get status(): number {
    return hostErrors[this.code].status
  }
}

/** The module stopped in a real WebAssembly trap, which is a fault of Haira and not of the program. */
export class TrapError extends HostError {
  constructor(message: string, cause: unknown) {
    super(cause instanceof RangeError ? 'stack_overflow' : 'trap', message, { cause })
  }
}

/** The module's memory could not grow any further. `advice` says how it may. */
export class MemoryError extends TrapError {
  override readonly code = 'memory'
  readonly advice: string

  constructor(message: string, advice: string, cause: unknown) {
    super(message, cause)
    this.advice = advice
  }
}

/** The program called `os.exit`. No part of it may run any more. */
export class ProgramExit extends HostError {
  readonly exitStatus: number

  constructor(exitStatus: number) {
    super('exit', `the program ended itself with os.exit(${exitStatus})`)
    this.exitStatus = exitStatus
  }
}

/** What `main` did not catch. */
export class PanicError extends HostError {
  /** False for an error that was raised with `?`. */
  readonly fault: boolean
  /** The calls that it came through, innermost first: `at pick (app.haira:4:12)`. */
  readonly chain: readonly string[]

  constructor(message: string, fault: boolean, chain: readonly string[]) {
    super('panic', message)
    this.fault = fault
    this.chain = chain
  }
}

/** The fiber was cancelled before it could finish. */
export class CancelledError extends HostError {
  /** Whether a client has asked for it, who is then told so. */
  readonly byClient: boolean

  constructor(message = 'cancelled', { byClient = false } = {}) {
    super('cancelled', message)
    this.byClient = byClient
  }
}

/** One entry of the init table that could not be set up, and what cannot work without it. */
export interface StartFailure {
  name: string
  kind: InitEntry['kind']
  position: Position
  message: string
  /** Entries that need this one, directly or not, as `agent FrontDesk`. */
  dependents: string[]
}

/** The program could not start. The message lists every failure with its source line. */
export class StartError extends HostError {
  readonly failures: StartFailure[]

  constructor(failures: StartFailure[]) {
    super('start_failed', failures.map(describeFailure).join('\n'))
    this.failures = failures
  }
}

/** `app.haira:3:1: provider openai: no model (needed by agent FrontDesk, workflow Chat)` */
export function describeFailure(failure: StartFailure): string {
  const { position, message, dependents } = failure
  const needed = dependents.length === 0 ? '' : ` (needed by ${dependents.join(', ')})`
  return `${position.file}:${position.line}:${position.column}: ${message}${needed}`
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The reply of an import that failed, as stdlib/wit/haira.wit has it. */
export function errorReply(message: string, code?: number): string {
  return JSON.stringify({ error: code === undefined ? { message } : { message, code } })
}
