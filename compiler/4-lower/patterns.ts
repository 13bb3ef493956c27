// Patterns of `match`: a test, and the values of the names that they bind. A test only looks, so it may be made of
// expressions alone; what it looks at has been evaluated.

import type * as ast from '../1-parse/syntax.ts'
import { isNumber } from '../3-check/numbers.ts'
import { anyType, type Type as HairaType, isError, isPrimitive, listOf, stringType } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { ResolvedPattern, Symbol } from '../phases.ts'
import type { Body } from './body.ts'
import { binary, helper, int, isNull, isThere, member, method, present, text } from './build.ts'
import { lower } from './expressions.ts'
import type { BinaryOperator, Expression } from './program.ts'
import { fieldName, isBoxed, tagOf } from './types.ts'

export interface Binding {
  symbol: Symbol
  value: Expression
  type: HairaType
}

export interface Matched {
  /** Absent where the pattern matches whatever is there. */
  test: Expression | undefined
  bindings: Binding[]
}

type PatternOf<Kind extends ast.Pattern['kind']> = Extract<ast.Pattern, { kind: Kind }>

const always: Matched = { test: undefined, bindings: [] }
const only = (test: Expression): Matched => ({ test, bindings: [] })

/** What a pattern asks of a value of a type; `value` can be mentioned any number of times. */
export function matchPattern(body: Body, pattern: ast.Pattern, value: Expression, type: HairaType): Matched {
  switch (pattern.kind) {
    case 'wildcardPattern':
      return always
    case 'bindPattern':
      return bind(body, pattern.name, value, type)
    case 'orPattern':
      return matchAny(body, pattern, value, type)
    case 'somePattern': {
      if (type.kind !== 'option')
        return isDynamic(type)
          ? and(only(isThere(value)), matchPattern(body, pattern.inner, value, type))
          : matchPattern(body, pattern.inner, value, type)
      return and(only(isThere(value)), matchPattern(body, pattern.inner, content(value, type.inner), type.inner))
    }
    case 'literalPattern':
      if (pattern.value.kind === 'nil') return matchNil(value, type)
      break
    default:
  }
  if (type.kind !== 'option') return matchValue(body, pattern, value, type)
  return and(only(isThere(value)), matchValue(body, pattern, content(value, type.inner), type.inner))
}

/** What an option holds that has been tested. */
function content(option: Expression, inner: HairaType): Expression {
  return isBoxed(inner) ? member(present(option), 'value') : present(option)
}

function matchNil(value: Expression, type: HairaType): Matched {
  if (isPrimitive(type, 'nil')) return always
  return type.kind === 'option' || isDynamic(type) ? only(isNull(value)) : only({ kind: 'bool', value: false })
}

function bind(body: Body, at: ast.Name, value: Expression, type: HairaType): Matched {
  const symbol = body.context.symbolOf(at)
  const own = body.context.typeOfSymbol(symbol, at)
  // After an arm for nil the value is known to be there.
  if (type.kind === 'option' && own.kind !== 'option' && !isDynamic(own)) {
    return { test: undefined, bindings: [{ symbol, value: content(value, type.inner), type: type.inner }] }
  }
  return { test: undefined, bindings: [{ symbol, value, type }] }
}

/** One after the other: the second test is made where the first holds. */
function and(...all: Matched[]): Matched {
  const tests = all.flatMap(({ test }) => (test ? [test] : []))
  const test = tests.length === 0 ? undefined : tests.reduce((a, b) => binary(a, '&&', b))
  return { test, bindings: all.flatMap(({ bindings }) => bindings) }
}

/** `a | b`: a name has its value from the first alternative that matches. */
function matchAny(body: Body, pattern: PatternOf<'orPattern'>, value: Expression, type: HairaType): Matched {
  const all = pattern.alternatives.map((one) => matchPattern(body, one, value, type))
  const last = all.at(-1)!
  const bindings = last.bindings.map((binding) => {
    const of = (one: Matched) => one.bindings.find(({ symbol }) => symbol === binding.symbol)?.value
    return {
      ...binding,
      value: all.slice(0, -1).reduceRight((otherwise, one): Expression => {
        const own = of(one)
        if (!own || !one.test) return own ?? otherwise
        return { kind: 'conditional', condition: one.test, then: own, else: otherwise }
      }, binding.value),
    }
  })
  if (all.some(({ test }) => test === undefined)) return { test: undefined, bindings }
  return { test: all.map(({ test }) => test!).reduce((a, b) => binary(a, '||', b)), bindings }
}

/** A pattern that matches values only. */
function matchValue(body: Body, pattern: ast.Pattern, value: Expression, type: HairaType): Matched {
  switch (pattern.kind) {
    case 'literalPattern':
      return only(isLiteral(body, pattern.value, value, type))
    case 'rangePattern':
      return inRange(pattern, value, type)
    case 'variantPattern':
      return matchNamed(body, pattern, value, type)
    case 'tuplePattern':
      return matchTuple(body, pattern, value, type)
    case 'listPattern':
      return matchList(body, pattern, value, type)
    case 'fieldsPattern':
      return matchFields(body, pattern, value, type)
    case 'wildcardPattern':
    case 'bindPattern':
    case 'somePattern':
    case 'orPattern':
      return matchPattern(body, pattern, value, type)
    default:
      return pattern satisfies never
  }
}

