// Declarations of variables and assignments.

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import {
  anyType,
  errorStructType,
  fallible,
  type Type as HairaType,
  isErrorPair,
  isPrimitive,
} from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Symbol } from '../phases.ts'
import type { Body } from './body.ts'
import { helper, isConstant, isThere, member, nullValue, perform } from './build.ts'
import { prepareCall } from './calls.ts'
import { convert, unwrapped, wrapped } from './convert.ts'
import { asAny, dynamicArithmetic, dynamicPart, dynamicTuple } from './dynamic.ts'
import { evaluate } from './evaluate.ts'
import { lower, lowerBare, operand } from './expressions.ts'
import { lowerGrowth } from './growing.ts'
import { arithmetic } from './operators.ts'
import { lowerPlace, type Place } from './places.ts'
import type { AssignOperator, Expression } from './program.ts'
import { renameTemporary } from './rename.ts'
import { shown, template } from './strings.ts'
import { zeroOf } from './zero.ts'

/** `a, b = …` and `x += …`. */
export function lowerAssign(body: Body, node: ast.AssignStatement): void {
  if (lowerGrowth(body, node)) return
  if (node.operator !== '=') lowerUpdate(body, node)
  else assignTargets(body, node, node.targets, node.values, false)
}

/** `let a, b = …` and `const …`. */
export function lowerLet(body: Body, node: ast.LetStatement): void {
  assignTargets(body, node, node.targets, node.values, !node.mutable)
}

/** `x: T` */
export function lowerVarDeclaration(body: Body, node: ast.VarDeclaration): void {
  const symbol = body.context.symbolOf(node.name)
  const type = body.context.typeOfSymbol(symbol, node.name)
  const value = zeroOf(body, type, node)
  const isThere = symbol.kind === 'global' || body.predeclared.has(symbol)
  if (isThere) body.assign(symbol, node.name, value)
  else declareVariable(body, symbol, value, type, false, false)
}

function assignTargets(
  body: Body,
  node: ast.Statement,
  targets: readonly ast.AssignTarget[],
  values: readonly ast.Expression[],
  constant: boolean,
): void {
  const [target] = targets
  const [value] = values
  if (!target || !value) return body.context.fail(node, 'assignment without target or value')
  if (targets.length === 1) assignOne(body, target, value, constant)
  else if (values.length === 1) spread(body, targets, value, constant)
  else assignSeveral(body, targets, values, constant)
}

/** `x = e` */
function assignOne(body: Body, target: ast.AssignTarget, node: ast.Expression, constant: boolean): void {
  if (target.kind === 'placeTarget') {
    const place = lowerPlace(body, target.place)
    place.store(lower(body, node))
    return
  }
  if (isDiscard(target)) return discard(body, node)
  const symbol = body.context.symbolOf(target.name)
  if (declares(body, target)) declareFrom(body, symbol, target, node, constant)
  else {
    const { context } = body
    const value = lower(body, node)
    // What a `try` or step declares may be nil, and its first value is not.
    const stored = context.checked.declares.has(target.name)
      ? convert(body, value, context.wantedType(node), context.typeOfSymbol(symbol, target.name), node)
      : value
    body.assign(symbol, target.name, stored)
  }
}

function isDiscard(target: ast.BindTarget): boolean {
  return target.name.text === '_'
}

function discard(body: Body, node: ast.Expression): void {
  evaluate(body, lower(body, node))
}

function declares(body: Body, target: ast.BindTarget): boolean {
  const { checked } = body.context
  const symbol = body.context.symbolOf(target.name)
  // What a `try` or step declares for the block around it has been declared before it.
  return symbol.kind === 'local' && checked.declares.has(target.name) && !body.predeclared.has(symbol)
}

