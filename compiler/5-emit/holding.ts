// Values that hold others: which may hold themselves, and the methods by which the runtime goes into them.

import type { Type } from '../4-lower/program.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** Whether a value can hold others that hold others in turn, and so itself. */
export function mayHoldItself(type: Type): boolean {
  switch (type.kind) {
    case 'nullable':
    case 'ref':
      return mayHoldItself(type.inner)
    case 'array':
      return mayHoldItself(type.element)
    case 'map':
      return mayHoldItself(type.value)
    case 'tuple':
      return type.elements.some(mayHoldItself)
    case 'class':
      return type.file === undefined || type.name === 'Any'
    default:
      return false
  }
}

/** Whether a copy of a value is another one: whether it, or what it holds, can be changed. */
export function isCopied(type: Type): boolean {
  if (type.kind === 'nullable' || type.kind === 'ref') return isCopied(type.inner)
  return ['array', 'map', 'tuple'].includes(type.kind) || mayHoldItself(type)
}

/** Marks a class whose values may hold others that hold others; nobody calls it. */
export function emitNests(writer: Writer): void {
  writer.gap()
  writer.line('$nests(): void {}')
}

/** Puts copies into the place of what an object has of the one that it is a copy of. */
export function emitCopyParts(fields: readonly { name: string; type: Type }[], writer: Writer): void {
  writer.gap()
  writer.line('copyParts(): void {')
  writer.indented(() => {
    for (const { name, type } of fields) {
      writer.line(`this.${name} = ${writer.use('clone', 'copyOf')}<${emitType(type, writer)}>(this.${name});`)
    }
  })
  writer.line('}')
}