function isLiteral(
  body: Body,
  node: PatternOf<'literalPattern'>['value'],
  value: Expression,
  type: HairaType,
): Expression {
  const own = body.context.typeOf(node)
  const literal = lower(body, node)
  if (isDynamic(type)) return equalsAny(body, value, literal, own)
  if (isError(type)) return binary(member(value, 'message'), '==', literal)
  if (isNumber(type) && isNumber(own)) return compare(value, '==', literal, type, own)
  return binary(value, '==', literal)
}

/** An int is compared with a float as a float. */
function compare(
  value: Expression,
  operator: BinaryOperator,
  literal: Expression,
  type: HairaType,
  own: HairaType,
): Expression {
  const isFloat = (one: HairaType) => isPrimitive(one, 'float', 'f32')
  if (isFloat(type) && literal.kind === 'int')
    return binary(value, operator, { kind: 'float', value: Number(literal.value) })
  if (isFloat(own) && !isFloat(type))
    return binary({ kind: 'cast', type: { kind: 'scalar', name: 'f64' }, value }, operator, literal)
  return binary(value, operator, literal)
}

function equalsAny(body: Body, value: Expression, other: Expression, type: HairaType): Expression {
  body.context.types.need(type, ...body.context.methodsOfAny)
  const box = helper('any', 'box', [other], [body.context.type(type)])
  return helper('equal', 'equals', [value, box], [body.context.type(anyType)])
}

function inRange({ from, to, inclusive }: PatternOf<'rangePattern'>, value: Expression, type: HairaType): Matched {
  if (isDynamic(type))
    return only(helper('any', 'isBetween', [value, int(from), int(to), { kind: 'bool', value: inclusive }]))
  const isFloat = isPrimitive(type, 'float', 'f32')
  const bound = (end: bigint): Expression => (isFloat ? { kind: 'float', value: Number(end) } : int(end))
  return only(binary(binary(value, '>=', bound(from)), '&&', binary(value, inclusive ? '<=' : '<', bound(to))))
}

function matchNamed(body: Body, pattern: PatternOf<'variantPattern'>, value: Expression, type: HairaType): Matched {
  const found: ResolvedPattern =
    body.context.checked.patterns.get(pattern) ?? body.context.fail(pattern, 'pattern without a meaning')
  if (found.kind === 'constant') return only(equalsConstant(body, found.symbol, pattern, value, type))
  if (found.kind === 'struct') return body.context.fail(pattern, 'struct where a variant is named')
  const { enum: own, variant } = found
  if (isDynamic(type)) {
    const kind: HairaType = { kind: 'enum', enum: own }
    const inside = held(body, value, kind)
    return and(inside.is, matchNamed(body, pattern, inside.value, kind))
  }
  const isIt = only(binary(member(value, 'tag'), '==', int(tagOf(own, variant))))
  if (!pattern.payload || variant.fields.length === 0) return isIt
  const as = body.context.types.asVariant(own, variant, value)
  const parts = pattern.payload.map((part, at) =>
    matchPattern(body, part, member(as, `_${at}`), variant.fields[at]!.type),
  )
  return and(isIt, ...parts)
}

function equalsConstant(body: Body, symbol: Symbol, at: ast.Pattern, value: Expression, type: HairaType): Expression {
  const own = body.context.typeOfSymbol(symbol, at)
  const constant = body.read(symbol, at)
  if (isDynamic(type)) return equalsAny(body, value, constant, own)
  if (isNumber(type) && isNumber(own)) return compare(value, '==', constant, type, own)
  if (isError(type) && isPrimitive(own, 'string')) return binary(member(value, 'message'), '==', constant)
  body.context.types.need(type, 'equals')
  return helper('equal', 'equals', [value, constant], [body.context.type(type)])
}

/** A value of type any as one of a type, and whether it is that. */
function held(body: Body, value: Expression, type: HairaType): { is: Matched; value: Expression } {
  const ir = body.context.type(type)
  body.context.types.need(type, ...body.context.methodsOfAny)
  return { is: only(helper('any', 'holds', [value], [ir])), value: helper('any', 'content', [present(value)], [ir]) }
}

function matchTuple(body: Body, pattern: PatternOf<'tuplePattern'>, value: Expression, type: HairaType): Matched {
  if (isDynamic(type)) return matchDynamicTuple(body, pattern, value)
  if (type.kind !== 'tuple') return body.context.fail(pattern, 'tuple pattern for another value')
  return and(
    ...pattern.elements.map((part, at) => matchPattern(body, part, member(value, `_${at}`), type.elements[at]!)),
  )
}