/** A new variable. A call that may panic needs no temporary here: nobody sees the variable if it does. */
function declareFrom(
  body: Body,
  symbol: Symbol,
  target: ast.BindTarget,
  node: ast.Expression,
  constant: boolean,
): void {
  const { context } = body
  const type = context.typeOfSymbol(symbol, target.name)
  const call = unwrapGroup(node)
  const isPlain = !context.checked.conversions.has(node) && !context.checked.conversions.has(call)
  const isShared = context.captures.shared.has(symbol)
  if (call.kind === 'call' && isPlain && !isShared && !isPrimitive(context.typeOf(call), 'nil')) {
    const made = prepareCall(body, call)
    declareVariable(body, symbol, made.expression, type, constant, true)
    if (made.mayPanic) body.check()
    return
  }
  const before = body.statements.length
  const value = lower(body, node)
  if (isPlain && value.kind === 'name' && value.name.startsWith('$') && !isShared) {
    const own = body.declare(symbol)
    const added = body.statements.splice(before)
    const isRenamed = renameTemporary(added, value.name, { name: own, constant })
    body.add(...added)
    if (!isRenamed) body.add({ kind: 'let', name: own, constant, type: context.type(type), value })
  } else declareVariable(body, symbol, value, type, constant, isPlain)
}

/** Declares a local. The type is written out where the value alone would not tell it. */
export function declareVariable(
  body: Body,
  symbol: Symbol,
  value: Expression,
  type: HairaType,
  constant: boolean,
  hasOwnType: boolean,
): void {
  const ir = body.context.type(type)
  if (body.context.captures.shared.has(symbol)) return body.declareShared(symbol, value, ir)
  const isEvident = hasOwnType && tellsType(value) && !(value.kind === 'new' && ir.kind === 'nullable')
  body.add({ kind: 'let', name: body.declare(symbol), constant, type: isEvident ? undefined : ir, value })
}

function tellsType(value: Expression): boolean {
  switch (value.kind) {
    case 'text':
    case 'template':
    case 'bool':
    case 'float':
    case 'new':
    case 'cast':
    case 'call':
    case 'member':
    case 'name':
      return true
    default:
      return false
  }
}

/** `a, b = f()`: a tuple into its parts. */
function spread(body: Body, targets: readonly ast.AssignTarget[], node: ast.Expression, constant: boolean): void {
  const called = unwrapGroup(node)
  if (called.kind === 'call' && isWorkflowCall(body, called)) return spreadWorkflow(body, targets, called, constant)
  const own = body.context.typeOf(node)
  // `s, err = A.stream(m)`: the stream begins, and tells whether that has failed.
  const type = own.kind === 'stream' ? fallible(own) : own
  const places = targets.map((target) => (target.kind === 'placeTarget' ? lowerPlace(body, target.place) : undefined))
  if (isDynamic(type)) {
    const parts = dynamicTuple(body, lowerBare(body, node), targets.length)
    targets.forEach((target, at) => {
      if (target.kind === 'bindTarget' && isDiscard(target)) return
      takePart(body, target, places[at], dynamicPart(body, parts, at), anyType, constant)
    })
    return
  }
  if (type.kind !== 'tuple') return body.context.fail(node, 'spread of a value that is no tuple')
  const value = lowerBare(body, node)
  const whole = body.settled(
    own.kind === 'stream' ? helper('stream', 'started', [value], [body.context.type(own)]) : value,
    body.context.type(type),
  )
  if (own.kind === 'stream') body.check()
  targets.forEach((target, at) => {
    takePart(body, target, places[at], member(whole, `_${at}`), type.elements[at]!, constant)
  })
}

function isWorkflowCall(body: Body, node: ast.Call): boolean {
  const target = body.context.checked.calls.get(node)?.target
  return target?.kind === 'function' && target.symbol.kind === 'workflow'
}

/** `v, err = AddNote(…)`: the error is taken, whether it was raised or given back. */
function spreadWorkflow(body: Body, targets: readonly ast.AssignTarget[], node: ast.Call, constant: boolean): void {
  const places = targets.map((target) => (target.kind === 'placeTarget' ? lowerPlace(body, target.place) : undefined))
  const { expression, result } = prepareCall(body, node)
  const isNil = isPrimitive(result, 'nil')
  if (isNil) body.add(perform(expression))
  const raised = body.temporary(helper('workflow-call', 'takenError', []), undefined)
  // What ends the fiber is no error to be taken.
  body.check()
  const errorType: HairaType = { kind: 'option', inner: errorStructType }
  const parts: [Expression, HairaType][] = []
  if (!isErrorPair(result)) parts.push([isNil ? nullValue : expression, result], [raised, errorType])
  else {
    const last = result.elements.length - 1
    // After a raise there is no tuple to look into.
    const part = (at: number): Expression => {
      const ir = body.context.type(result.elements[at]!)
      const none = at === last ? raised : helper('panic', 'nothing', [], [ir])
      return { kind: 'conditional', condition: isThere(raised), then: none, else: member(expression, `_${at}`) }
    }
    parts.push(...result.elements.map((type, at): [Expression, HairaType] => [part(at), type]))
  }
  for (const [at, target] of targets.entries()) takePart(body, target, places[at], ...parts[at]!, constant)
}

