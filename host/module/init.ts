// Runs the init table: each entry is evaluated by the module and checked here, providers are made from what their fields
// turned out to be. A failed entry takes down those that need it; all failures are reported together.

import type { InitEntry, InitTable } from '../../compiler/manifest.ts'
import { describeFailure, messageOf, StartError, type StartFailure } from '../errors.ts'
import type { Environment } from '../imports/env.ts'
import type { Providers } from '../imports/llm.ts'
import type { Observer } from '../observe/observer.ts'
import type { ProviderFields } from '../providers/fields.ts'
import type { Provider } from '../providers/provider.ts'
import type { Instance } from './instantiate.ts'

/** Makes providers, and tells which key is absent. */
export interface ProviderFactory {
  create(name: string, fields: ProviderFields): Provider
  /** What to warn about a provider without key: `provider openai: no API key (set …)`. */
  missingKey(name: string, fields: ProviderFields): string | undefined
}

export interface InitContext {
  table: InitTable
  environment: Environment
  /** Filled by the first run; later runs, on fresh instances, find their providers here. */
  providers: Providers
  factory: ProviderFactory
  observer: Observer
  /** A missing key is a failure. */
  strict: boolean
}

interface InitReply {
  fields?: Record<string, unknown>
  error?: { message: string }
}

/** Evaluates and checks all entries, in order. Returns warnings; throws a StartError naming every failure. */
export async function runInitTable(instance: Instance, context: InitContext): Promise<string[]> {
  const { table } = context
  const run: Run = { ...context, models: new Map(), warnings: [] }
  const failures: StartFailure[] = []
  const broken = new Set<string>()
  for (const [index, entry] of table.entries.entries()) {
    // What needs a failed entry is named with it.
    if (broken.has(entry.name)) continue
    try {
      const reply = JSON.parse(await instance.run('init', JSON.stringify({ entry: index })).reply) as InitReply
      if (reply.error !== undefined) throw new Error(reply.error.message)
      checkEntry(entry, reply.fields ?? {}, run)
    } catch (error) {
      if (instance.dead) throw error
      const failure = failureOf(table, entry, messageOf(error))
      failures.push(failure)
      for (const dependent of dependentsOf(table, entry.name)) broken.add(dependent.name)
    }
  }
  if (failures.length > 0) throw new StartError(failures)
  return run.warnings
}

interface Run extends InitContext {
  /** The model that each provider declares. */
  models: Map<string, string>
  warnings: string[]
}

function checkEntry(entry: InitEntry, fields: Record<string, unknown>, run: Run): void {
  switch (entry.kind) {
    case 'provider':
      startProvider(entry, fields, run)
      break
    case 'agent':
      checkAgent(entry.name, fields, run)
      break
    case 'tool':
    case 'workflow':
      break
  }
}

function startProvider(entry: InitEntry, sealed: Record<string, unknown>, run: Run): void {
  const fields = unsealAll(sealed, run.environment) as ProviderFields
  if (typeof fields.model === 'string') run.models.set(entry.name, fields.model)
  if (run.providers.has(entry.name)) return
  const provider = run.factory.create(entry.name, fields)
  const missing = run.factory.missingKey(entry.name, fields)
  if (missing !== undefined) {
    if (run.strict) throw new Error(missing)
    run.warnings.push(describeFailure(failureOf(run.table, entry, missing)))
  }
  run.providers.set(entry.name, provider)
  run.observer.price(entry.name, { input: priceOf(fields.input_token_cost), output: priceOf(fields.output_token_cost) })
}

/** A price that is wrong is told by whoever makes the provider. */
function priceOf(field: unknown): number {
  return typeof field === 'number' ? field : 0
}

function checkAgent(name: string, fields: Record<string, unknown>, run: Run): void {
  const provider = String(fields.provider ?? '')
  if (!run.providers.has(provider)) throw new Error(`agent ${name}: unknown provider '${provider}'`)
  const model = fields.model || run.models.get(provider)
  if (!model) throw new Error(`agent ${name}: no model (set model in provider ${provider} or in the agent)`)
  checkNames(name, 'tool', fields.tools, run.table)
  checkNames(name, 'agent', fields.handoffs, run.table)
}

function checkNames(agent: string, kind: 'tool' | 'agent', names: unknown, table: InitTable): void {
  if (!Array.isArray(names)) return
  const unknown = names.find((name) => !table.entries.some((entry) => entry.kind === kind && entry.name === name))
  if (unknown !== undefined) throw new Error(`agent ${agent}: unknown ${kind} '${String(unknown)}'`)
}

function unsealAll(value: unknown, environment: Environment): unknown {
  if (typeof value === 'string') return environment.unseal(value)
  if (Array.isArray(value)) return value.map((item) => unsealAll(item, environment))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unsealAll(item, environment)]))
}

function failureOf(table: InitTable, entry: InitEntry, message: string): StartFailure {
  const { name, kind, position } = entry
  // Checks of the host begin with the entry already; what the module says may not.
  const named = message.startsWith(`${kind} ${name}: `) ? message : `${kind} ${name}: ${message}`
  const dependents = dependentsOf(table, name).map((dependent) => `${dependent.kind} ${dependent.name}`)
  return { name, kind, position, message: named, dependents }
}

/** The entries that need the named one, directly or not, in table order. */
export function dependentsOf(table: InitTable, name: string): InitEntry[] {
  const reached = new Set([name])
  for (let size = 0; size !== reached.size; ) {
    size = reached.size
    for (const entry of table.entries) if (entry.needs.some((needed) => reached.has(needed))) reached.add(entry.name)
  }
  return table.entries.filter((entry) => entry.name !== name && reached.has(entry.name))
}