function matchList(body: Body, pattern: PatternOf<'listPattern'>, value: Expression, type: HairaType): Matched {
  if (isDynamic(type)) return matchDynamicList(body, pattern, value)
  if (type.kind !== 'list') return body.context.fail(pattern, 'list pattern for another value')
  const { elements } = pattern
  const ir = body.context.type(type.element)
  const restAt = elements.findIndex((one) => one.kind === 'restPattern')
  const count = restAt < 0 ? elements.length : elements.length - 1
  const length = member(value, 'length')
  const isLong =
    count === 0 && restAt >= 0
      ? always
      : only(
          binary(length, restAt < 0 ? '==' : '>=', {
            kind: 'cast',
            type: { kind: 'scalar', name: 'i32' },
            value: int(count),
          }),
        )
  const parts = elements.map((one, at): Matched => {
    const after = elements.length - at
    if (one.kind === 'restPattern') {
      if (!one.name) return always
      const rest = helper('list', 'rest', [value, int(at), int(after - 1)], [ir])
      return bind(body, one.name, rest, type)
    }
    const isAfter = restAt >= 0 && at > restAt
    const element = helper('list', isAfter ? 'fromEnd' : 'item', [value, int(isAfter ? after : at)], [ir])
    return matchPattern(body, one, element, type.element)
  })
  return and(isLong, ...parts)
}

/** `S{f, g: p}` and `{k: p}` */
function matchFields(body: Body, pattern: PatternOf<'fieldsPattern'>, value: Expression, type: HairaType): Matched {
  if (isDynamic(type) && pattern.type) {
    const found = body.context.checked.patterns.get(pattern)
    if (found?.kind !== 'struct') return body.context.fail(pattern, 'pattern of an unknown struct')
    const inside = held(body, value, found.type)
    return and(inside.is, matchFields(body, pattern, inside.value, found.type))
  }
  if (isDynamic(type)) return matchDynamicFields(body, pattern, value)
  const parts = pattern.fields.map((field): Matched => {
    const key = field.name.text
    const of = (part: Expression, own: HairaType) =>
      field.pattern ? matchPattern(body, field.pattern, part, own) : bind(body, field.name, part, own)
    if (type.kind === 'map') {
      const is = only(method(value, 'has', [mapKey(body, key, type.key)]))
      return and(is, of(method(value, 'get', [mapKey(body, key, type.key)]), type.value))
    }
    const fields = type.kind === 'struct' ? type.struct.fields : type.kind === 'record' ? type.fields : []
    const own = fields.find((one) => one.name === key) ?? body.context.fail(pattern, `no field \`${key}\``)
    const isLibrary = type.kind === 'struct' && type.struct.library !== undefined
    return of(member(value, isLibrary ? key : fieldName(key)), own.type)
  })
  return and(...parts)
}

function mapKey(body: Body, key: string, type: HairaType): Expression {
  if (!isDynamic(type)) return text(key)
  return helper('any', 'box', [text(key)], [body.context.type(stringType)])
}

// A value of type any is looked at by the runtime (stdlib/shape.ts); its parts are of type any again.

const shape = (fn: string, args: Expression[]) => helper('shape', fn, args)

function matchDynamicTuple(body: Body, pattern: PatternOf<'tuplePattern'>, value: Expression): Matched {
  const { elements } = pattern
  const parts = elements.map((part, at) => matchPattern(body, part, shape('part', [value, int(at)]), anyType))
  return and(only(shape('isTuple', [value, int(elements.length)])), ...parts)
}

function matchDynamicList(body: Body, pattern: PatternOf<'listPattern'>, value: Expression): Matched {
  const { elements } = pattern
  const restAt = elements.findIndex((one) => one.kind === 'restPattern')
  const count = restAt < 0 ? elements.length : elements.length - 1
  const parts = elements.map((one, at): Matched => {
    const after = elements.length - at
    if (one.kind === 'restPattern') {
      if (!one.name) return always
      return bind(body, one.name, shape('rest', [value, int(at), int(after - 1)]), listOf(anyType))
    }
    const isAfter = restAt >= 0 && at > restAt
    return matchPattern(body, one, shape(isAfter ? 'fromEnd' : 'item', [value, int(isAfter ? after : at)]), anyType)
  })
  return and(only(shape(restAt < 0 ? 'isList' : 'isLongList', [value, int(count)])), ...parts)
}

/** `{k: p}` on a map, a record or a struct. */
function matchDynamicFields(body: Body, pattern: PatternOf<'fieldsPattern'>, value: Expression): Matched {
  const parts = pattern.fields.map((field): Matched => {
    const key = text(field.name.text)
    const content = shape('field', [value, key])
    const inner = field.pattern
      ? matchPattern(body, field.pattern, content, anyType)
      : bind(body, field.name, content, anyType)
    return and(only(shape('hasField', [value, key])), inner)
  })
  return and(only(shape('hasFields', [value])), ...parts)
}
