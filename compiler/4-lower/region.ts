// Bodies of steps, of workflows with hooks, and of hooks themselves: blocks that `return` leaves without leaving the
// function, and whose panics are looked at before they go on.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { type Body, type Exit, newScope } from './body.ts'
import { helper, name } from './build.ts'
import { passOn, signalOf } from './jumps.ts'
import type { Expression, Statement } from './program.ts'

/** A region that has been lowered. */
export interface Region {
  /** Variables that its statements use, to be declared before them. */
  declarations: Statement[]
  /** To stand in a scope that holds panics back. */
  statements: Statement[]
  /** Whether it was left by `return`; absent where it has none. */
  returned: Expression | undefined
  /** What that gave; absent where there is nothing to give. */
  value: Expression | undefined
}

/**
 * Lowers a block by `action`. What it returns is kept as a value of type `result`; `isGiving` where the action gives
 * something back without a `return` in the text.
 */
export function lowerRegion(
  body: Body,
  node: ast.Block,
  result: HairaType,
  action: () => void,
  isGiving = false,
): Region {
  if (!isGiving && !hasReturn(node)) {
    return { declarations: [], statements: body.block(action), returned: undefined, value: undefined }
  }
  const value = isPrimitive(result, 'nil') ? undefined : body.fresh()
  const exit: Exit = {
    scope: newScope('once'),
    value: value === undefined ? undefined : name(value),
    flag: body.fresh(),
  }
  body.loops.push(exit.scope)
  body.exits.push(exit)
  const inside = body.block(() => {
    action()
    body.add({ kind: 'break' })
  })
  body.exits.pop()
  body.loops.pop()
  const isTrue: Expression = { kind: 'bool', value: true }
  const loop: Statement[] = [
    ...signalOf(exit.scope),
    { kind: 'while', condition: isTrue, body: inside },
    ...passOn(body, exit.scope),
  ]
  return {
    declarations: [...flag(exit.flag), ...(value === undefined ? [] : holder(body, value, result))],
    statements: loop,
    returned: name(exit.flag),
    value: exit.value,
  }
}

/** A variable that is false at first. */
function flag(own: string): Statement[] {
  return [{ kind: 'let', name: own, constant: false, type: undefined, value: { kind: 'bool', value: false } }]
}

function holder(body: Body, own: string, result: HairaType): Statement[] {
  const type = body.context.type(result)
  return [{ kind: 'let', name: own, constant: false, type, value: helper('panic', 'nothing', [], [type]) }]
}

/** Whether a block has a `return` of its own, and not only in functions inside of it. */
function hasReturn(node: ast.Block): boolean {
  let found = false
  walk(node, (one) => {
    if (one.kind === 'return') found = true
    return !found && one.kind !== 'lambda' && one.kind !== 'fnStatement' && one.kind !== 'spawn' && one.kind !== 'defer'
  })
  return found
}

/** An attempt: a loop that runs once and holds panics back, and the jumps out of it, which come after it. */
export interface Attempt<T> {
  loop: Statement
  /** To be asked for once the scope is left that the jumps lead through. */
  jumps: () => Statement[]
  /** What the action gave. */
  made: T
}

/** Lowers an attempt. Whoever comes after it looks whether there is a panic. */
export function lowerAttempt<T>(body: Body, action: () => T): Attempt<T> {
  const scope = newScope('try')
  body.loops.push(scope)
  let made: T | undefined
  const inside = body.block(() => {
    made = action()
    body.add({ kind: 'break' })
  })
  body.loops.pop()
  const loop: Statement = { kind: 'while', condition: { kind: 'bool', value: true }, body: inside }
  return { loop, jumps: () => passOn(body, scope), made: made as T }
}
