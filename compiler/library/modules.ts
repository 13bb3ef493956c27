// The modules of the standard library: all their names, and those that are compiled.

import { conv } from './conv.ts'
import { env } from './env.ts'
import { http } from './http.ts'
import { io } from './io.ts'
import { json } from './json.ts'
import type { LibraryModule } from './library.ts'
import { string } from './string.ts'
import { time } from './time.ts'

/** Modules whose functions are compiled, by name. */
export const libraryModules = new Map<string, LibraryModule>(
  [io, http, string, conv, json, time, env].map((module) => [module.name, module]),
)

/** All modules that the language knows (stdlib.md). */
export const standardModules: ReadonlySet<string> = new Set([
  ...libraryModules.keys(),
  ...['array', 'map', 'maps', 'math', 'regex', 'fs', 'os', 'log', 'sync', 'crypto', 'encoding', 'vector', 'agent'],
  ...['agents', 'observe', 'mcp', 'store', 'ui', 'haira', 'testing', 'websearch', 'healthcheck', 'auth', 'postgres'],
  ...['sqlite', 'excel', 'slack', 'github', 'gitlab', 'algolia', 'meilisearch', 'langfuse'],
])
