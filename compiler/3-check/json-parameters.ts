// Parameters of tools and workflows are read from JSON: which types that can be.

import type { Message } from '../diagnostics/diagnostic.ts'
import type { CheckedParam } from '../phases.ts'
import type { Context } from './context.ts'
import { isPlainEnum } from './enums.ts'
import type { StructType, Type } from './types.ts'

/** Reports parameters that JSON cannot give, and those that the runtime cannot read yet. */
export function checkJsonParameters(
  context: Context,
  params: CheckedParam[],
  unsuitable: (param: CheckedParam) => Message,
): void {
  for (const param of params) {
    if (param.symbol.kind !== 'local') continue
    const { declaration } = param.symbol
    if (!canBeJson(param.type)) context.error(declaration, unsuitable(param))
  }
}

/** Whether values of a type can be read from JSON. Type parameters stand for such a type or not, as they are used. */
export function canBeDecoded(type: Type, seen = new Set<object>()): boolean {
  switch (type.kind) {
    case 'fn':
    case 'chan':
    case 'task':
    case 'stream':
    case 'agentic':
      return false
    case 'primitive':
      return type.name !== 'range' && type.name !== 'file'
    case 'list':
      return canBeDecoded(type.element, seen)
    case 'map':
      return type.key.kind === 'primitive' && canBeDecoded(type.key) && canBeDecoded(type.value, seen)
    case 'option':
      return canBeDecoded(type.inner, seen)
    case 'record':
      return type.fields.every((field) => canBeDecoded(field.type, seen))
    case 'tuple':
      return type.elements.every((element) => canBeDecoded(element, seen))
    case 'struct':
      if (seen.has(type.struct)) return true
      seen.add(type.struct)
      return type.struct.library === undefined && type.struct.fields.every((field) => canBeDecoded(field.type, seen))
    case 'union':
      return type.members.every((member) => canBeDecoded(member, seen))
    case 'enum':
      if (seen.has(type.enum)) return true
      seen.add(type.enum)
      return type.enum.variants.every((variant) => variant.fields.every((field) => canBeDecoded(field.type, seen)))
    default:
      return true
  }
}

/** Whether values of a type can be written as JSON by a model. */
export function canBeJson(type: Type, seen = new Set<StructType>()): boolean {
  switch (type.kind) {
    case 'fn':
    case 'chan':
    case 'task':
    case 'stream':
    case 'agentic':
    case 'typeParam':
      return false
    case 'primitive':
      return type.name !== 'range'
    case 'list':
      return canBeJson(type.element, seen)
    case 'map':
      return type.key.kind === 'primitive' && type.key.name === 'string' && canBeJson(type.value, seen)
    case 'option':
      return canBeJson(type.inner, seen)
    case 'record':
      return type.fields.every((field) => canBeJson(field.type, seen))
    case 'tuple':
      return type.elements.every((element) => canBeJson(element, seen))
    case 'struct':
      if (seen.has(type.struct)) return true
      seen.add(type.struct)
      return type.struct.library === undefined && type.struct.fields.every((field) => canBeJson(field.type, seen))
    case 'union':
      return type.members.every((member) => canBeJson(member, seen))
    case 'enum':
      return isPlainEnum(type.enum)
    default:
      return true
  }
}
