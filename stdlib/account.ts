// What the request costs that a fiber works on. A fiber has one account at most: a task has that of the fiber which started
// it, and fiber.ts keeps it where the fiber waits. Programs without budgets have no subclass of it.

import { HairaError } from './panic'

/** Code of the error of a budget that has run out: one that no provider answers with, unlike 429 and 402. */
export const EXCEEDED: i64 = 509

/** What is left of a budget, and of those around it. */
export abstract class Account {
  /** Counts a model request, or gives the error if there may be no more. */
  abstract ask(): HairaError | null
  /** Notes what an answer has cost. */
  abstract spend(tokens: i64, usd: f64): void
  /** Counts a handoff, or gives the error if there may be no more. */
  abstract hop(): HairaError | null
  /** When its time is over, in milliseconds. */
  abstract end(): f64
  /** The error if its time is over. */
  abstract late(): HairaError
  /** Whether any part of it, or of one around it, is used up. */
  abstract get spent(): bool
}

/** Whether there are accounts at all. The compiler leaves out what stands behind it where nothing sets it. */
export let accounts: bool = false

/** There may be accounts from here on. */
export function keepAccounts(): void {
  accounts = true
}

/** That of the fiber which runs. */
export let account: Account | null = null

/** Opens an account for the fiber which runs, or puts an earlier one back. */
export function setAccount(own: Account | null): void {
  account = own
}
