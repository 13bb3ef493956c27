// Patterns of `match`: whether they can match the subject, and the types of the names that they bind (language.md 5.6).

import type * as ast from '../1-parse/syntax.ts'
import {
  patternNeverMatches,
  rangeNeedsNumbers,
  typeArgumentUnknown,
  unknownMember,
  unknownPatternName,
  unknownStructField,
  unknownType,
  wrongPayload,
} from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import type { Context } from './context.ts'
import { variantOf } from './enums.ts'
import { fit } from './fit.ts'
import { originOf } from './generics.ts'
import { isNumber, literalType } from './numbers.ts'
import { showType } from './show-type.ts'
import { aliasedType, libraryStruct, typeNames } from './type-nodes.ts'
import {
  anyType,
  boolType,
  type EnumType,
  type EnumVariant,
  errorKind,
  errorStructType,
  intType,
  isPrimitive,
  listOf,
  nilType,
  stringType,
  type Type,
} from './types.ts'

type PatternOf<Kind extends ast.Pattern['kind']> = Extract<ast.Pattern, { kind: Kind }>

/** Checks a pattern against the type of what it is compared with. */
export function checkPattern(context: Context, pattern: ast.Pattern, subject: Type): void {
  switch (pattern.kind) {
    case 'wildcardPattern':
      return
    case 'bindPattern':
      bind(context, pattern.name, subject)
      return
    case 'somePattern':
      checkPattern(context, pattern.inner, subject.kind === 'option' ? subject.inner : subject)
      return
    case 'orPattern':
      for (const alternative of pattern.alternatives) checkPattern(context, alternative, subject)
      return
    case 'literalPattern':
      checkLiteral(context, pattern, subject)
      return
    default:
      // Any other pattern matches values only, whether or not nil may stand there too.
      checkValue(context, pattern, subject.kind === 'option' ? subject.inner : subject)
  }
}

function bind(context: Context, name: ast.Name, type: Type): void {
  const symbol = context.symbol(name)
  if (!symbol) return
  const known = context.symbolTypes.get(symbol)
  if (known && !context.resolved.declares.has(name)) {
    // A name that several alternatives bind has one type.
    if (fit(type, known) !== 'same') never(context, name, type, known)
  } else context.symbolTypes.set(symbol, type)
}

function never(context: Context, at: { span: ast.Name['span'] }, found: Type, subject: Type): void {
  context.error(at, patternNeverMatches({ pattern: showType(found), subject: showType(subject) }))
}

/** Whether a value of type `found` can be one of type `subject`. */
function canBe(found: Type, subject: Type): boolean {
  if (subject.kind === 'error' || isPrimitive(subject, 'any')) return true
  if (subject.kind === 'option') return isPrimitive(found, 'nil') || canBe(found, subject.inner)
  if (subject.kind === 'union') return subject.members.some((member) => canBe(found, member))
  if (isNumber(found) && isNumber(subject)) return true
  // An `Error` equals a string that is its message.
  if (isPrimitive(found, 'string') && fit(subject, errorStructType) === 'same') return true
  return fit(found, subject) === 'same'
}

function checkLiteral(context: Context, pattern: PatternOf<'literalPattern'>, subject: Type): void {
  const { value } = pattern
  const types = { nil: nilType, bool: boolType, string: stringType }
  const isNumeric = value.kind === 'int' || value.kind === 'float'
  const type = isNumeric ? literalType(context, value, subject) : types[value.kind]
  context.types.set(value, type)
  if (!canBe(type, subject)) never(context, pattern, type, subject)
}

type ValuePattern = PatternOf<'rangePattern' | 'fieldsPattern' | 'variantPattern' | 'tuplePattern' | 'listPattern'>

function checkValue(context: Context, pattern: ValuePattern, subject: Type): void {
  switch (pattern.kind) {
    case 'rangePattern':
      if (!canBe(intType, subject)) context.error(pattern, rangeNeedsNumbers({ found: showType(subject) }))
      return
    case 'fieldsPattern':
      checkFields(context, pattern, subject)
      return
    case 'variantPattern':
      checkVariant(context, pattern, subject)
      return
    case 'tuplePattern':
      checkTuple(context, pattern, subject)
      return
    case 'listPattern':
      checkList(context, pattern, subject)
      return
    default:
      pattern satisfies never
  }
}

function checkTuple(context: Context, pattern: PatternOf<'tuplePattern'>, subject: Type): void {
  const { elements } = pattern
  const parts = subject.kind === 'tuple' && subject.elements.length === elements.length ? subject.elements : undefined
  if (!parts && !isOpen(subject)) {
    const found: Type = { kind: 'tuple', elements: elements.map(() => anyType) }
    never(context, pattern, found, subject)
  }
  for (const [at, element] of elements.entries()) checkPattern(context, element, parts?.[at] ?? unknownPart(subject))
}

function checkList(context: Context, pattern: PatternOf<'listPattern'>, subject: Type): void {
  if (subject.kind !== 'list' && !isOpen(subject)) never(context, pattern, listOf(anyType), subject)
  const element = subject.kind === 'list' ? subject.element : unknownPart(subject)
  for (const one of pattern.elements) {
    if (one.kind !== 'restPattern') checkPattern(context, one, element)
    else if (one.name) bind(context, one.name, subject.kind === 'list' ? subject : listOf(element))
  }
}

/** Types of which nothing certain is known before the program runs. */
function isOpen(type: Type): boolean {
  return type.kind === 'error' || type.kind === 'union' || isPrimitive(type, 'any')
}

/** The type of a part of a value of such a type; after a mismatch nothing more is said. */
function unknownPart(subject: Type): Type {
  return subject.kind === 'union' || isPrimitive(subject, 'any') ? anyType : errorKind
}

