// Which types have a zero value: what `x: T` and fields that are not set begin with.

import type { StructType, Type } from './types.ts'

/** Whether a type has a zero value. A struct that contains itself has been reported; nothing more is said about it. */
export function hasZero(type: Type, open: ReadonlySet<StructType> = new Set()): boolean {
  switch (type.kind) {
    case 'fn':
    case 'enum':
    case 'chan':
    case 'task':
    case 'stream':
    case 'agentic':
    case 'typeParam':
      return false
    case 'primitive':
      return type.name !== 'file'
    case 'tuple':
      return type.elements.every((element) => hasZero(element, open))
    case 'record':
      return type.fields.every((field) => hasZero(field.type, open))
    case 'union':
      return type.members.some((member) => hasZero(member, open))
    case 'struct':
      return structHasZero(type.struct, open)
    default:
      return true
  }
}

function structHasZero(struct: StructType, open: ReadonlySet<StructType>): boolean {
  if (open.has(struct)) return true
  // A struct of the library comes from a call; an empty one would mean nothing.
  if (struct.library !== undefined) return false
  const inside = new Set([...open, struct])
  return struct.fields.every((field) => field.hasDefault || hasZero(field.type, inside))
}
