// Parameters of tools and workflows are read from JSON: which types that can be.

import type { Message } from '../diagnostics/diagnostic.ts'
import type { CheckedParam } from '../phases.ts'
import type { Context } from './context.ts'
import { isPlainEnum } from './enums.ts'
import type { Type } from './types.ts'

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