/** `S{f, g: p}` and `{k: p}`. */
function checkFields(context: Context, pattern: PatternOf<'fieldsPattern'>, subject: Type): void {
  const type = pattern.type ? namedStruct(context, pattern.type, subject) : subject
  if (pattern.type && type.kind === 'struct') context.patterns.set(pattern, { kind: 'struct', type })
  const hasFields =
    type.kind === 'map' ? isPrimitive(type.key, 'string', 'any') : type.kind === 'struct' || type.kind === 'record'
  for (const field of pattern.fields) {
    const part = partType(context, field.name, type)
    if (field.pattern) checkPattern(context, field.pattern, part)
    else bind(context, field.name, part)
  }
  if (hasFields || isOpen(type)) return
  const fields = pattern.fields.map((field) => ({ name: field.name.text, type: anyType }))
  never(context, pattern, { kind: 'record', fields }, subject)
}

function namedStruct(context: Context, name: ast.Name, subject: Type): Type {
  const symbol = context.symbol(name)
  const alias = aliasedType(context, symbol)
  const struct =
    symbol?.kind === 'struct'
      ? context.structs.get(symbol.node)
      : alias?.kind === 'struct'
        ? alias.struct
        : libraryStruct(context, name)
  if (!struct) {
    if (symbol?.kind === 'struct') return errorKind
    return context.error(name, unknownType({ name: name.text, suggestion: nearest(name.text, typeNames(context)) }))
  }
  const isOwn = subject.kind === 'struct' && originOf(subject.struct) === struct
  const [param] = isOwn ? [] : (struct.typeParams ?? [])
  if (param && canBe({ kind: 'struct', struct }, subject)) {
    return context.error(name, typeArgumentUnknown({ param: param.name, name: struct.name }))
  }
  const type: Type = isOwn ? subject : { kind: 'struct', struct }
  if (!canBe(type, subject)) never(context, name, type, subject)
  return type
}

function partType(context: Context, name: ast.Name, type: Type): Type {
  if (type.kind === 'map') return isPrimitive(type.key, 'string', 'any') ? type.value : errorKind
  if (type.kind !== 'struct' && type.kind !== 'record') return unknownPart(type)
  const fields = type.kind === 'struct' ? type.struct.fields : type.fields
  const field = fields.find((one) => one.name === name.text)
  if (field) return field.type
  const names = fields.map((one) => one.name)
  const suggestion = nearest(name.text, names)
  if (type.kind === 'struct') {
    return context.error(name, unknownStructField({ struct: type.struct.name, field: name.text, suggestion }))
  }
  return context.error(name, unknownMember({ type: showType(type), name: name.text, suggestion }))
}

/** `V`, `E.V(p)`, or the name of a constant. */
function checkVariant(context: Context, pattern: PatternOf<'variantPattern'>, subject: Type): void {
  const named = namedVariant(context, pattern, subject)
  if (named) context.patterns.set(pattern, { kind: 'variant', ...named })
  if (named && !canBe({ kind: 'enum', enum: named.enum }, subject)) {
    never(context, pattern, { kind: 'enum', enum: named.enum }, subject)
  }
  const fields = named?.variant.fields
  const { payload } = pattern
  if (fields && payload && payload.length !== fields.length) {
    const message = wrongPayload({ variant: named.variant.name, fields: count(fields.length), found: payload.length })
    context.error(pattern, message)
  }
  for (const [at, part] of (payload ?? []).entries()) checkPattern(context, part, fields?.[at]?.type ?? errorKind)
}

function count(fields: number): string {
  return fields === 0 ? 'no fields' : `${fields} field${fields === 1 ? '' : 's'}`
}

interface NamedVariant {
  enum: EnumType
  variant: EnumVariant
}

function namedVariant(context: Context, pattern: PatternOf<'variantPattern'>, subject: Type): NamedVariant | undefined {
  const [first, ...more] = pattern.path
  const isQualified = context.symbol(first!)?.kind === 'module'
  const [owner, second] = isQualified ? more : pattern.path
  if (!second) return bareVariant(context, pattern, owner!, subject)
  const symbol = context.symbol(owner!)
  const alias = aliasedType(context, symbol)
  const type =
    symbol?.kind === 'enum' ? context.enums.get(symbol.node) : alias?.kind === 'enum' ? alias.enum : undefined
  if (!type) {
    const suggestion = nearest(owner!.text, typeNames(context))
    if (symbol?.kind !== 'enum' && !isQualified) context.error(owner!, unknownType({ name: owner!.text, suggestion }))
    return undefined
  }
  // Of a generic enum the subject says which instance it is.
  const own = subject.kind === 'enum' && originOf(subject.enum) === type ? subject.enum : type
  const variant = variantOf(context, own, second)
  return variant && { enum: own, variant }
}

/** A name alone is a variant of the subject's enum, else a constant. */
function bareVariant(
  context: Context,
  pattern: PatternOf<'variantPattern'>,
  name: ast.Name,
  subject: Type,
): NamedVariant | undefined {
  const type = subject.kind === 'enum' ? subject.enum : undefined
  const variant = type?.variants.find((one) => one.name === name.text)
  if (type && variant) return { enum: type, variant }
  const symbol = context.symbol(name)
  const isConstant = (symbol?.kind === 'global' || symbol?.kind === 'local') && !symbol.mutable && !pattern.payload
  if (isConstant) {
    const found = context.typeOf(symbol)
    context.patterns.set(pattern, { kind: 'constant', symbol })
    if (!canBe(found, subject)) never(context, pattern, found, subject)
  } else if (subject.kind !== 'error') {
    const suggestion = nearest(name.text, type?.variants.map((one) => one.name) ?? [])
    context.error(name, unknownPatternName({ name: name.text, suggestion }))
  }
  return undefined
}
