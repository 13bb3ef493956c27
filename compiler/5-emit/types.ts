// Types as AssemblyScript text.

import type { Type } from '../4-lower/program.ts'
import { functionClass, tupleClass } from './wide.ts'
import type { Writer } from './writer.ts'

/** A type, `Map<string, i64>`. Names of library classes are imported on the way. */
export function emitType(type: Type, writer: Writer): string {
  const all = (types: Type[]) => types.map((one) => emitType(one, writer)).join(', ')
  switch (type.kind) {
    case 'void':
      return 'void'
    case 'scalar':
      return type.name
    case 'string':
      return 'string'
    case 'array':
      return `Array<${emitType(type.element, writer)}>`
    case 'map':
      return `${writer.use('ordered-map', 'Map')}<${all([type.key, type.value])}>`
    case 'tuple':
      return `${tupleClass(type.elements.length, writer)}<${all(type.elements)}>`
    case 'some':
      return `${writer.use('option', 'Some')}<${emitType(type.inner, writer)}>`
    case 'fn':
      return `${functionClass(type.params.length, writer)}<${all([...type.params, type.result])}>`
    case 'ref':
      return `${writer.use('function', 'Ref')}<${emitType(type.inner, writer)}>`
    case 'nullable':
      return `${emitType(type.inner, writer)} | null`
    case 'class':
      return (
        (type.file === undefined ? type.name : writer.use(type.file, type.name)) +
        (type.args === undefined ? '' : `<${all(type.args)}>`)
      )
    default:
      return type satisfies never
  }
}
