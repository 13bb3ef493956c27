// The two custom sections of a module. Types and the host's view of them are in compiler/manifest.ts.

import type { Program } from '../4-lower/program.ts'
import type { Manifest, SuspendMode } from '../manifest.ts'
import { compilerName } from '../version.ts'
import { importedModules } from './binary.ts'
import { shortName } from './interface.ts'

/** What the manifest tells of the program. */
export type ModuleFacts = Pick<Program, 'sources' | 'env' | 'secrets' | 'hosts' | 'init' | 'tests' | 'evals'> &
  Partial<Pick<Program, 'isRecursive'>>

/** Describes a finished binary: its capabilities are the interfaces it imports, whatever the program seemed to need. */
export async function describeModule(wasm: Uint8Array, facts: ModuleFacts, suspend: SuspendMode): Promise<Manifest> {
  const entry = facts.sources.at(-1)
  const capabilities = importedModules(wasm).map(capability).sort()
  return {
    version: 1,
    compiler: compilerName,
    source: entry?.name ?? '',
    sourceHash: await hashSources(facts),
    suspend,
    capabilities,
    env: [...facts.env],
    secrets: [...facts.secrets],
    ...(facts.hosts && capabilities.includes('http') ? { hosts: [...facts.hosts] } : {}),
    ...(facts.isRecursive ? { recursive: true as const } : {}),
    ...(facts.evals ? { evals: facts.evals } : {}),
    ...(facts.tests ? { tests: facts.tests.map(({ title, position }) => ({ title, position })) } : {}),
  }
}

function capability(module: string): string {
  const name = shortName(module)
  if (name === undefined) throw new Error(`the module imports from ${module}, which is no capability`)
  return name
}

/** SHA-256 over all texts, each preceded by its length, so that no two lists of texts hash alike. */
async function hashSources({ sources }: ModuleFacts): Promise<string> {
  const encoder = new TextEncoder()
  const texts = sources.map((source) => encoder.encode(source.text))
  const all = texts.flatMap((text) => [encoder.encode(`${text.length}\n`), text])
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(all).arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
