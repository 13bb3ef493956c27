// The limits of a program, in one table: from it come the defaults, the flags of `haira run`, the environment variables,
// the messages, and the table in README.md, which a test compares.

import { HostError, type HostErrorCode } from './errors.ts'
import { wholeNumber } from './settings.ts'

interface Limit {
  default: number
  /** The flag of `haira run` without its dashes; the variable is HAIRA_ and the flag in capitals. */
  flag: string
  unit: 'ms' | 's' | 'bytes' | 'MB' | ''
  /** What is limited, for the help. */
  meaning: string
  least?: number
  most?: number
}

/** By the name that an embedder uses. */
export const limitTable = {
  memoryMb: {
    default: 1024,
    flag: 'max-memory',
    unit: 'MB',
    meaning: 'Memory of the module; one that needs more is replaced by a fresh one',
    least: 2,
    most: 4096,
  },
  wallMs: {
    default: 600_000,
    flag: 'max-time',
    unit: 'ms',
    meaning: 'Time for a request from its beginning to its reply; then it is cancelled, 504',
  },
  sliceMs: {
    default: 2000,
    flag: 'max-cpu',
    unit: 'ms',
    meaning: 'Time of the processor that a request may take without waiting; then it is stopped, 503. 0: any',
    least: 0,
  },
  fibers: {
    default: 20_000,
    flag: 'max-fibers',
    unit: '',
    meaning: 'Requests and tasks under way at once; more requests are answered 503',
  },
  importCalls: {
    default: 1_000_000,
    flag: 'max-calls',
    unit: '',
    meaning: 'Calls of the host by one request; then it is stopped, 503',
  },
  channelValues: {
    default: 1_000_000,
    flag: 'max-channel',
    unit: '',
    meaning: 'Values that a channel may hold, `chan<T>(n)`; a larger one is a panic',
    most: 2 ** 31 - 1,
  },
  messageBytes: {
    default: 64 * 1024 * 1024,
    flag: 'max-message',
    unit: 'bytes',
    meaning: 'Largest text between module and host, such as a model request; a larger one is an error of that call',
  },
  bodyBytes: {
    default: 10 * 1024 * 1024,
    flag: 'max-body',
    unit: 'bytes',
    meaning: 'Largest body of a request, 413',
  },
  uploadBytes: {
    default: 32 * 1024 * 1024,
    flag: 'max-upload',
    unit: 'bytes',
    meaning: 'Largest form with files, 413',
  },
  headerBytes: {
    default: 16 * 1024,
    flag: 'max-headers',
    unit: 'bytes',
    meaning: 'Largest headers of a request, 431',
  },
  headersMs: {
    default: 10_000,
    flag: 'headers-time',
    unit: 'ms',
    meaning: 'Time for the headers of a request to arrive, 408',
  },
  requestMs: {
    default: 60_000,
    flag: 'request-time',
    unit: 'ms',
    meaning: 'Time for a whole request to arrive, 408',
  },
  keepAliveMs: {
    default: 60_000,
    flag: 'keep-alive-time',
    unit: 'ms',
    meaning: 'How long an idle connection stays open',
  },
  shutdownMs: {
    default: 10_000,
    flag: 'shutdown-time',
    unit: 'ms',
    meaning: 'How long work under way may go on after a signal to end; then it is cancelled',
    least: 0,
  },
  cancelMs: {
    default: 5000,
    flag: 'cancel-time',
    unit: 'ms',
    meaning: 'How long deferred actions and `oncancel` of cancelled work may ask the host',
    least: 0,
  },
  confirmMs: {
    default: 600_000,
    flag: 'confirm-time',
    unit: 'ms',
    meaning: 'How long a user may take to confirm a step',
  },
  runs: {
    default: 10_000,
    flag: 'max-runs',
    unit: '',
    meaning: 'Runs of workflows that are over and that the store still keeps',
  },
  disconnectSeconds: {
    default: 5,
    flag: 'disconnect-grace',
    unit: 's',
    meaning: 'How long a client that receives events may be away before its request is cancelled',
    least: 0,
    most: 86_400,
  },
  lineBytes: {
    default: 1024 * 1024,
    flag: 'max-line',
    unit: 'bytes',
    meaning: 'Longest line of standard input',
  },
  fileBytes: {
    default: 64 * 1024 * 1024,
    flag: 'max-file',
    unit: 'bytes',
    meaning: 'Largest file that a program can read',
  },
  responseBytes: {
    default: 16 * 1024 * 1024,
    flag: 'max-response',
    unit: 'bytes',
    meaning: 'Largest body of a response to a request of the program, after it is unpacked',
  },
  outputBytes: {
    default: 16 * 1024 * 1024,
    flag: 'max-output',
    unit: 'bytes',
    meaning: 'How much output of another program is kept; more ends that',
  },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof limitTable
export type Limits = Record<LimitName, number>

export const limitNames = Object.keys(limitTable) as LimitName[]

/** A limit with all its fields. */
export function limitOf(name: LimitName): Required<Limit> & { variable: string } {
  const limit: Limit = limitTable[name]
  const variable = `HAIRA_${limit.flag.toUpperCase().replaceAll('-', '_')}`
  return { least: 1, most: Number.MAX_SAFE_INTEGER, ...limit, variable }
}

export const defaultLimits = Object.fromEntries(limitNames.map((name) => [name, limitTable[name].default])) as Limits

/** What an embedder has given, else what the environment says, else the defaults. */
export function settleLimits(given: Partial<Limits>, read: (name: string) => string | undefined): Limits {
  const settled = limitNames.map((name): [LimitName, number] => {
    const { variable, least, most } = limitOf(name)
    return [name, given[name] ?? wholeNumber(read, variable, least, most) ?? defaultLimits[name]]
  })
  return Object.fromEntries(settled) as Limits
}

/** `--max-cpu MS or HAIRA_MAX_CPU raises it` */
export function howToRaise(name: LimitName): string {
  const { flag, variable } = limitOf(name)
  return `--${flag} or ${variable} raises it`
}

/** A limit was reached. Its message names the limit, and `advice` says how to raise it. */
export class LimitError extends HostError {
  readonly limit: LimitName

  constructor(code: HostErrorCode, limit: LimitName, message: string, options?: ErrorOptions) {
    super(code, message, options)
    this.limit = limit
  }

  get advice(): string {
    return howToRaise(this.limit)
  }
}

/** The errors of reaching a limit, by its name. */
export const limitErrors = {
  wallMs: (ms: number) => new LimitError('time', 'wallMs', `the request took longer than ${ms} ms`),
  sliceMs: (ms: number) =>
    new LimitError('cpu_time', 'sliceMs', `the request took more than ${ms} ms of the processor without waiting`),
  importCalls: (count: number) =>
    new LimitError('import_calls', 'importCalls', `the request has called the host more than ${count} times`),
  fibers: (count: number) =>
    new LimitError('overloaded', 'fibers', `too many requests and tasks are under way: the limit is ${count}`),
  messageBytes: (bytes: number) =>
    new LimitError('message_size', 'messageBytes', `a text between module and host is longer than ${bytes} bytes`),
}
