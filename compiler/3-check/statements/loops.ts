// Loops.

import type * as ast from '../../1-parse/syntax.ts'
import { channelDirection, conditionNotBool, notIterable } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { fieldsType } from '../expressions/indexed.ts'
import { inferRange } from '../expressions/operators.ts'
import { condition, present, unwrapGroup } from '../expressions.ts'
import { factsOf, forgetAssigned } from '../narrowing.ts'
import { showType } from '../show-type.ts'
import { checkStatements } from '../statements.ts'
import { anyType, errorKind, intType, isPrimitive, stringType, type Type } from '../types.ts'

/** `while c {}`, `for c {}` and `for {}`. */
export function checkWhile(context: Context, loop: ast.While): void {
  forgetAssigned(context, loop.body)
  const test = loop.condition
  if (test) condition(context, test, (found) => conditionNotBool({ what: 'condition', found: showType(found) }))
  const facts = test ? factsOf(context, test, true) : new Map()
  context.assuming(facts, () => inLoop(context, loop))
}

function inLoop(context: Context, loop: ast.Loop): void {
  context.body.loops.push(loop.label?.text)
  checkStatements(context, loop.body.statements)
  context.body.loops.pop()
}

/** `for x in e {}` and `for i, x in e {}`. */
export function checkForIn(context: Context, loop: ast.ForIn): void {
  checkForInBody(context, loop, () => inLoop(context, loop))
}

/** Checks what a loop goes through, declares its variables and, by `checkBlock`, checks its body. */
export function checkForInBody(context: Context, loop: ast.ForIn, checkBlock: (block: ast.Block) => void): void {
  forgetAssigned(context, loop.body)
  const { position, element } = iterated(context, loop)
  const types = loop.variables.length === 1 ? [isMap(context, loop) ? position : element] : [position, element]
  for (const [at, variable] of loop.variables.entries()) {
    const symbol = context.symbol(variable)
    if (symbol) context.symbolTypes.set(symbol, types[at] ?? errorKind)
  }
  context.assuming(new Map(), () => checkBlock(loop.body))
}

function isMap(context: Context, loop: ast.ForIn): boolean {
  const type = context.conversions.get(loop.iterable) ?? context.types.get(loop.iterable)
  return type?.kind === 'map' || type?.kind === 'record'
}

/** The types of the index or key, and of the element. */
function iterated(context: Context, loop: ast.ForIn): { position: Type; element: Type } {
  const { iterable } = loop
  const inner = unwrapGroup(iterable)
  if (inner.kind === 'binary' && (inner.operator === '..' || inner.operator === '..=')) {
    const range = inferRange(context, inner)
    context.types.set(iterable, range)
    return { position: intType, element: intType }
  }
  const type = present(context, iterable)
  const unknown = { position: errorKind, element: errorKind }
  switch (type.kind) {
    case 'error':
      return unknown
    case 'list':
      return { position: intType, element: type.element }
    case 'map':
      return { position: type.key, element: type.value }
    case 'chan':
      if (type.direction === 'send') {
        context.error(iterable, channelDirection({ action: 'receive', direction: 'send-only' }))
        return unknown
      }
      return { position: intType, element: type.element }
    case 'stream':
      return { position: intType, element: type.element }
    case 'record':
      context.conversions.set(iterable, { kind: 'map', key: stringType, value: fieldsType(type.fields) })
      return { position: stringType, element: fieldsType(type.fields) }
    case 'union':
      return { position: anyType, element: anyType }
    default:
      break
  }
  if (isPrimitive(type, 'range')) return { position: intType, element: intType }
  if (isPrimitive(type, 'string')) return { position: intType, element: stringType }
  if (isPrimitive(type, 'any')) return { position: anyType, element: anyType }
  context.error(iterable, notIterable({ type: showType(type) }))
  return unknown
}
