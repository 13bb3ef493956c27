// Types as messages spell them: the canonical forms of the language, `[]T`, `map[K]V`, `{a: T}`, `(A, B)`, `fn(A) -> B`.

import { errorStruct, type Type } from './types.ts'

/** A type as text, `[]string`. */
export function showType(type: Type): string {
  switch (type.kind) {
    case 'error':
      return 'unknown'
    case 'primitive':
      return type.name
    case 'list':
      return `[]${inner(type.element)}`
    case 'map':
      return `map[${showType(type.key)}]${inner(type.value)}`
    case 'record':
      return `{${type.fields.map((field) => `${field.name}: ${showType(field.type)}`).join(', ')}}`
    case 'tuple':
      return `(${type.elements.map(showType).join(', ')})`
    case 'option':
      if (type.inner.kind === 'struct' && type.inner.struct === errorStruct) return 'error'
      return type.inner.kind === 'list' || type.inner.kind === 'map'
        ? `(${showType(type.inner)})?`
        : `${inner(type.inner)}?`
    case 'union':
      return type.members.map(showType).join(' | ')
    case 'fn':
      return `fn(${parameters(type)})${isNil(type.result) ? '' : ` -> ${showType(type.result)}`}`
    case 'struct':
      return type.struct.name + showArguments(type.struct.typeArgs)
    case 'enum':
      return type.enum.name + showArguments(type.enum.typeArgs)
    case 'typeParam':
      return type.name
    case 'chan':
      return `${{ both: 'chan<', send: 'chan<-<', receive: '<-chan<' }[type.direction]}${showType(type.element)}>`
    case 'task':
      return `task<${showType(type.result)}>`
    case 'stream':
      return `stream<${showType(type.element)}>`
    case 'agentic':
      return type.declaration
    default:
      return type satisfies never
  }
}

function parameters({ params, rest }: Extract<Type, { kind: 'fn' }>): string {
  return [...params.map(showType), ...(rest ? [`...${showType(rest)}`] : [])].join(', ')
}

function inner(type: Type): string {
  return type.kind === 'union' || type.kind === 'fn' ? `(${showType(type)})` : showType(type)
}

function showArguments(args: Type[] | undefined): string {
  return args === undefined ? '' : `<${args.map(showType).join(', ')}>`
}

function isNil(type: Type): boolean {
  return type.kind === 'primitive' && type.name === 'nil'
}
