// `step "…" { … }` of a workflow (agentic.md 9): attempts of its body, then its hooks. What happens to it is told to the
// runtime's `Step`, which tells the host.

import type * as ast from '../1-parse/syntax.ts'
import { anyType, isPrimitive, nilType } from '../3-check/types.ts'
import { type Body, newScope } from './body.ts'
import { assign, create, helper, int, libraryClass, method, not, nullValue, perform, text, when } from './build.ts'
import { leaving } from './convert.ts'
import { asAny } from './dynamic.ts'
import { lower } from './expressions.ts'
import { lowerHooks } from './hooks.ts'
import { passOn, signalOf } from './jumps.ts'
import type { Expression, Statement } from './program.ts'
import { lowerAttempt, lowerRegion } from './region.ts'
import { lowerStatements } from './statements.ts'
import { lowerAssert } from './test.ts'
import { declareHoisted } from './try.ts'

const stepClass = libraryClass('Step', 'step')
const always: Expression = { kind: 'bool', value: true }

/** A step. */
export function lowerStep(body: Body, node: ast.Step): void {
  declareHoisted(body, node.body)
  const retry = node.decorators.find((decorator) => decorator.name.text === 'retry')
  const own = body.temporary(create(stepClass, [lower(body, node.title), ...attemptsOf(body, retry)]), undefined)
  const result = resultFor(body, node)
  const outer = newScope('once')
  if (retry) body.loops.push(outer)
  const {
    loop,
    jumps,
    made: region,
  } = lowerAttempt(body, () => {
    lowerConfirm(body, node, own)
    const region = lowerRegion(body, node.body, body.result, () => lowerBody(body, node, result))
    body.add(...region.statements)
    for (const verify of node.verify) lowerVerify(body, verify)
    return region
  })
  // Before jumps out of it go on: with them, too, the step is done.
  const over = perform(method(own, 'over', []))
  body.add(...region.declarations)
  if (retry) {
    const again = when(not(method(own, 'again', [])), [{ kind: 'break' }])
    const round = [loop, over, ...jumps(), again]
    body.loops.pop()
    body.add(...signalOf(outer), { kind: 'while', condition: always, body: round })
  } else body.add(loop, over)
  lowerHooks(body, node.hooks, { success: result, logFailure: (error) => method(own, 'hookFailed', [error]) })
  body.check()
  if (region.returned) body.add(when(region.returned, body.leave(region.value)))
  body.add(...(retry ? passOn(body, outer) : jumps()))
}

/** `max`, `delay` and whether delays double, of `@retry`. */
function attemptsOf(body: Body, retry: ast.Decorator | undefined): Expression[] {
  if (!retry) return []
  const names = ['max', 'delay', 'backoff']
  const given = new Map(retry.args.map((arg, at) => [arg.name?.text ?? names[at], arg.value]))
  const defaults = [int(3), int(1000), text('exponential')]
  return names.map((one, at) => {
    const value = given.get(one)
    return value ? lower(body, value) : defaults[at]!
  })
}

/** A variable for the value of the step's last expression, where `onsuccess` asks for it. */
function resultFor(body: Body, node: ast.Step): Expression | undefined {
  const hook = node.hooks.find(({ event }) => event === 'onsuccess')
  return hook?.variable ? body.variable(anyType, { isAlwaysSet: false }) : undefined
}

function lowerBody(body: Body, node: ast.Step, result: Expression | undefined): void {
  const { statements } = node.body
  const last = statements.at(-1)
  const type = last?.kind === 'expressionStatement' ? body.context.wantedType(last.expression) : nilType
  if (!result || last?.kind !== 'expressionStatement' || isPrimitive(type, 'nil')) {
    return lowerStatements(body, statements)
  }
  lowerStatements(body, statements.slice(0, -1))
  body.from(last)
  body.add(assign(result, asAny(body, lower(body, last.expression), type, last)))
}

/** `@confirm("Send it?")`: the first attempt waits for the user. */
function lowerConfirm(body: Body, node: ast.Step, own: Expression): void {
  const confirm = node.decorators.find((decorator) => decorator.name.text === 'confirm')
  if (!confirm) return
  const names = ['title', 'message', 'confirm', 'deny']
  const given = new Map(confirm.args.map((arg, at) => [arg.name?.text ?? names[at], arg.value]))
  const args = names.map((one) => {
    const value = given.get(one)
    return value ? lower(body, value) : nullValue
  })
  body.add(perform(method(own, 'confirm', args)))
  body.check()
}

/** `verify { … }`: each expression that stands alone must be true. */
export function lowerVerify(body: Body, node: ast.Verify): void {
  const statements = body.block(() => {
    for (const statement of node.body.statements) {
      body.from(statement)
      if (statement.kind === 'assert') lowerAssert(body, statement, 'step')
      else if (isCondition(body, statement)) lowerCondition(body, statement.expression)
      else lowerStatements(body, [statement])
    }
  })
  body.add({ kind: 'block', body: statements })
}

function isCondition(body: Body, statement: ast.Statement): statement is ast.ExpressionStatement {
  return statement.kind === 'expressionStatement' && isPrimitive(body.context.wantedType(statement.expression), 'bool')
}

function lowerCondition(body: Body, expression: ast.Expression): void {
  const failed: Statement[] = body.block(() => {
    body.add(perform(helper('step', 'verificationFailed', [text(body.textOf(expression))])), leaving(body))
  })
  body.add(when(not(lower(body, expression)), failed))
}
