// Methods that values of the library have.

import type { Type } from '../3-check/types.ts'
import { agentMethods, sessionMethods, sessionStruct, streamMethods } from './agent.ts'
import { channelMethods, fileMethods } from './channel.ts'
import { serverMethods, serverType } from './http.ts'
import type { LibraryFunction } from './library.ts'
import { structMethods } from './modules.ts'

const none: ReadonlyMap<string, LibraryFunction> = new Map()

/** The library methods of a type, by name. */
export function methodsOf(type: Type): ReadonlyMap<string, LibraryFunction> {
  if (type.kind === 'agentic' && type.declaration === 'agent') return agentMethods
  if (type.kind === 'struct' && serverType.kind === 'struct' && type.struct === serverType.struct) return serverMethods
  if (type.kind === 'struct' && type.struct === sessionStruct) return sessionMethods
  if (type.kind === 'stream') return streamMethods
  if (type.kind === 'struct') return structMethods(type.struct) ?? none
  if (type.kind === 'chan') return channelMethods(type)
  if (type.kind === 'primitive' && type.name === 'file') return fileMethods
  return none
}
