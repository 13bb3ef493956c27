// `defer` and `errdefer` (language.md 5.7). A function that has some is made of two: one that runs its body and notes what
// is to be done at the end, and one around it that does that, whichever way the body has ended.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { type Type as HairaType, isError, isErrorPair, nilType } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { create, giveBack, isThere, libraryClass, member, method, name, perform } from './build.ts'
import { performCall } from './calls.ts'
import { type Held, innerFunction } from './closures.ts'
import { lower } from './expressions.ts'
import type { Expression, FunctionDeclaration, Statement } from './program.ts'
import { lowerStatements, performExpression } from './statements.ts'

const deferredClass = libraryClass('Deferred', 'deferred')
const deferred = '$deferred'

/** Whether a body defers something itself, and not only in functions inside of it. */
export function hasDefer(node: unknown): boolean {
  let found = false
  walk(node, (one) => {
    if (one.kind === 'defer') found = true
    return !found && one.kind !== 'lambda' && one.kind !== 'fnStatement' && one.kind !== 'spawn'
  })
  return found
}

/** The two functions of one that defers; `again` calls the second one. */
export function deferring(
  fn: FunctionDeclaration,
  body: Body,
  second: string,
  again: (args: Expression[]) => Expression,
): [FunctionDeclaration, FunctionDeclaration] {
  const inner: FunctionDeclaration = {
    ...fn,
    name: second,
    comment: undefined,
    params: [...fn.params.map(({ name, type }) => ({ name, type })), { name: deferred, type: deferredClass }],
  }
  const made = again([...fn.params.map((param) => name(param.name)), name(deferred)])
  const isVoid = fn.result.kind === 'void'
  const statements: Statement[] = [
    { kind: 'let', name: deferred, constant: true, type: undefined, value: create(deferredClass, []) },
    { kind: 'mark', name: '$room' },
    isVoid ? perform(made) : { kind: 'let', name: '$result', constant: true, type: fn.result, value: made },
    { kind: 'reset', name: '$room' },
    perform(method(name(deferred), 'run', [])),
    ...(isVoid ? [] : [giveBack(name('$result'))]),
  ]
  const error = errorOf(body.result)
  if (error) statements.splice(4, 0, perform(method(name(deferred), 'returned', [error])))
  // In a call chain the body is enough.
  return [{ ...fn, body: statements, place: undefined }, inner]
}

/** Whether what a function has given back is an error, unless it has given nothing since it panics. */
function errorOf(result: HairaType): Expression | undefined {
  const value = name('$result')
  const isPanic: Expression = {
    kind: 'call',
    callee: { kind: 'library', file: 'panic', name: 'failed' },
    typeArgs: [],
    args: [],
  }
  const or = (right: Expression): Expression => ({ kind: 'binary', operator: '||', left: isPanic, right })
  if (isErrorPair(result)) return or(isThere(member(value, `_${result.elements.length - 1}`)))
  return result.kind === 'option' && isError(result) ? or(isThere(value)) : undefined
}

/** Notes an action for the end of the function. The arguments of a call are evaluated now. */
export function lowerDefer(body: Body, node: ast.DeferStatement): void {
  const { action } = node
  const held = action.kind === 'call' ? evaluateNow(body, action) : []
  const value = innerFunction(body, node, {
    title: '',
    type: { kind: 'fn', params: [], required: 0, rest: undefined, result: nilType },
    params: [],
    isDeferring: false,
    given: held.map(({ field, outside }) => ({ field, outside })),
    lowerBody: (inner) => {
      for (const { field, node: argument } of held) inner.given.set(argument, member(name('this'), field.name))
      inner.from(action)
      if (action.kind === 'block') lowerStatements(inner, action.statements)
      else if (action.kind === 'assign') lowerStatements(inner, [action])
      else if (action.kind === 'call') performCall(inner, action)
      else performExpression(inner, action)
      return inner.whole
    },
  })
  body.add(perform(method(name(deferred), node.onError ? 'onError' : 'always', [value])))
}

/** Receiver and arguments of a call, with the fields that will hold them. */
export function evaluateNow(body: Body, node: ast.Call): (Held & { node: ast.Expression })[] {
  const { context } = body
  const resolved = context.checked.calls.get(node)
  const { target } = resolved ?? context.fail(node, 'call without a target')
  const receiver = target.kind === 'method' ? [target.receiver] : target.kind === 'value' ? [target.callee] : []
  const nodes = [...receiver, ...node.args.map((argument) => argument.value)]
  return nodes.map((one, at) => {
    const type = context.type(context.wantedType(one))
    return { node: one, field: { name: `$${at}`, type }, outside: body.temporary(lower(body, one), type) }
  })
}
