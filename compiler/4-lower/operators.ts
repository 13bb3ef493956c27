// Unary and binary operators (language.md 5.2).

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { sameType } from '../3-check/fit.ts'
import { isNumber, isSized } from '../3-check/numbers.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Body } from './body.ts'
import { assign, binary, cast, helper, i64, int, isNull, isThere, name, not, scalar, when } from './build.ts'
import { lowerAwait, lowerReceive } from './channels.ts'
import { contentOf } from './convert.ts'
import { anyOperand, dynamicArithmetic, dynamicEquality, dynamicOrder, dynamicUnary } from './dynamic.ts'
import { operatorPanics } from './effects.ts'
import { evaluate } from './evaluate.ts'
import { lower, operand } from './expressions.ts'
import { lowerOrelse } from './fallible.ts'
import { lookedAt } from './growing.ts'
import { isJump } from './jumps.ts'
import { lowerNegated, lowerRange, lowerSizedShift } from './numbers.ts'
import type { BinaryOperator, Expression } from './program.ts'
import { shownOperand, template } from './strings.ts'

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '^' | '<<' | '>>' | '>>>'

/** A prefix operator. */
export function lowerUnary(body: Body, node: ast.Unary): Expression {
  const literal = unwrapGroup(node.operand)
  const type = body.context.typeOf(node)
  if (node.operator === '-' && isSized(type) && (literal.kind === 'int' || literal.kind === 'float')) {
    return lowerNegated(body, literal, type)
  }
  if (node.operator === '<-') return lowerReceive(body, node)
  if (node.operator === 'await') return lowerAwait(body, node)
  if (node.operator !== 'not' && isDynamic(type)) return dynamicUnary(body, node)
  const value = lower(body, node.operand)
  switch (node.operator) {
    case 'not':
      return not(value)
    case '-':
      if (value.kind === 'int') return int(BigInt.asIntN(64, -value.value))
      return value.kind === 'float'
        ? { kind: 'float', value: -value.value }
        : { kind: 'unary', operator: '-', operand: value }
    case '~':
      return value.kind === 'int' ? int(~value.value) : { kind: 'unary', operator: '~', operand: value }
    default:
      return body.context.fail(node, `operator ${node.operator} has no lowering`)
  }
}

/** An infix operator other than `orelse`. */
export function lowerBinary(body: Body, node: ast.Binary): Expression {
  const { left, right, operator } = node
  if (isJump(right)) return body.context.fail(node, 'jump as an operand')
  switch (operator) {
    case 'or':
      if (!isPrimitive(body.context.typeOf(left), 'bool')) return lowerDefault(body, node, left, right)
      return lowerLogic(body, '||', lower(body, left), right)
    case 'and':
      return lowerLogic(body, '&&', lower(body, left), right)
    case '==':
    case '!=':
      return lowerEquality(body, operator, left, right)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return lowerOrder(body, operator, left, right)
    case '..':
    case '..=':
      return lowerRange(body, node)
    case '|>':
      return lower(body, body.context.checked.pipes.get(node) ?? body.context.fail(node, 'pipe without a meaning'))
    case 'orelse':
      return body.context.fail(node, `operator ${operator} has no lowering`)
    default:
      return lowerArithmetic(body, node, operator, left, right)
  }
}

/** `a or b` where `a` may be nil: of bools what is true, else what `orelse` gives. */
function lowerDefault(body: Body, node: ast.Binary, left: ast.Expression, right: ast.Expression): Expression {
  const type = body.context.typeOf(left)
  if (type.kind !== 'option' || !isPrimitive(type.inner, 'bool')) return lowerOrelse(body, node)
  const held = body.settled(lower(body, left), body.context.type(type))
  return lowerLogic(body, '||', binary(isThere(held), '&&', contentOf(held, type.inner)), right)
}

/** The right side is evaluated only if the left one does not decide. */
function lowerLogic(body: Body, operator: '&&' | '||', first: Expression, right: ast.Expression): Expression {
  const [statements, second] = body.capture(() => lower(body, right))
  if (statements.length === 0) return binary(first, operator, second)
  const result = body.fresh()
  body.add({ kind: 'let', name: result, constant: false, type: scalar('bool'), value: first })
  const undecided = operator === '&&' ? name(result) : not(name(result))
  body.add(when(undecided, [...statements, assign(name(result), second)]))
  return name(result)
}

