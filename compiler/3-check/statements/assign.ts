// Assignments and declarations of variables.

import type * as ast from '../../1-parse/syntax.ts'
import {
  constReassigned,
  expectedType,
  mayBeNil,
  noZeroValue,
  selfReassigned,
  structuredResult,
  wrongTargetCount,
} from '../../diagnostics/messages.generated.ts'
import { agentResultType, asksAgent } from '../../library/agent.ts'
import { isStructured } from '../agent.ts'
import type { Context } from '../context.ts'
import { takesDrafts } from '../drafts.ts'
import { inferSpread } from '../expressions/channels.ts'
import { inferUpdate } from '../expressions/operators.ts'
import { placeType } from '../expressions/places.ts'
import { coerce, expect, unwrapGroup, value, variableType } from '../expressions.ts'
import { fit, sameType } from '../fit.ts'
import { showType } from '../show-type.ts'
import { typeOfNode } from '../type-nodes.ts'
import { anyType, errorKind, fallible, isPrimitive, optionOf, stringType, type Type } from '../types.ts'
import { isDynamic } from '../unions.ts'
import { hasZero } from '../zero.ts'

/** `a, b = …`, `x: T = …` and `x += …`. */
export function checkAssign(context: Context, statement: ast.AssignStatement): void {
  const { targets, values, operator } = statement
  if (operator !== '=') {
    checkUpdate(context, statement)
    return
  }
  checkTargets(context, statement, targets, values)
}

/** `let a, b = …` and `const …` inside a body. */
export function checkLet(context: Context, statement: ast.LetStatement): void {
  checkTargets(context, statement, statement.targets, statement.values)
}

/** `x: T`, which begins with T's zero value. */
export function checkVarDeclaration(context: Context, statement: ast.VarDeclaration): void {
  const type = typeOfNode(context, statement.type)
  const name = statement.name.text
  if (!hasZero(type)) context.error(statement.name, noZeroValue({ name, type: showType(type) }))
  const symbol = context.symbol(statement.name)
  if (symbol) context.symbolTypes.set(symbol, type)
}

