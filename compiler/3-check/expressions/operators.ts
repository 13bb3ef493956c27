// Unary and binary operators (language.md 2 and 5.2).

import type * as ast from '../../1-parse/syntax.ts'
import {
  alwaysUnequal,
  badComparison,
  badOperator,
  cannotNegate,
  conditionNotBool,
} from '../../diagnostics/messages.generated.ts'
import { comparedAs } from '../comparison.ts'
import type { Context } from '../context.ts'
import { coerce, condition, expect, present, unwrapGroup, value } from '../expressions.ts'
import { fit, sameType } from '../fit.ts'
import { factsOf } from '../narrowing.ts'
import { isInteger, isNumber, negatedLiteralType, wantedSize } from '../numbers.ts'
import { fixOpen } from '../open-types.ts'
import { showType } from '../show-type.ts'
import {
  anyType,
  boolType,
  errorKind,
  floatType,
  intType,
  isPrimitive,
  rangeType,
  stringType,
  type Type,
} from '../types.ts'
import { isDynamic } from '../unions.ts'
import { inferAwait, inferReceive } from './channels.ts'
import { withDefault } from './fallible.ts'
import { inferPipe } from './pipe.ts'
import { compareSizes, differInSize, inferSides, reportSizes, sizeHint } from './sizes.ts'

/** A prefix operator. */
export function inferUnary(context: Context, node: ast.Unary, wanted?: Type): Type {
  switch (node.operator) {
    case '-': {
      const literal = unwrapGroup(node.operand)
      if (literal.kind === 'int') return negated(context, node, literal, wanted)
      const type = present(context, node.operand, wantedSize(wanted))
      if (isNumber(type) || type.kind === 'error') return type
      if (isDynamic(type)) return anyType
      return context.error(node.operand, cannotNegate({ type: showType(type) }))
    }
    case 'not':
      condition(context, node.operand, (found) =>
        conditionNotBool({ what: 'operand of `not`', found: showType(found) }),
      )
      return boolType
    case '~': {
      const type = present(context, node.operand, wantedSize(wanted))
      if (isInteger(type) || type.kind === 'error') return type
      if (isDynamic(type)) return anyType
      return context.error(node.operand, badOperator({ operator: '~', wanted: 'an int', found: showType(type) }))
    }
    case '<-':
      return inferReceive(context, node)
    case 'await':
      return inferAwait(context, node)
    default:
      return node.operator satisfies never
  }
}

/** The literal and its sign are one number, which the sized type must hold. */
function negated(context: Context, node: ast.Unary, literal: ast.IntLiteral, wanted: Type | undefined): Type {
  const type = negatedLiteralType(context, node, literal, wanted)
  for (let one: ast.Expression = node.operand; ; one = one.expression) {
    context.types.set(one, type)
    if (one.kind !== 'group') return type
  }
}

/** An infix operator other than `orelse`. */
export function inferBinary(context: Context, node: ast.Binary, wanted?: Type): Type {
  const { left, operator } = node
  const right = rightOperand(node)
  if (!right) return errorKind
  switch (operator) {
    case 'and':
    case 'or':
      return logic(context, operator, left, right, wanted)
    case '==':
    case '!=':
      return equality(context, node, left, right)
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(context, node, left, right)
    case '..':
    case '..=':
      return inferRange(context, node)
    case '|>':
      return inferPipe(context, node)
    case 'orelse':
      return errorKind
    default:
      return arithmetic(context, node, operator, left, right, wanted)
  }
}

/** The right side, unless it is a jump: the parser allows one only after `orelse`. */
function rightOperand({ right }: ast.Binary): ast.Expression | undefined {
  switch (right.kind) {
    case 'return':
    case 'break':
    case 'continue':
      return undefined
    default:
      return right
  }
}

/** The two ends of a range. */
export function inferRange(context: Context, node: ast.Binary): Type {
  expect(context, node.left, intType)
  const right = rightOperand(node)
  if (right) expect(context, right, intType)
  context.types.set(node, rangeType)
  return rangeType
}

