// What the checker must never hand on: an expression, name or declaration whose type it does not know, where it has not
// said that something is wrong.

import type { Type } from '../../compiler/3-check/types.ts'
import type { Checked } from '../../compiler/phases.ts'
import type { Span } from '../../compiler/source.ts'

/** The places of a program whose type is unknown, by the table of the checker that says so. */
export function unknownTypes(checked: Checked): string[] {
  const found: string[] = []
  const look = (table: string, type: Type | undefined, span: Span | undefined) => {
    if (type && isUnknown(type, new Set())) {
      found.push(`${table}: ${span ? span.source.text.slice(span.start, span.end) : '?'}`)
    }
  }
  for (const [node, type] of checked.types) look('types', type, node.span)
  for (const [node, type] of checked.conversions) look('conversions', type, node.span)
  for (const [node, type] of checked.chains) look('chains', type, node.span)
  for (const [node, type] of checked.typeNodes) look('typeNodes', type, node.span)
  for (const [node, type] of checked.outputs) look('outputs', type, node.span)
  for (const [name, { type, wanted }] of checked.shorthands) {
    look('shorthands', type, name.span)
    look('shorthands', wanted, name.span)
  }
  for (const [symbol, type] of checked.symbolTypes) {
    look(`symbolTypes ${symbol.name}`, type, 'declaration' in symbol ? symbol.declaration.span : undefined)
  }
  for (const [node, { result, typeArgs }] of checked.calls) {
    look('calls', result, node.span)
    for (const type of typeArgs ?? []) look('typeArgs', type, node.span)
  }
  for (const fn of [...checked.functions.values(), ...checked.tools, ...checked.workflows]) {
    look(`result of ${fn.name}`, fn.result, fn.body.span)
    for (const param of fn.params) look(`parameter ${param.name} of ${fn.name}`, param.type, fn.body.span)
  }
  for (const [node, struct] of checked.structs) {
    for (const field of struct.fields) look(`field ${field.name}`, field.type, node.span)
  }
  for (const { name, variants } of checked.enums) {
    for (const { fields } of variants) for (const { type } of fields) look(`variant of ${name}`, type, undefined)
  }
  return found
}

/** Whether the type of an error is a part of a type. Fields of structs are looked at where they are declared. */
function isUnknown(type: Type, seen: Set<Type>): boolean {
  if (seen.has(type)) return false
  seen.add(type)
  const any = (types: readonly Type[]) => types.some((one) => isUnknown(one, seen))
  switch (type.kind) {
    case 'error':
      return true
    case 'list':
    case 'chan':
    case 'stream':
      return any([type.element])
    case 'map':
      return any([type.key, type.value])
    case 'record':
      return any(type.fields.map((field) => field.type))
    case 'tuple':
      return any(type.elements)
    case 'option':
      return any([type.inner])
    case 'union':
      return any(type.members)
    case 'fn':
      return any([...type.params, type.result, ...(type.rest ? [type.rest] : [])])
    case 'struct':
      return any(type.struct.typeArgs ?? [])
    case 'enum':
      return any(type.enum.typeArgs ?? [])
    case 'task':
      return any([type.result])
    case 'primitive':
    case 'typeParam':
    case 'agentic':
      return false
    default:
      return type satisfies never
  }
}
