// Types of expressions: one file per family below expressions/. The type of every expression is noted in
// Context.types; where its place wants another type, that one is noted in Context.conversions.

import type * as ast from '../1-parse/syntax.ts'
import type { Message } from '../diagnostics/diagnostic.ts'
import { errorPairAsValue, expectedType, mayBeNil, typeTooLarge } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { takesDrafts } from './drafts.ts'
import { blockValues, unifyBranches } from './expressions/branches.ts'
import { inferCall } from './expressions/call.ts'
import { inferCast } from './expressions/cast.ts'
import { inferChain, startsChain } from './expressions/chain.ts'
import { inferNewChannel } from './expressions/channels.ts'
import { inferList, inferMap } from './expressions/collections.ts'
import { inferOrelse, inferPropagate } from './expressions/fallible.ts'
import { inferIf } from './expressions/if.ts'
import { inferIndex, inferTupleIndex } from './expressions/indexed.ts'
import { inferLambda } from './expressions/lambda.ts'
import { inferIdentifier, inferString } from './expressions/leaves.ts'
import { inferMatch } from './expressions/match.ts'
import { inferMember } from './expressions/member.ts'
import { inferBinary, inferUnary } from './expressions/operators.ts'
import { inferSelect } from './expressions/select.ts'
import { inferSpawn } from './expressions/spawn.ts'
import { inferStructLiteral } from './expressions/struct-literal.ts'
import { fit } from './fit.ts'
import { conversionHint, labelFor } from './mismatch.ts'
import { literalType } from './numbers.ts'
import { fixOpen } from './open-types.ts'
import { showType } from './show-type.ts'
import { inferTry } from './statements/try.ts'
import { isTooLarge, isUnclear, largestType } from './type-size.ts'
import { anyType, boolType, isErrorPair, isPrimitive, nilType, type Type } from './types.ts'
import { isDynamic } from './unions.ts'

/** The type of an expression, which may be an error pair. `wanted` guides literals and never causes a message. */
export function infer(context: Context, node: ast.Expression, wanted?: Type): Type {
  const found = startsChain(context, node)
    ? inferChain(context, node, () => inferByKind(context, node, wanted))
    : inferByKind(context, node, wanted)
  const type = isTooLarge(found) ? context.error(node, typeTooLarge({ limit: largestType })) : found
  context.types.set(node, type)
  return type
}

function inferByKind(context: Context, node: ast.Expression, wanted: Type | undefined): Type {
  switch (node.kind) {
    case 'nil':
    case 'unit':
      return nilType
    case 'bool':
      return boolType
    case 'int':
    case 'float':
      return literalType(context, node, wanted)
    case 'string':
      return inferString(context, node)
    case 'identifier':
      return inferIdentifier(context, node, wanted)
    case 'group':
      return infer(context, node.expression, wanted)
    case 'unary':
      return inferUnary(context, node, wanted)
    case 'binary':
      return node.operator === 'orelse' ? inferOrelse(context, node, wanted) : inferBinary(context, node, wanted)
    case 'cast':
      return inferCast(context, node)
    case 'call':
      return inferCall(context, node, wanted)
    case 'index':
      return inferIndex(context, node)
    case 'member':
      return inferMember(context, node, wanted)
    case 'tupleIndex':
      return inferTupleIndex(context, node)
    case 'propagate':
      return inferPropagate(context, node)
    case 'tuple':
      return inferTuple(context, node, wanted)
    case 'list':
      return inferList(context, node, wanted)
    case 'map':
      return inferMap(context, node, wanted)
    case 'struct':
      return inferStructLiteral(context, node, wanted)
    case 'if':
      return inferIf(context, node, wanted)
    case 'blockExpression':
      return unifyBranches(context, node, blockValues(context, node.block, wanted), wanted, true)
    case 'lambda':
      return inferLambda(context, node, wanted)
    case 'match':
      return inferMatch(context, node, wanted)
    case 'select':
      return inferSelect(context, node, wanted)
    case 'tryExpression':
      return inferTry(context, node.try, wanted)
    case 'spawn':
      return inferSpawn(context, node)
    case 'newChannel':
      return inferNewChannel(context, node)
    default:
      return node satisfies never
  }
}

function inferTuple(context: Context, node: ast.Tuple, wanted: Type | undefined): Type {
  const whole = wanted?.kind === 'option' ? wanted.inner : wanted
  const elements = node.elements.map((element, at) => {
    const place = whole?.kind === 'tuple' ? whole.elements[at] : undefined
    if (place === undefined) return value(context, element)
    const type = value(context, element, place)
    return converts(context, element, type, place) ? place : type
  })
  return { kind: 'tuple', elements }
}

