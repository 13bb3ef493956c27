// Parameters of tools and workflows are read from JSON: which types that can be.

import type { Message } from '../diagnostics/diagnostic.ts'
import type { CheckedParam } from '../phases.ts'
import type { Context } from './context.ts'
import { isPlainEnum } from './enums.ts'
import { showType } from './show-type.ts'
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
    if (!isSuitable(param.type)) context.error(declaration, unsuitable(param))
    else if (!isReadable(param.type, new Set())) {
      context.notYet(declaration, `reading a parameter of type ${showType(param.type)} from JSON`)
    }
  }
}

/** Whether values of a type can be written as JSON by a model. */
function isSuitable(type: Type): boolean {
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
      return isSuitable(type.element)
    case 'map':
      return type.key.kind === 'primitive' && type.key.name === 'string' && isSuitable(type.value)
    case 'option':
      return isSuitable(type.inner)
    case 'record':
      return type.fields.every((field) => isSuitable(field.type))
    case 'tuple':
      return type.elements.every(isSuitable)
    case 'struct':
      return type.struct.library === undefined
    case 'enum':
      return isPlainEnum(type.enum)
    default:
      return true
  }
}

/** Whether the runtime reads values of a type: not yet `any`, nil and tuples (stdlib/decode.ts). */
function isReadable(type: Type, seen: Set<StructType>): boolean {
  switch (type.kind) {
    case 'primitive':
      return type.name !== 'any' && type.name !== 'nil'
    case 'tuple':
      return false
    case 'list':
      return isReadable(type.element, seen)
    case 'map':
      return isReadable(type.value, seen)
    case 'option':
      return isReadable(type.inner, seen)
    case 'record':
      return type.fields.every((field) => isReadable(field.type, seen))
    case 'struct':
      if (seen.has(type.struct)) return true
      seen.add(type.struct)
      return type.struct.fields.every((field) => isReadable(field.type, seen))
    default:
      return true
  }
}