/** The right side is evaluated only for one outcome of the left, so what that outcome says holds there. */
function logic(
  context: Context,
  operator: 'and' | 'or',
  left: ast.Expression,
  right: ast.Expression,
  wanted: Type | undefined,
): Type {
  const mismatch = (found: Type) => conditionNotBool({ what: `operand of \`${operator}\``, found: showType(found) })
  const found = value(context, left)
  if (operator === 'or' && found.kind === 'option') return nilDefault(context, left, right, found.inner, wanted)
  if (operator === 'or' && isDynamic(found)) {
    expect(context, right, anyType)
    return anyType
  }
  if (isDynamic(found)) coerce(context, left, found, boolType)
  else if (!isPrimitive(found, 'bool') && found.kind !== 'error') context.error(left, mismatch(found))
  context.assuming(factsOf(context, left, operator === 'and'), () => condition(context, right, mismatch))
  return boolType
}

/** `a or b` where `a` may be nil: `b` then, else `a`; of bools what is true. */
function nilDefault(
  context: Context,
  left: ast.Expression,
  right: ast.Expression,
  inner: Type,
  wanted: Type | undefined,
): Type {
  if (!isPrimitive(inner, 'bool')) return withDefault(context, right, inner, wanted)
  context.assuming(factsOf(context, left, false), () =>
    condition(context, right, (found) => conditionNotBool({ what: 'operand of `or`', found: showType(found) })),
  )
  return boolType
}

function equality(context: Context, node: ast.Binary, left: ast.Expression, right: ast.Expression): Type {
  const [a, b] = inferSides(context, left, right, undefined, value, (type) => type)
  if (isPrimitive(a, 'nil') || isPrimitive(b, 'nil')) {
    const other = isPrimitive(a, 'nil') ? b : a
    const canBeNil = other.kind === 'option' || other.kind === 'error' || isPrimitive(other, 'any', 'nil')
    if (!canBeNil) unequal(context, node, showType(other), 'nil')
    return boolType
  }
  fixOpen(context, a, b)
  if (differInSize(a, b)) {
    compareSizes(context, node, left, right, a, b)
    return boolType
  }
  const common = comparedAs(a, b)
  if (!common) {
    unequal(context, node, showType(a), showType(b))
    return boolType
  }
  if (fit(a, common) !== 'same') context.conversions.set(left, common)
  if (fit(b, common) !== 'same') context.conversions.set(right, common)
  return boolType
}

function unequal(context: Context, node: ast.Binary, a: string, b: string): void {
  const outcome = node.operator === '==' ? 'false' : 'true'
  context.error(node, alwaysUnequal({ outcome, left: a, right: b }))
}

function order(context: Context, node: ast.Binary, left: ast.Expression, right: ast.Expression): Type {
  const [a, b] = inferSides(context, left, right, undefined, present)
  if (a.kind === 'error' || b.kind === 'error') return boolType
  if (differInSize(a, b)) {
    compareSizes(context, node, left, right, a, b)
    return boolType
  }
  if (isPrimitive(a, 'string') && isPrimitive(b, 'string')) return boolType
  if (isNumber(a) && isNumber(b)) {
    widen(context, left, right, a, b)
    return boolType
  }
  const isOrdered = (type: Type) => isDynamic(type) || isNumber(type) || isPrimitive(type, 'string')
  if ((isDynamic(a) || isDynamic(b)) && isOrdered(a) && isOrdered(b)) return boolType
  const { operator } = node
  context.error(node, badComparison({ operator, left: showType(a), right: showType(b) }))
  return boolType
}

/** Of an int and a float, the int becomes a float. */
function widen(context: Context, left: ast.Expression, right: ast.Expression, a: Type, b: Type): Type {
  if (sameType(a, b)) return a
  context.conversions.set(isPrimitive(a, 'int') ? left : right, floatType)
  return floatType
}

