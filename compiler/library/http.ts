// Module `http`: the server that answers for workflows.

import { intType, listOf, nilType, type StructType, stringType, type Type } from '../3-check/types.ts'
import { define, module, optional, param } from './define.ts'
import type { LibraryFunction } from './library.ts'

const server: StructType = { name: 'Server', fields: [], library: 'http' }
export const serverType: Type = { kind: 'struct', struct: server }

const workflows = param('workflows', listOf({ kind: 'agentic', declaration: 'workflow' }))

export const http = module('http', [define('http.Server', [workflows], serverType, { file: 'http' })])

const listen = define('Server.listen', [param('port', intType), optional('host', stringType)], nilType, {
  file: 'http',
  mayPanic: true,
})

export const serverMethods = new Map<string, LibraryFunction>([['listen', listen]])
