// Which cases a match leaves out, and which arms can never match (language.md 5.6).

import type * as ast from '../1-parse/syntax.ts'
import { type Columns, type Constructor, isUseful, made, type Shape, uncovered } from '../util/coverage.ts'
import type { Context } from './context.ts'
import { isPrimitive, type Type } from './types.ts'

type Made = Constructor<Type>

const any = { kind: 'any' } as const
const nil: Made = { name: 'nil', parts: [] }

const types: Columns<Type> = {
  constructors(type) {
    switch (type.kind) {
      case 'option':
        return [nil, { name: 'some', parts: [type.inner] }]
      case 'enum':
        return type.enum.variants.map((variant) => ({
          name: variant.name,
          parts: variant.fields.map((field) => field.type),
        }))
      case 'tuple':
        return [{ name: '', parts: type.elements }]
      case 'struct':
      case 'record':
        return [fieldsOf(type)]
      default:
        if (isPrimitive(type, 'nil')) return [nil]
        return isPrimitive(type, 'bool') ? ['true', 'false'].map((name) => ({ name, parts: [] })) : undefined
    }
  },
  show({ name, parts: { length } }, parts) {
    if (length === 0) return name
    if (name === 'some' && parts[0] !== '_') return parts[0]!
    if (name === '{}') return '_'
    return parts.every((part) => part === '_') && name !== 'some' ? name || '_' : `${name}(${parts.join(', ')})`
  },
}

function fieldsOf(type: Extract<Type, { kind: 'struct' | 'record' }>): Made {
  const fields = type.kind === 'struct' ? type.struct.fields : type.fields
  return { name: '{}', parts: fields.map((field) => field.type) }
}

/** The cases that no arm without a guard matches, as messages list them. */
export function missingCases(context: Context, node: ast.Match, subject: Type): string[] {
  const rows = node.arms.filter((arm) => !arm.guard).map((arm) => [shapeOf(context, arm.pattern, subject)])
  return missing(rows, subject)
}

function missing(rows: Shape<Type>[][], type: Type): string[] {
  const whole = types.constructors(type)
  if (!whole || whole.length === 1) return uncovered(rows, [type], types) ?? []
  return whole.flatMap((one) => {
    const left = made(rows, one)
    if (one.name === 'some') return missing(left, one.parts[0]!).map((inner) => types.show(one, [inner]))
    const parts = uncovered(left, one.parts, types)
    return parts ? [types.show(one, parts)] : []
  })
}

/** The arms, and alternatives in them, that match nothing that those before leave. */
export function unreachablePatterns(context: Context, node: ast.Match, subject: Type): ast.Pattern[] {
  const before: Shape<Type>[][] = []
  const found: ast.Pattern[] = []
  for (const arm of node.arms) {
    const all = arm.pattern.kind === 'orPattern' ? arm.pattern.alternatives : [arm.pattern]
    const rows = all.map((pattern) => ({ pattern, row: [shapeOf(context, pattern, subject)] }))
    const own: Shape<Type>[][] = []
    const useless = rows.filter(({ row }) => {
      const isNew = isUseful([...before, ...own], row, [subject], types)
      own.push(row)
      return !isNew
    })
    found.push(...(useless.length === all.length ? [arm.pattern] : useless.map(({ pattern }) => pattern)))
    if (!arm.guard) before.push(...own)
  }
  return found
}

function constructed(name: string, parts: { type: Type; shape: Shape<Type> }[] = []): Shape<Type> {
  const by = { name, parts: parts.map((part) => part.type) }
  return { kind: 'made', by, parts: parts.map((part) => part.shape) }
}

/** A pattern without names and types. What cannot be told apart from its neighbours has a constructor of its own. */
function shapeOf(context: Context, pattern: ast.Pattern, type: Type): Shape<Type> {
  switch (pattern.kind) {
    case 'wildcardPattern':
    case 'bindPattern':
      return any
    case 'orPattern':
      return { kind: 'either', alternatives: pattern.alternatives.map((one) => shapeOf(context, one, type)) }
    case 'somePattern':
      if (type.kind === 'option') return some(type, shapeOf(context, pattern.inner, type.inner))
      return isPrimitive(type, 'any') ? unique(pattern) : shapeOf(context, pattern.inner, type)
    case 'literalPattern':
      if (pattern.value.kind === 'nil') return constructed('nil')
      break
    default:
      break
  }
  return type.kind === 'option'
    ? some(type, valueShape(context, pattern, type.inner))
    : valueShape(context, pattern, type)
}

function some(type: Extract<Type, { kind: 'option' }>, shape: Shape<Type>): Shape<Type> {
  return constructed('some', [{ type: type.inner, shape }])
}

function unique(pattern: ast.Pattern): Shape<Type> {
  return constructed(`pattern at ${pattern.span.start}`)
}

function valueShape(context: Context, pattern: ast.Pattern, type: Type): Shape<Type> {
  const part = (one: ast.Pattern, its: Type) => ({ type: its, shape: shapeOf(context, one, its) })
  switch (pattern.kind) {
    case 'literalPattern':
      return literalShape(pattern.value) ?? unique(pattern)
    case 'rangePattern':
      return constructed(`${pattern.from}${pattern.inclusive ? '..=' : '..'}${pattern.to}`)
    case 'variantPattern': {
      const named = context.patterns.get(pattern)
      if (named?.kind !== 'variant') return constructed(`constant ${pattern.path[0]!.text}`)
      const { variant, enum: owner } = named
      const name = type.kind === 'enum' ? variant.name : `${owner.name}.${variant.name}`
      return constructed(
        name,
        variant.fields.map((field, at) => {
          const inner = pattern.payload?.[at]
          return inner ? part(inner, field.type) : { type: field.type, shape: any }
        }),
      )
    }
    case 'tuplePattern':
      if (type.kind !== 'tuple') return unique(pattern)
      return constructed(
        '',
        pattern.elements.map((one, at) => part(one, type.elements[at]!)),
      )
    case 'listPattern':
      return listShape(pattern, type, part)
    case 'fieldsPattern': {
      if (type.kind !== 'struct' && type.kind !== 'record') return unique(pattern)
      const fields = type.kind === 'struct' ? type.struct.fields : type.fields
      return constructed(
        '{}',
        fields.map((field) => {
          const given = pattern.fields.find((one) => one.name.text === field.name)?.pattern
          return given ? part(given, field.type) : { type: field.type, shape: any }
        }),
      )
    }
    default:
      return any
  }
}

function literalShape(value: Extract<ast.Pattern, { kind: 'literalPattern' }>['value']): Shape<Type> | undefined {
  switch (value.kind) {
    case 'nil':
      return constructed('nil')
    case 'bool':
      return constructed(String(value.value))
    case 'int':
    case 'float':
      return constructed(`number ${Number(value.value)}`)
    case 'string':
      return constructed(`string ${value.parts.map((one) => (one.kind === 'text' ? one.text : '${}')).join('')}`)
    default:
      return value satisfies never
  }
}

function listShape(
  pattern: Extract<ast.Pattern, { kind: 'listPattern' }>,
  type: Type,
  part: (one: ast.Pattern, its: Type) => { type: Type; shape: Shape<Type> },
): Shape<Type> {
  if (type.kind !== 'list') return unique(pattern)
  const elements = pattern.elements.flatMap((one) => (one.kind === 'restPattern' ? [] : [one]))
  if (elements.length === pattern.elements.length) {
    return constructed(
      `list of ${elements.length}`,
      elements.map((one) => part(one, type.element)),
    )
  }
  return elements.length === 0 ? any : unique(pattern)
}