function takePart(
  body: Body,
  target: ast.AssignTarget,
  place: Place | undefined,
  part: Expression,
  type: HairaType,
  constant: boolean,
): void {
  const { context } = body
  if (target.kind === 'placeTarget') {
    place!.store(convert(body, part, type, context.typeOf(target.place), target))
    return
  }
  if (isDiscard(target)) return
  const symbol = context.symbolOf(target.name)
  const wanted = context.typeOfSymbol(symbol, target.name)
  const value = convert(body, part, type, wanted, target)
  if (declares(body, target)) declareVariable(body, symbol, value, wanted, constant, value === part)
  else body.assign(symbol, target.name, value)
}

/** `a, b = b, a`: the parts of all places and all values first, then the stores. */
function assignSeveral(
  body: Body,
  targets: readonly ast.AssignTarget[],
  nodes: readonly ast.Expression[],
  constant: boolean,
): void {
  const places = targets.map((target) => (target.kind === 'placeTarget' ? lowerPlace(body, target.place) : undefined))
  const operands = nodes.map((node) => operand(body, node))
  const values = body
    .inOrder(operands)
    .map((value, at) => (isConstant(value) ? value : body.temporary(value, operands[at]!.type)))
  targets.forEach((target, at) => {
    const type = body.context.wantedType(nodes[at]!)
    takePart(body, target, places[at], values[at]!, type, constant)
  })
}

/** `x += e` */
function lowerUpdate(body: Body, node: ast.AssignStatement): void {
  const [target] = node.targets
  const [right] = node.values
  if (!target || !right) return body.context.fail(node, 'update without target or value')
  const { context } = body
  const operator = node.operator.slice(0, -1) as Exclude<AssignOperator, '='> extends `${infer O}=` ? O : never
  const isName = target.kind === 'bindTarget'
  const symbol = isName ? context.symbolOf(target.name) : undefined
  const stored = isName ? context.typeOfSymbol(symbol!, target.name) : context.typeOf(target.place)
  const type = stored.kind === 'option' ? stored.inner : stored
  const own = isName ? namePlace(body, symbol!, target.name) : lowerPlace(body, target.place)
  const place = stored.kind === 'option' ? presentPlace(body, own, stored.inner) : own
  const ir = context.type(type)
  const [before, value] = body.inOrder([
    { type: ir, lower: place.read },
    { type: context.type(context.wantedType(right)), lower: () => lower(body, right) },
  ]) as [Expression, Expression]
  const wanted = context.wantedType(right)
  if (isDynamic(type) || isDynamic(wanted)) {
    if (!isPrimitive(type, 'string')) {
      const made = dynamicArithmetic(
        body,
        operator,
        asAny(body, before, type, target),
        asAny(body, value, wanted, right),
      )
      return place.store(convert(body, made, anyType, type, target))
    }
  }
  if (isPrimitive(type, 'string')) {
    const addition = shown(body, value, context.wantedType(right))
    if (before !== place.target) return place.store(template([before, addition]))
    body.add({ kind: 'assign', target: before, operator: '+=', value: addition })
    if (symbol) body.disown(symbol)
    return
  }
  const result = arithmetic(body, operator, before, value, right, type)
  if (before === place.target && result.kind === 'binary' && result.left === before && result.right === value) {
    return body.add({ kind: 'assign', target: before, operator: node.operator, value })
  }
  place.store(result)
}

/** A place that may hold nil, of which what it holds is read. */
function presentPlace(body: Body, place: Place, inner: HairaType): Place {
  return {
    read: () => unwrapped(body, place.read(), inner),
    store: (value) => place.store(wrapped(body, value, inner)),
  }
}

function namePlace(body: Body, symbol: Symbol, at: ast.Name): Place {
  const target = body.read(symbol, at)
  return { target, read: () => target, store: (value) => body.assign(symbol, at, value) }
}