/** The type of an expression that must be one value: the error of a fallible call has to be dealt with. */
export function value(context: Context, node: ast.Expression, wanted?: Type, hint?: string): Type {
  const type = infer(context, node, wanted)
  if (!isErrorPair(type) || node.kind === 'tuple' || isNamed(node)) return type
  const inner = unwrapGroup(node)
  const call = inner.kind === 'binary' ? (context.pipes.get(inner) ?? inner) : inner
  return context.error(node, errorPairAsValue({ name: fallibleText(call) }), hint === undefined ? {} : { hint })
}

/** A variable may hold a pair; only the result of a call must be taken apart at once. */
function isNamed(node: ast.Expression): boolean {
  const inner = unwrapGroup(node)
  return inner.kind === 'identifier' || inner.kind === 'tuple'
}

/** The expression inside any parentheses. */
export function unwrapGroup(node: ast.Expression): ast.Expression {
  return node.kind === 'group' ? unwrapGroup(node.expression) : node
}

/** How messages spell what a call calls: `FrontDesk.ask`. */
export function calleeText(call: ast.Call): string {
  const text = (node: ast.Expression): string => {
    if (node.kind === 'identifier') return node.name
    if (node.kind === 'member') return `${text(node.object)}.${node.name.text}`
    if (node.kind === 'call') return `${text(node.callee)}(…)`
    return '…'
  }
  return text(call.callee)
}

/** How messages name an expression that may fail: `f()`, `await t`. */
export function fallibleText(node: ast.Expression): string {
  if (node.kind === 'call') return `${calleeText(node)}()`
  const task = node.kind === 'unary' && node.operator === 'await' ? unwrapGroup(node.operand) : undefined
  return task?.kind === 'identifier' ? `await ${task.name}` : 'this expression'
}

/** Checks that an expression fits its place; notes the conversion that it needs, or reports the mismatch. */
export function expect(
  context: Context,
  node: ast.Expression,
  wanted: Type,
  mismatch: (found: Type) => Message = (found) => expectedType({ expected: showType(wanted), found: showType(found) }),
): Type {
  const found = value(context, node, wanted)
  coerce(context, node, found, wanted, mismatch)
  return found
}

/** Like `expect`, for an expression whose type is known already. */
export function coerce(
  context: Context,
  node: ast.Expression,
  found: Type,
  wanted: Type,
  mismatch: (found: Type) => Message = (type) => expectedType({ expected: showType(wanted), found: showType(type) }),
): void {
  if (converts(context, node, found, wanted) || isUnclear(found) || isUnclear(wanted)) return
  if (takesDrafts(context, node, found, wanted)) return
  const hint = conversionHint(found, wanted)
  context.error(node, mismatch(found), { label: labelFor(found, wanted), ...(hint === undefined ? {} : { hint }) })
}

/** Notes the conversion from one type to another, if there is one. */
export function converts(context: Context, node: ast.Expression, found: Type, wanted: Type): boolean {
  fixOpen(context, found, wanted)
  switch (fit(found, wanted)) {
    case 'same':
      return true
    case 'convert':
      context.conversions.set(node, wanted)
      return true
    case 'mayBeNil':
      warnIfNil(context, node, found)
      context.conversions.set(node, wanted)
      return true
    case 'never':
      return false
  }
}

/** W0203, except for `m[k]` and `m.k`, where the writer knows what is in the map. */
export function warnIfNil(context: Context, node: ast.Expression, found: Type): void {
  const inner = unwrapGroup(node)
  if (inner.kind === 'index' || (inner.kind === 'member' && isMap(context, inner.object))) return
  context.error(node, mayBeNil({ type: showType(found) }))
}

function isMap(context: Context, node: ast.Expression): boolean {
  return (context.conversions.get(node) ?? context.types.get(node))?.kind === 'map'
}

/** The type of an expression whose parts are wanted (`x.name`, `x[0]`, `x + 1`): `T?` is taken as `T`, with W0203. */
export function present(context: Context, node: ast.Expression, wanted?: Type): Type {
  const type = value(context, node, wanted)
  if (type.kind !== 'option') return type
  warnIfNil(context, node, type)
  context.conversions.set(node, type.inner)
  return type.inner
}

/** A condition: bool, or `any`, which is tested when the program runs. */
export function condition(context: Context, node: ast.Expression, mismatch: (found: Type) => Message): void {
  const found = value(context, node)
  if (isPrimitive(found, 'bool') || found.kind === 'error') return
  if (isDynamic(found)) context.conversions.set(node, boolType)
  else context.error(node, mismatch(found), { label: labelFor(found, boolType) })
}

/** The type of a new variable that gets this value: `nil` alone says nothing, so such a variable holds any value. */
export function variableType(context: Context, node: ast.Expression, found: Type): Type {
  if (!isPrimitive(found, 'nil')) return found
  context.conversions.set(node, anyType)
  return anyType
}
