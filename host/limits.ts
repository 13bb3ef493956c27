// The limits that an embedder may change, with their defaults.

export interface Limits {
  /** Requests and other fibers under way at once; more are answered 503. */
  fibers: number
  /** Largest JSON body of a request. */
  bodyBytes: number
  /** Time for the headers of a request to arrive. */
  headersMs: number
  /** Time for a whole request to arrive. */
  requestMs: number
  /** How long an idle connection stays open. */
  keepAliveMs: number
  /** How long work under way may go on when the program is closed; then it is cancelled. */
  shutdownMs: number
  /** How long cancelled work may take to end. */
  cancelMs: number
  /** How long a user may take to confirm a step. */
  confirmMs: number
  /** Runs of workflows that are over and still can be looked at. */
  runs: number
  /** Longest line of standard input. */
  lineBytes: number
  /** Largest file that a program can read. */
  fileBytes: number
}

export const defaultLimits: Limits = {
  fibers: 20_000,
  bodyBytes: 10 * 1024 * 1024,
  headersMs: 10_000,
  requestMs: 60_000,
  keepAliveMs: 60_000,
  shutdownMs: 10_000,
  cancelMs: 2_000,
  confirmMs: 600_000,
  runs: 1000,
  lineBytes: 1024 * 1024,
  fileBytes: 64 * 1024 * 1024,
}
