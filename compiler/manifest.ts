// The custom sections of a compiled module, as JSON: what the compiler writes and the host reads.
// Types only, and no imports, so that a host which runs a built module loads nothing of the compiler.

/** Where a declaration stands in the source: file as given to the compiler, line and column from 1, in code points. */
export interface Position {
  file: string
  line: number
  column: number
}

/** JSON Schema (draft 2020-12 subset) of a tool's or workflow's parameters. */
export interface JsonSchema {
  type?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema | false
  prefixItems?: JsonSchema[]
  enum?: string[]
  anyOf?: JsonSchema[]
  minimum?: number
  maximum?: number
  default?: unknown
  /** Of a file, which comes in a form. */
  contentMediaType?: string
  $defs?: Record<string, JsonSchema>
  $ref?: string
}

interface EntryBase {
  name: string
  position: Position
  /** Names of the entries that this one needs; all but those of its own handoff cycle come earlier in the table. */
  needs: string[]
}

export interface ProviderEntry extends EntryBase {
  kind: 'provider'
}

export interface ToolEntry extends EntryBase {
  kind: 'tool'
  description: string
  parameters: JsonSchema
}

export interface AgentEntry extends EntryBase {
  kind: 'agent'
  /** Handoff targets in declared order. */
  handoffs: string[]
  tools: string[]
}

/** How a workflow is reached over HTTP. `path` segments in braces bind parameters: `/orders/{id}`. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  path: string
}

/** What starts a workflow beside code. */
export interface Triggers {
  /** In declared order; none for a workflow that is not reached over HTTP. */
  routes: Route[]
  /** Paths of `@websocket`. */
  sockets?: string[]
  /** Schedules of `@cron`. */
  schedules?: string[]
  /** Names of `@event`. */
  events?: string[]
  /** `@webui`: how its page looks. */
  page?: Page
}

/** The arguments of `@webui`. */
export interface Page {
  title?: string
  description?: string
  mode?: string
  suggestions?: string[]
  accent?: string
  logo?: string
  theme?: string
  avatar?: string
}

export interface WorkflowEntry extends EntryBase, Triggers {
  kind: 'workflow'
  description: string
  /** Its result is a stream, which clients may have as events. */
  streams?: true
  parameters: JsonSchema
  /** What it answers with; absent where that is not said by its type. */
  result?: JsonSchema
  /** Titles of its steps, as they stand in the text; those of inserted values are left out. */
  steps?: string[]
}

export type InitEntry = ProviderEntry | ToolEntry | AgentEntry | WorkflowEntry

/** Custom section `haira.init`: entries in initialisation order; `guest.init` takes the index. */
export interface InitTable {
  entries: InitEntry[]
}

/** Custom section `haira.manifest`. */
export interface Manifest {
  /** Version of this format. */
  version: 1
  /** `haira 0.1.0` */
  compiler: string
  /** Entry file as given to the compiler, for messages. */
  source: string
  /** SHA-256 of all source texts, hex. */
  sourceHash: string
  suspend: SuspendMode
  /** Import interfaces the module needs, by short name: `llm`, `memory`, … Same as its import section. */
  capabilities: string[]
  /** Environment variables the program names in `env("…")`, which the host grants without asking. */
  env: string[]
  /** Those of them that are used as secrets: the host keeps their values to itself. */
  secrets: string[]
  /** Hosts of the addresses that stand in the text of a program which makes requests; the host grants those, too. */
  hosts?: string[]
  /** Set where functions come to call themselves: such a program is better off with a large stack. */
  recursive?: true
  /** Of a module that runs tests: they are numbered by their places in this list. */
  tests?: TestEntry[]
  /** Of a module that runs evals. */
  evals?: EvalEntry[]
}

/** An `eval` block. Its cases are numbered. */
export interface EvalEntry {
  title: string
  position: Position
  cases: number
  /** Whether its cases may run at the same time. */
  parallel: boolean
}

/** A `test` block. */
export interface TestEntry {
  title: string
  position: Position
}

/**
 * Custom section `haira.source-map`, a source map by ECMA-426: from offsets in the module's code to places in Haira, with
 * columns in code points.
 */
export interface SourceMap {
  version: 3
  /** Names of the Haira files. */
  sources: string[]
  /** Their texts, in a module that was built with `--debug`. */
  sourcesContent?: string[]
  /** Functions, as a call chain names them. */
  names: string[]
  mappings: string
}

/** `asyncify`: runs on every engine. `jspi`: the plain module, for engines with JavaScript Promise Integration. */
export type SuspendMode = 'asyncify' | 'jspi'