function lowerEquality(body: Body, operator: '==' | '!=', left: ast.Expression, right: ast.Expression): Expression {
  const { context } = body
  const [a, b] = [context.wantedType(left), context.wantedType(right)]
  if ((isDynamic(a) || isDynamic(b)) && !isPrimitive(a, 'nil') && !isPrimitive(b, 'nil')) {
    return dynamicEquality(body, operator, left, right)
  }
  const isWithText = [left, right].some((one) => unwrapGroup(one).kind === 'string')
  const side = (one: ast.Expression, other: ast.Expression) =>
    isWithText ? lookedAt(body, one, other) : operand(body, one)
  const [x, y] = body.inOrder([side(left, right), side(right, left)]) as [Expression, Expression]
  if (isPrimitive(a, 'nil') || isPrimitive(b, 'nil')) {
    const [other, type] = isPrimitive(a, 'nil') ? [y, b] : [x, a]
    if (isNullable(type)) return operator === '==' ? isNull(other) : isThere(other)
  }
  if (!sameType(a, b) || isPrimitive(a, 'nil')) {
    // Values of types that have nothing in common (W0206), evaluated for their effects.
    const areEqual = isPrimitive(a, 'nil') && isPrimitive(b, 'nil')
    for (const value of [x, y]) evaluate(body, value)
    return { kind: 'bool', value: areEqual === (operator === '==') }
  }
  if (isNumber(a) || isPrimitive(a, 'bool', 'string')) return binary(x, operator, y)
  context.types.need(a, 'equals')
  const equal = helper('equal', 'equals', [x, y], [context.type(a)])
  return operator === '==' ? equal : not(equal)
}

function isNullable(type: HairaType): boolean {
  return type.kind === 'option' || isDynamic(type)
}

function lowerOrder(body: Body, operator: BinaryOperator, left: ast.Expression, right: ast.Expression): Expression {
  if ([left, right].some((one) => isDynamic(body.context.wantedType(one)))) {
    return dynamicOrder(body, operator, left, right)
  }
  const [x, y] = body.inOrder([operand(body, left), operand(body, right)]) as [Expression, Expression]
  return orderOf(x, operator, y, body.context.wantedType(left))
}

// AssemblyScript compares strings by UTF-16 units, Haira by code points.
function orderOf(x: Expression, operator: BinaryOperator, y: Expression, type: HairaType): Expression {
  if (isPrimitive(type, 'string')) return binary(helper('text', 'compareText', [x, y]), operator, int(0))
  return binary(x, operator, y)
}

function lowerArithmetic(
  body: Body,
  node: ast.Binary,
  operator: Arithmetic,
  left: ast.Expression,
  right: ast.Expression,
): Expression {
  const type = body.context.typeOf(node)
  if (operator === '+' && isPrimitive(type, 'string')) return lowerJoin(body, left, right)
  if (isDynamic(type)) {
    const [x, y] = body.inOrder([anyOperand(body, left), anyOperand(body, right)]) as [Expression, Expression]
    return dynamicArithmetic(body, operator, x, y)
  }
  const [x, y] = body.inOrder([operand(body, left), operand(body, right)]) as [Expression, Expression]
  return arithmetic(body, operator, x, y, right, type)
}

/** `x op y` for numbers and lists of one type; `right` is the node of y, for what is known of it. */
export function arithmetic(
  body: Body,
  operator: Arithmetic,
  x: Expression,
  y: Expression,
  right: ast.Expression | undefined,
  type: HairaType,
): Expression {
  if (type.kind === 'list') return helper('list', 'concat', [x, y], [body.context.type(type.element)])
  if (x.kind === 'int' && y.kind === 'int') {
    const folded = fold(operator, x.value, y.value)
    if (folded !== undefined) return int(BigInt.asIntN(64, folded))
  }
  const mayPanic = operatorPanics(operator, right, type)
  const shifted = lowerSizedShift(body, operator, x, y, type, mayPanic)
  if (shifted) return shifted
  const checked = mayPanic ? checkedOperators[operator] : undefined
  if (checked !== undefined) return checkedArithmetic(body, checked, x, y, type)
  // A bare literal would be a 32-bit value here, and a shift does not widen it.
  const isShift = operator === '<<' || operator === '>>' || operator === '>>>'
  return binary(isShift && x.kind === 'int' ? cast(i64, x) : x, operator, y)
}

/** Functions of the runtime for operators that may panic: a zero divisor, a negative shift count. */
const checkedOperators: Partial<Record<Arithmetic, string>> = {
  '/': 'divide',
  '%': 'remainder',
  '<<': 'shiftLeft',
  '>>': 'shiftRight',
  '>>>': 'shiftRightLogical',
}

function checkedArithmetic(body: Body, fn: string, x: Expression, y: Expression, type: HairaType): Expression {
  const typeArguments = fn === 'divide' || fn === 'remainder' ? [body.context.type(type)] : []
  const value = body.temporary(helper('number', fn, [x, y], typeArguments), undefined)
  body.check()
  return value
}

function fold(operator: Arithmetic, x: bigint, y: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return x + y
    case '-':
      return x - y
    case '*':
      return x * y
    case '&':
      return x & y
    case '|':
      return x | y
    case '^':
      return x ^ y
    default:
      return undefined
  }
}

/** `+` with a string on either side joins the printed forms. */
function lowerJoin(body: Body, left: ast.Expression, right: ast.Expression): Expression {
  const [x, y] = body.inOrder([shownOperand(body, left), shownOperand(body, right)]) as [Expression, Expression]
  if (x.kind === 'template' || y.kind === 'template' || x.kind === 'text' || y.kind === 'text') {
    return template([...partsOf(x), ...partsOf(y)])
  }
  return binary(x, '+', y)
}

function partsOf(value: Expression): (string | Expression)[] {
  return value.kind === 'template' ? value.parts : [value]
}
