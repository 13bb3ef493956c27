// List, map, record and tuple literals.

import type * as ast from '../1-parse/syntax.ts'
import { type Type as HairaType, type RecordField, stringType } from '../3-check/types.ts'
import { listOperand } from './arguments.ts'
import type { Body, Operand } from './body.ts'
import { create, helper, member, method, perform, text } from './build.ts'
import { convert } from './convert.ts'
import { lower, lowerName, operand } from './expressions.ts'
import type { Expression } from './program.ts'
import { createStruct, type GivenField } from './structs.ts'
import { fieldName } from './types.ts'

type MapType = Extract<HairaType, { kind: 'map' }>

type MapEntry = Exclude<ast.MapEntry, { kind: 'spread' }>
type Spread = Extract<ast.MapEntry, { kind: 'spread' }>

/** `[a, b]` */
export function lowerList(body: Body, node: ast.List): Expression {
  const type = body.context.typeOf(node)
  return listOperand(body, node.elements, body.context.type(type.kind === 'list' ? type.element : type)).lower()
}

/** `(a, b)` */
export function lowerTuple(body: Body, node: ast.Tuple): Expression {
  const type = body.context.types.of(body.context.typeOf(node))
  return create(type, body.inOrder(node.elements.map((element) => operand(body, element))))
}

/** `{…}`: a record, a map or a struct, as the checker has decided. */
export function lowerMap(body: Body, node: ast.MapLiteral): Expression {
  const type = body.context.typeOf(node)
  switch (type.kind) {
    case 'record':
      return createRecord(body, node, type)
    case 'struct':
      return createStruct(
        body,
        node,
        type,
        node.entries.flatMap((entry, at) => {
          const isWritten = (name: string) => node.entries.some((one) => entryName(one) === name)
          return fieldsOf(body, entry, type.struct.fields, (name) => isWritten(name) || isBrought(body, node, at, name))
        }),
      )
    case 'map':
      return createMap(body, type, node.entries)
    default:
      return body.context.fail(node, 'literal that is neither record nor map nor struct')
  }
}

function entryName(entry: ast.MapEntry): string | undefined {
  return entry.kind === 'field' || entry.kind === 'shorthand' ? entry.name.text : undefined
}

/** Whether a spread after an entry brings a field of that name, too. */
function isBrought(body: Body, node: ast.MapLiteral, at: number, name: string): boolean {
  return node.entries
    .slice(at + 1)
    .some((one) => one.kind === 'spread' && spreadFields(body, one).some((field) => field.name === name))
}

function spreadFields(body: Body, entry: Spread): readonly RecordField[] {
  const type = body.context.wantedType(entry.value)
  return type.kind === 'record' ? type.fields : type.kind === 'struct' ? type.struct.fields : []
}

/**
 * What an entry gives to a record or struct of these fields. Of a spread those are left out that another entry takes the
 * place of, whose types may have nothing in common.
 */
function fieldsOf(
  body: Body,
  entry: ast.MapEntry,
  wanted: readonly RecordField[],
  isReplaced: (name: string) => boolean,
): GivenField[] {
  if (entry.kind !== 'spread') return [fieldOf(body, entry)]
  const type = body.context.wantedType(entry.value)
  let held: Expression | undefined
  const given = spreadFields(body, entry).flatMap(({ name, type: from }): GivenField[] => {
    const to = wanted.find((one) => one.name === name)?.type
    if (!to || isReplaced(name)) return []
    const take = () => {
      held ??= body.settled(lower(body, entry.value), body.context.type(type))
      return convert(body, member(held, fieldName(name)), from, to, entry)
    }
    return [{ name, type: body.context.type(to), lower: take }]
  })
  // It runs even if nothing of it is left.
  return given.length > 0 ? given : [{ name: '', type: body.context.type(type), lower: () => lower(body, entry.value) }]
}

function fieldOf(body: Body, entry: MapEntry): GivenField {
  if (entry.kind === 'keyed') return body.context.fail(entry, 'key in a record')
  return { name: entry.name.text, ...valueOf(body, entry) }
}

function valueOf(body: Body, entry: MapEntry): Operand {
  if (entry.kind !== 'shorthand') return operand(body, entry.value)
  return shorthand(body, entry.name)
}

/** `{name}`: the variable of that name, as the field wants it. */
export function shorthand(body: Body, at: ast.Name): Operand {
  const { context } = body
  const symbol = context.symbolOf(at)
  const isVariable = symbol.kind === 'local' || symbol.kind === 'global'
  const noted = context.checked.shorthands.get(at)
  const type: HairaType = noted?.type ?? (isVariable ? context.typeOfSymbol(symbol, at) : agenticType(body, at))
  const wanted = noted && noted.wanted.kind !== 'error' ? noted.wanted : type
  return {
    type: context.type(wanted),
    lower: () => convert(body, lowerName(body, at, symbol, type), type, wanted, at),
  }
}

function agenticType(body: Body, at: ast.Name): HairaType {
  const symbol = body.context.symbolOf(at)
  switch (symbol.kind) {
    case 'agent':
    case 'tool':
    case 'workflow':
    case 'provider':
      return { kind: 'agentic', declaration: symbol.kind }
    default:
      return body.context.fail(at, `\`${symbol.name}\` is not a value`)
  }
}

/** Fields are evaluated as they are written, and passed as the class has them. */
function createRecord(body: Body, node: ast.MapLiteral, type: Extract<HairaType, { kind: 'record' }>): Expression {
  const fields = node.entries.flatMap((entry, at) =>
    fieldsOf(
      body,
      entry,
      type.fields,
      (name) => node.entries.slice(at + 1).some((one) => entryName(one) === name) || isBrought(body, node, at, name),
    ),
  )
  const values = orderedValues(
    body,
    fields,
    type.fields.map((field) => field.name),
  )
  const args = type.fields.map(
    (field) => values.get(field.name) ?? body.context.fail(node, `no field \`${field.name}\``),
  )
  return create(body.context.types.of(type), args)
}

/** Evaluates fields in written order. Where the class has another order, each is settled first. */
export function orderedValues(
  body: Body,
  fields: readonly GivenField[],
  order: readonly string[],
): Map<string, Expression> {
  const written = fields.map((field) => field.name)
  const isInOrder = order.filter((name) => written.includes(name)).join() === written.join()
  const values = body.inOrder(fields)
  return new Map(fields.map(({ name, type }, at) => [name, isInOrder ? values[at]! : body.settled(values[at]!, type)]))
}

function createMap(body: Body, type: MapType, entries: readonly ast.MapEntry[]): Expression {
  const ir = body.context.type(type)
  const made = create(ir, [])
  if (entries.length === 0) return made
  const map = body.temporary(made, undefined)
  for (const entry of entries) {
    if (entry.kind === 'spread') {
      spreadInto(body, map, type, entry)
      continue
    }
    const key: Operand =
      entry.kind === 'keyed'
        ? operand(body, entry.key)
        : {
            type: body.context.type(type.key),
            lower: () => convert(body, text(entry.name.text), stringType, type.key, entry),
          }
    body.add(perform(method(map, 'set', body.inOrder([key, valueOf(body, entry)]))))
  }
  return map
}

/** Entries of a map, which the place of the spread has made one of the same types. */
function spreadInto(body: Body, map: Expression, to: MapType, entry: Spread): void {
  const types = [body.context.type(to.key), body.context.type(to.value)]
  body.add(perform(helper('map', 'addAll', [map, lower(body, entry.value)], types)))
}