function arithmetic(
  context: Context,
  node: ast.Binary,
  operator: string,
  left: ast.Expression,
  right: ast.Expression,
  wanted: Type | undefined,
): Type {
  if (operator === '+') return plus(context, node, left, right, wanted)
  const [a, b] = inferSides(context, left, right, wantedSize(wanted), present)
  if (a.kind === 'error' || b.kind === 'error') return errorKind
  const isBitwise = !['-', '*', '/', '%'].includes(operator)
  const accepts = isBitwise ? isInteger : isNumber
  for (const [operand, type] of [
    [left, a],
    [right, b],
  ] as const) {
    if (accepts(type)) continue
    if (isDynamic(type)) continue
    return context.error(
      operand,
      badOperator({ operator, wanted: isBitwise ? 'ints' : 'numbers', found: showType(type) }),
    )
  }
  if (isDynamic(a) || isDynamic(b)) return anyType
  if (differInSize(a, b)) return reportSizes(context, node, a, b)
  return widen(context, left, right, a, b)
}

/** `+` adds numbers, joins lists, and joins the printed forms if either side is a string. */
function plus(
  context: Context,
  node: ast.Binary,
  left: ast.Expression,
  right: ast.Expression,
  wanted: Type | undefined,
): Type {
  const isList = (type: Type) => (type.kind === 'list' ? type : undefined)
  const place = wanted?.kind === 'option' ? wanted.inner : wanted
  const [a, b] = inferSides(context, left, right, wantedSize(place) ?? (place && isList(place)), value, isList)
  if (isPrimitive(a, 'string') || isPrimitive(b, 'string')) return stringType
  if (a.kind === 'error' || b.kind === 'error') return errorKind
  if (a.kind === 'list' && b.kind === 'list') {
    coerce(context, right, b, a)
    return a
  }
  const x = a.kind === 'option' ? present(context, left) : a
  const y = b.kind === 'option' ? present(context, right) : b
  if (differInSize(x, y)) return reportSizes(context, node, x, y)
  if (isNumber(x) && isNumber(y)) return widen(context, left, right, x, y)
  const isAddable = (type: Type) => isDynamic(type) || isNumber(type) || type.kind === 'list'
  if ((isDynamic(x) || isDynamic(y)) && isAddable(x) && isAddable(y)) return anyType
  const leftIsGood = isNumber(x) || x.kind === 'list'
  const [operand, type] = leftIsGood ? [right, y] : [left, x]
  const needed = !leftIsGood ? 'numbers, strings or lists' : x.kind === 'list' ? 'two lists' : 'two numbers'
  return context.error(operand, badOperator({ operator: node.operator, wanted: needed, found: showType(type) }))
}

/** The type of `target op= operand`. */
export function inferUpdate(context: Context, operator: string, target: Type, operand: ast.Expression): Type {
  const type = operator === '+' ? value(context, operand, target) : present(context, operand, wantedSize(target))
  if (target.kind === 'error' || type.kind === 'error') return errorKind
  if (operator === '+' && (isPrimitive(target, 'string') || isPrimitive(type, 'string'))) return stringType
  if (operator === '+' && target.kind === 'list') {
    coerce(context, operand, type, target)
    return target
  }
  if (isDynamic(target) || isDynamic(type)) return isDynamic(target) ? target : anyType
  const isBitwise = !['+', '-', '*', '/', '%'].includes(operator)
  const accepts = isBitwise ? isInteger : isNumber
  if (!accepts(target) || !accepts(type)) {
    const found = accepts(target) ? type : target
    const wanted = isBitwise ? 'ints' : operator === '+' ? 'numbers, strings or lists' : 'numbers'
    return context.error(operand, badOperator({ operator: `${operator}=`, wanted, found: showType(found) }))
  }
  if (differInSize(target, type)) {
    const found = `${showType(target)} and ${showType(type)}`
    const message = badOperator({ operator: `${operator}=`, wanted: 'numbers of one type', found })
    return context.error(operand, message, { hint: sizeHint(target) })
  }
  if (isPrimitive(target, 'float') && isPrimitive(type, 'int')) context.conversions.set(operand, floatType)
  return isPrimitive(type, 'float') ? type : target
}
