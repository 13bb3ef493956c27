// Methods of channels and of files. What a channel carries decides the types of its methods.

import { boolType, fallible, intType, listOf, nilType, optionOf, stringType, type Type } from '../3-check/types.ts'
import { define, param } from './define.ts'
import type { LibraryFunction } from './library.ts'

type Channel = Extract<Type, { kind: 'chan' }>

/** The methods of a channel, as far as its direction allows them. */
export function channelMethods({ element, direction }: Channel): ReadonlyMap<string, LibraryFunction> {
  const send = define('chan.try_send', [param('value', element)], boolType, { file: 'channel', mayPanic: true })
  const received: Type = { kind: 'tuple', elements: [optionOf(element), boolType] }
  const receive = define('chan.try_receive', [], received, { file: 'channel' })
  return new Map([
    ...(direction === 'receive' ? [] : [['try_send', send] as const]),
    ...(direction === 'send' ? [] : [['try_receive', receive] as const]),
  ])
}

/** The methods of an uploaded or restored file. */
export const fileMethods: ReadonlyMap<string, LibraryFunction> = new Map([
  ['text', define('file.text', [], fallible(stringType), { file: 'file' })],
  ['bytes', define('file.bytes', [], listOf(intType), { file: 'file' })],
])

/** The fields of a file. */
export const fileFields: { name: string; type: Type }[] = [
  { name: 'name', type: stringType },
  { name: 'size', type: intType },
  { name: 'content_type', type: stringType },
  { name: 'path', type: stringType },
]

/** `close(ch)` */
export const closeChannel = define('builtin.close', [param('ch', { kind: 'typeParam', name: 'T' })], nilType, {
  typeParams: ['T'],
  file: 'channel',
  mayPanic: true,
})