function checkTargets(
  context: Context,
  statement: ast.AssignStatement | ast.LetStatement,
  targets: ast.AssignTarget[],
  values: ast.Expression[],
): void {
  const [first, ...more] = targets
  const [only] = values
  if (targets.length === values.length) {
    if (more.length === 0) assignOne(context, first!, only!)
    else assignSeveral(context, targets, values)
  } else if (values.length === 1) spread(context, statement, targets, only!)
  else {
    for (const one of values) value(context, one)
    declareUnknown(context, targets)
    context.error(statement, wrongTargetCount({ targets: targets.length, values: count(values.length, 'value') }))
  }
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

/** `x = e`. */
function assignOne(context: Context, target: ast.AssignTarget, node: ast.Expression): void {
  const wanted = targetType(context, target)
  if (wanted) {
    const found = expect(context, node, wanted)
    narrow(context, target, found, wanted)
    return
  }
  if (target.kind === 'placeTarget') {
    store(context, target, node)
    return
  }
  declareAs(context, target, variableType(context, node, value(context, node)))
}

/** A place says what it wants, unless it is in a list or map that is still empty: that takes its type from the value. */
function store(context: Context, target: ast.PlaceTarget, node: ast.Expression): void {
  if (!mayBeOpen(context, target.place)) {
    expect(context, node, placeType(context, target.place))
    return
  }
  const found = value(context, node)
  coerce(context, node, found, placeType(context, target.place, found))
}

function mayBeOpen(context: Context, place: ast.PlaceTarget['place']): boolean {
  if (context.open.size === 0) return false
  const object = unwrapGroup(place.object)
  const symbol = object.kind === 'identifier' ? context.symbol(object) : undefined
  return !symbol || context.open.has(context.typeOf(symbol))
}

/** `a, b = b, a`: all values, then all targets. */
function assignSeveral(context: Context, targets: ast.AssignTarget[], values: ast.Expression[]): void {
  const wanted = targets.map((target) => targetType(context, target))
  const found = values.map((node, at) => (wanted[at] ? expect(context, node, wanted[at]) : value(context, node)))
  for (const [at, target] of targets.entries()) {
    const node = values[at]!
    if (wanted[at]) narrow(context, target, found[at]!, wanted[at])
    else if (target.kind === 'placeTarget')
      coerce(context, node, found[at]!, placeType(context, target.place, found[at]))
    else declareAs(context, target, variableType(context, node, found[at]!))
  }
}

/** `a, b = f()`: a tuple into its parts. */
function spread(context: Context, statement: ast.Statement, targets: ast.AssignTarget[], node: ast.Expression): void {
  const plain = inferSpread(context, node, targets.length)
  const type = targets.length === 2 && plain.kind !== 'tuple' && takesError(context, node) ? fallible(plain) : plain
  if (type.kind === 'error') {
    declareUnknown(context, targets)
    return
  }
  if (isDynamic(type)) {
    for (const target of targets) takePart(context, target, node, anyType)
    return
  }
  if (type.kind !== 'tuple' || type.elements.length !== targets.length) {
    declareUnknown(context, targets)
    const values = type.kind === 'tuple' ? count(type.elements.length, 'value') : '1 value'
    context.error(statement, wrongTargetCount({ targets: targets.length, values }))
    return
  }
  for (const [at, target] of targets.entries()) takePart(context, target, node, type.elements[at]!)
}

/** `v, err = AddNote(…)` and `s, err = A.stream(…)`: alone they raise, with two targets they give the error. */
function takesError(context: Context, node: ast.Expression): boolean {
  const inner = unwrapGroup(node)
  const target = inner.kind === 'call' ? context.calls.get(inner)?.target : undefined
  const isWorkflow = target?.kind === 'function' && target.symbol.kind === 'workflow'
  const isStream = target?.kind === 'method' && target.name === 'stream'
  if (inner.kind === 'call' && (isWorkflow || isStream)) context.pairs.add(inner)
  return isWorkflow || isStream
}

function takePart(context: Context, target: ast.AssignTarget, node: ast.Expression, found: Type): void {
  const wanted =
    targetType(context, target) ?? (target.kind === 'placeTarget' ? placeType(context, target.place) : undefined)
  if (!wanted) {
    if (target.kind === 'bindTarget') declareAs(context, target, isPrimitive(found, 'nil') ? anyType : found)
    return
  }
  const how = fit(found, wanted)
  if (how === 'never' || how === 'mayBeNil') {
    reportPart(context, target, node, found, wanted)
    return
  }
  narrow(context, target, found, wanted)
}

/** A part that does not fit its target; for an agent's reply that may be a wish for structured output. */
function reportPart(context: Context, target: ast.AssignTarget, node: ast.Expression, found: Type, wanted: Type): void {
  const call = unwrapGroup(node)
  const called = call.kind === 'call' ? context.calls.get(call)?.target : undefined
  if (takesDrafts(context, node, found, wanted)) return
  const isAgentCall = called?.kind === 'method' && asksAgent(called.owner)
  if (!isAgentCall || (!sameType(found, agentResultType) && !sameType(found, stringType))) {
    context.error(target, expectedType({ expected: showType(wanted), found: showType(found) }))
  } else if (isStructured(wanted) && call.kind === 'call') {
    context.outputs.set(call, wanted)
    // From here on that is what the call gives.
    for (let one = node; ; one = (one as ast.Group).expression) {
      context.types.set(one, fallible(wanted))
      if (one.kind !== 'group') break
    }
  } else context.error(target, structuredResult({ method: called.name, found: showType(wanted) }))
}

/** `x += e`. */
function checkUpdate(context: Context, statement: ast.AssignStatement): void {
  const [target] = statement.targets
  const [node] = statement.values
  const type =
    target!.kind === 'placeTarget' ? placeType(context, target!.place) : (targetType(context, target!) ?? errorKind)
  const operator = statement.operator.slice(0, -1)
  const result = inferUpdate(context, operator, updated(context, target!, type), node!)
  if (result.kind !== 'error' && fit(result, type) === 'never') {
    context.error(node!, expectedType({ expected: showType(type), found: showType(result) }))
  }
}

/** What `x += e` reads: an option must be there, which a test may have shown. */
function updated(context: Context, target: ast.AssignTarget, type: Type): Type {
  const symbol = target.kind === 'bindTarget' ? context.symbol(target.name) : undefined
  const now = symbol ? context.typeOf(symbol) : type
  if (now.kind !== 'option') return now
  if (target.kind === 'bindTarget' || target.place.kind !== 'index') {
    context.error(target, mayBeNil({ type: showType(now) }))
  }
  return now.inner
}

/** What an assignment target takes; nothing for `_`, for a new variable without a type, and for a place. */
function targetType(context: Context, target: ast.AssignTarget): Type | undefined {
  if (target.kind === 'placeTarget') return undefined
  const { name } = target
  if (target.type) {
    const type = typeOfNode(context, target.type)
    declareAs(context, target, type)
    return type
  }
  const symbol = context.symbol(name)
  if (!symbol || context.resolved.declares.has(name)) return undefined
  if (symbol.kind !== 'local' && symbol.kind !== 'global') return undefined
  if (symbol.kind === 'local' && symbol.role === 'self') context.error(name, selfReassigned())
  else if (!symbol.mutable) {
    context.error(name, constReassigned({ name: name.text }), { related: context.declaredHere(symbol) })
  }
  return context.symbolTypes.get(symbol) ?? errorKind
}

function declareAs(context: Context, target: ast.BindTarget, type: Type): void {
  const symbol = context.symbol(target.name)
  if (!symbol) return
  const isHoisted = context.resolved.hoisted.has(target.name)
  context.symbolTypes.set(symbol, isHoisted ? optionOf(type) : type)
  context.narrowed.delete(symbol)
  // Nil until it is assigned, which is now.
  if (isHoisted && type.kind !== 'option') context.narrowed.set(symbol, type)
}

function declareUnknown(context: Context, targets: ast.AssignTarget[]): void {
  for (const target of targets) {
    const wanted = targetType(context, target)
    if (!wanted && target.kind === 'bindTarget') declareAs(context, target, errorKind)
  }
}

/** After `x = 5`, an optional x is an int; after any other assignment nothing more is known of it. */
function narrow(context: Context, target: ast.AssignTarget, found: Type, wanted: Type): void {
  // `x: int? = 5` says that x will be nil at times, so nothing is concluded from its first value.
  if (target.kind === 'placeTarget' || target.type) return
  const symbol = context.symbol(target.name)
  if (!symbol) return
  context.narrowed.delete(symbol)
  if (wanted.kind !== 'option' || found.kind === 'option' || found.kind === 'error') return
  if (!isPrimitive(found, 'nil', 'any')) context.narrowed.set(symbol, wanted.inner)
}
