// What a request may cost, with all agents that get part in it: `budget: limits(seconds: 60, calls: 12, usd: 0.05)` of the
// agent that is called, `@budget(calls: 12)` of a workflow. It is looked at before each model request and each handoff; what
// is under way is finished. Where one is within another, what is spent counts for both.

import { account, Account, EXCEEDED, keepAccounts, setAccount } from './account'
import { now } from './clock'
import { floatText } from './float-text'
import { intText } from './number'
import { Some } from './option'
import { HairaError } from './panic'
import { Budget } from './turn'

/** What is limited; a negative number stands for what is not. */
class Limits extends Budget {
  constructor(
    readonly seconds: f64,
    readonly calls: i64,
    readonly tokens: i64,
    readonly usd: f64,
    readonly hops: i64,
  ) {
    super()
    keepAccounts()
  }

  open(owner: string): Account {
    return new Limited(this, owner, account)
  }
}

class Limited extends Account {
  private calls: i64 = 0
  private tokens: i64 = 0
  private usd: f64 = 0
  private hops: i64 = 0
  private ends: f64

  constructor(
    private limits: Limits,
    private owner: string,
    private outer: Account | null,
  ) {
    super()
    this.ends = limits.seconds < 0 ? Infinity : now() + limits.seconds * 1000
  }

  ask(): HairaError | null {
    const limits = this.limits
    if (limits.calls >= 0 && this.calls >= limits.calls) return this.over(count(limits.calls, 'call'))
    if (limits.tokens >= 0 && this.tokens >= limits.tokens) return this.over(count(limits.tokens, 'token'))
    if (limits.usd >= 0 && this.usd >= limits.usd) return this.over(floatText(limits.usd) + ' USD')
    const outer = this.outer
    const excess: HairaError | null = outer === null ? null : outer.ask()
    if (excess === null) this.calls++
    return excess
  }

  spend(tokens: i64, usd: f64): void {
    this.tokens += tokens
    this.usd += usd
    const outer = this.outer
    if (outer !== null) outer.spend(tokens, usd)
  }

  hop(): HairaError | null {
    const limits = this.limits
    if (limits.hops >= 0 && this.hops >= limits.hops) return this.over(count(limits.hops, 'hop'))
    const outer = this.outer
    const excess: HairaError | null = outer === null ? null : outer.hop()
    if (excess === null) this.hops++
    return excess
  }

  end(): f64 {
    const outer = this.outer
    return outer === null ? this.ends : min(this.ends, outer.end())
  }

  late(): HairaError {
    const outer = this.outer
    if (outer !== null && outer.end() < this.ends) return outer.late()
    const seconds = this.limits.seconds
    return this.over(nearest(seconds) == seconds ? count(<i64>seconds, 'second') : floatText(seconds) + ' seconds')
  }

  get spent(): bool {
    const limits = this.limits
    const outer = this.outer
    return (
      (limits.calls >= 0 && this.calls >= limits.calls) ||
      (limits.tokens >= 0 && this.tokens >= limits.tokens) ||
      (limits.usd >= 0 && this.usd >= limits.usd) ||
      (limits.hops >= 0 && this.hops >= limits.hops) ||
      now() >= this.ends ||
      (outer !== null && outer.spent)
    )
  }

  private over(what: string): HairaError {
    return new HairaError('budget of ' + this.owner + ' exceeded: ' + what, new Some<i64>(EXCEEDED))
  }
}

function count(n: i64, word: string): string {
  return intText(n) + ' ' + word + (n == 1 ? '' : 's')
}

/** Haira's `limits(…)`; a negative number stands for what is not limited. */
export function limits(seconds: f64, calls: i64, tokens: i64, usd: f64, hops: i64): Budget {
  return new Limits(seconds, calls, tokens, usd, hops)
}

/** `@budget(…)`: what the workflow does from here on is limited. Gives the account to go back to. */
export function enterBudget(workflow: string, budget: Budget): Account | null {
  const outer = account
  setAccount(budget.open('workflow ' + workflow))
  return outer
}

/** The workflow has ended. */
export function leaveBudget(outer: Account | null): void {
  setAccount(outer)
}
