// `match`: a chain of tests. An arm with a guard leaves the chain open where the guard does not hold.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { declareVariable, lowerAssign } from './assign.ts'
import type { Body } from './body.ts'
import { assign, binary, helper, name, nullValue, perform, scalar, text, when } from './build.ts'
import { leavesByPanic } from './calls.ts'
import { leaving } from './convert.ts'
import { lower } from './expressions.ts'
import { giveTo, holdsNil, lowerBranch, type Sink } from './if.ts'
import { lowerJump } from './jumps.ts'
import { type Binding, type Matched, matchPattern } from './patterns.ts'
import type { Expression, Statement } from './program.ts'
import { performExpression } from './statements.ts'

/** `match` for its effects: where no arm matches, nothing happens. */
export function lowerMatch(body: Body, node: ast.Match): void {
  new Arms(body, node, undefined).lower()
}

/** `match` whose arms give their values to a sink. */
export function matchInto(body: Body, node: ast.Match, sink: Sink): void {
  new Arms(body, node, sink).lower()
}

/** `match` as a value: where no arm matches, it panics. */
export function lowerMatchValue(body: Body, node: ast.Match): Expression {
  const type = body.context.typeOf(node)
  if (isPrimitive(type, 'nil')) {
    new Arms(body, node, { take: (value) => [perform(value)], canBeNil: true }, true).lower()
    return nullValue
  }
  const result = body.variable(type, { isAlwaysSet: node.arms.every((arm) => !arm.guard) })
  new Arms(body, node, { take: (value) => [assign(result, value)], canBeNil: holdsNil(type) }).lower()
  return result
}

class Arms {
  readonly #body: Body
  readonly #node: ast.Match
  readonly #sink: Sink | undefined
  readonly #dropsValues: boolean
  readonly #type: HairaType
  readonly #subject: Expression

  constructor(body: Body, node: ast.Match, sink: Sink | undefined, dropsValues = false) {
    this.#body = body
    this.#node = node
    this.#sink = sink
    this.#dropsValues = dropsValues
    const { context } = body
    this.#type = context.wantedType(node.subject)
    const ir = context.type(this.#type)
    const subject = lower(body, node.subject)
    // A guard may assign to the variable that is matched.
    const isSafe = node.arms.every((arm) => !arm.guard)
    this.#subject = isSafe ? body.settled(subject, ir) : body.temporary(subject, ir)
  }

  lower(): void {
    this.#from(0)
  }

  /** The chain from an arm on. */
  #from(at: number): void {
    const body = this.#body
    const arm = this.#node.arms[at]
    if (!arm) return this.#nothingMatched()
    const { test, bindings } = body.within(arm, () => matchPattern(body, arm.pattern, this.#subject, this.#type))
    if (arm.guard) return this.#guarded(at, arm, arm.guard, { test, bindings })
    const isLast = at === this.#node.arms.length - 1 && body.context.checked.exhaustive.has(this.#node)
    const then = body.block(() => {
      this.#declare(arm, bindings)
      this.#perform(arm.body)
    })
    if (!test || isLast) body.add(...inPlace(then))
    else
      body.add(
        when(
          test,
          then,
          body.block(() => this.#from(at + 1)),
        ),
      )
  }

  #guarded(at: number, arm: ast.MatchArm, guard: ast.Expression, { test, bindings }: Matched): void {
    const body = this.#body
    const isOpen = body.fresh()
    const yes: Expression = { kind: 'bool', value: true }
    body.add({ kind: 'let', name: isOpen, constant: false, type: scalar('bool'), value: yes })
    const then = body.block(() => {
      this.#declare(arm, bindings)
      const condition = lower(body, guard)
      const taken = body.block(() => {
        body.add(assign(name(isOpen), { kind: 'bool', value: false }))
        this.#perform(arm.body)
      })
      body.add(when(condition, taken))
    })
    body.add(...(test ? [when(test, then)] : inPlace(then)))
    const rest = body.block(() => this.#from(at + 1))
    if (rest.length > 0) body.add(when(name(isOpen), rest))
  }

  #declare(arm: ast.MatchArm, bindings: Binding[]): void {
    const body = this.#body
    body.from(arm)
    for (const { symbol, value, type } of bindings) {
      if (!body.context.checked.reads.has(symbol)) continue
      declareVariable(body, symbol, value, type, true, false)
    }
  }

  #nothingMatched(): void {
    const body = this.#body
    if (!body.context.checked.mayMiss.has(this.#node)) return
    const type = this.#type
    body.context.types.need(type, 'show')
    const shown = isPrimitive(type, 'nil')
      ? text('nil')
      : helper('show', 'showNested', [this.#subject], [body.context.type(type)])
    body.add(perform(helper('panic', 'panic', [binary(text('no match arm for '), '+', shown)])), leaving(body))
  }

  #perform(node: ast.ArmBody): void {
    const body = this.#body
    const sink = this.#dropsValues ? undefined : this.#sink
    body.from(node)
    switch (node.kind) {
      case 'block':
        return lowerBranch(body, node, sink)
      case 'return':
      case 'break':
      case 'continue':
        return lowerJump(body, node)
      case 'assign':
        lowerAssign(body, node)
        return this.#giveNil()
      default:
        if (!sink || leavesByPanic(body, node)) return performExpression(body, node)
        return giveTo(body, sink, node)
    }
  }

  #giveNil(): void {
    if (this.#sink?.canBeNil && !this.#dropsValues) this.#body.add(...this.#sink.take(nullValue))
  }
}

/** Statements of a block of their own, which they need where they declare something. */
function inPlace(statements: Statement[]): Statement[] {
  return statements.some((one) => one.kind === 'let') ? [{ kind: 'block', body: statements }] : statements
}
