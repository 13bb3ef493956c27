// Types as messages spell them: the canonical forms of the language, `[]T`, `map[K]V`, `{a: T}`, `(A, B)`, `fn(A) -> B`.

import { errorStruct, type Type } from './types.ts'

/** Of a longer one nobody reads the rest. */
const longestText = 200

/** A type as text, `[]string`. */
export function showType(type: Type): string {
  const text = whole(type)
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

function whole(type: Type): string {
  switch (type.kind) {
    case 'error':
      return 'unknown'
    case 'primitive':
      return type.name
    case 'list':
      return `[]${inner(type.element)}`
    case 'map':
      return `map[${whole(type.key)}]${inner(type.value)}`
    case 'record':
      return `{${type.fields.map((field) => `${field.name}: ${whole(field.type)}`).join(', ')}}`
    case 'tuple':
      return `(${type.elements.map(whole).join(', ')})`
    case 'option':
      if (type.inner.kind === 'struct' && type.inner.struct === errorStruct) return 'error'
      return type.inner.kind === 'list' || type.inner.kind === 'map'
        ? `(${whole(type.inner)})?`
        : `${inner(type.inner)}?`
    case 'union':
      return type.members.map(whole).join(' | ')
    case 'fn':
      return `fn(${parameters(type)})${isNil(type.result) ? '' : ` -> ${whole(type.result)}`}`
    case 'struct':
      return type.struct.name + showArguments(type.struct.typeArgs)
    case 'enum':
      return type.enum.name + showArguments(type.enum.typeArgs)
    case 'typeParam':
      return type.name
    case 'chan':
      return `${{ both: 'chan<', send: 'chan<-<', receive: '<-chan<' }[type.direction]}${whole(type.element)}>`
    case 'task':
      return `task<${whole(type.result)}>`
    case 'stream':
      return `stream<${whole(type.element)}>`
    case 'agentic':
      return type.declaration
    default:
      return type satisfies never
  }
}

function parameters({ params, rest }: Extract<Type, { kind: 'fn' }>): string {
  return [...params.map(whole), ...(rest ? [`...${whole(rest)}`] : [])].join(', ')
}

function inner(type: Type): string {
  return type.kind === 'union' || type.kind === 'fn' ? `(${whole(type)})` : whole(type)
}

function showArguments(args: Type[] | undefined): string {
  return args === undefined ? '' : `<${args.map(whole).join(', ')}>`
}

function isNil(type: Type): boolean {
  return type.kind === 'primitive' && type.name === 'nil'
}
