// What a turn may cost, with all agents that get part in it: `budget: limits(seconds: 60, calls: 12, usd: 0.05)` of the
// agent that is called. It is looked at before each model request and each handoff; what is under way is finished.

import { floatText } from './float-text'
import { intText } from './number'
import { Some } from './option'
import { HairaError } from './panic'
import { Budget, Turn } from './turn'

/** Code of the error of a budget that has run out. */
const EXCEEDED: i64 = 429

class Limits extends Budget {
  constructor(
    seconds: f64,
    private calls: i64,
    private tokens: i64,
    private usd: f64,
    private hops: i64,
  ) {
    super(seconds)
  }

  exceeded(turn: Turn): HairaError | null {
    const result = turn.result
    if (this.calls >= 0 && result.steps >= this.calls) return over(turn, count(this.calls, 'call'))
    if (this.tokens >= 0 && result.usage.total_tokens >= this.tokens) return over(turn, count(this.tokens, 'token'))
    if (this.usd >= 0 && result.usage.cost_usd >= this.usd) return over(turn, floatText(this.usd) + ' USD')
    return null
  }

  hop(turn: Turn): HairaError | null {
    return this.hops >= 0 && turn.hops > this.hops ? over(turn, count(this.hops, 'hop')) : null
  }

  late(turn: Turn): HairaError {
    const whole = nearest(this.seconds) == this.seconds
    return over(turn, whole ? count(<i64>this.seconds, 'second') : floatText(this.seconds) + ' seconds')
  }
}

function count(n: i64, word: string): string {
  return intText(n) + ' ' + word + (n == 1 ? '' : 's')
}

function over(turn: Turn, what: string): HairaError {
  return new HairaError('budget of agent ' + turn.entry.name + ' exceeded: ' + what, new Some<i64>(EXCEEDED))
}

/** Haira's `limits(…)`; a negative number stands for what is not limited. */
export function limits(seconds: f64, calls: i64, tokens: i64, usd: f64, hops: i64): Budget {
  return new Limits(seconds < 0 ? Infinity : seconds, calls, tokens, usd, hops)
}
