// The arguments of a call from outside: a tool called by a model, a workflow called over HTTP. Generated code takes them
// one by one with their types; if any did not fit, the call is rejected with all problems at once.

import { FILES, JsonReader, NUMERIC_STRINGS, Problem, Problems, STRICT, TEXT } from './decode'
import { JsonWriter } from './json'
import { Json, NULL } from './json-read'
import { failed } from './panic'

/** Named arguments, from the places where they may stand. */
export class Parameters {
  /** The workflow that is asked for. */
  workflow: string = ''
  /** Why there are no arguments to take. */
  malformed: string = ''
  readonly problems: Problems = new Problems()
  /** Of a workflow that answers with a response of its own: its status, and its headers as JSON. */
  status: i64 = 200
  headers: string = ''
  /** The client wants events as they happen. */
  events: bool = false

  constructor(
    private values: Json,
    private leniency: i32 = STRICT,
    private path: Json | null = null,
    private query: Json | null = null,
    private form: Json | null = null,
    private files: Json | null = null,
  ) {}

  /** Whether to give up: an argument did not fit, or the default of a field in one panicked. Else all have been taken. */
  rejects(): bool {
    if (this.problems.any || failed()) return true
    // The call may wait for long, and need not hold where its arguments came from.
    this.values = nothing
    this.path = null
    this.query = null
    this.form = null
    this.files = null
    return false
  }

  /** Whether the argument is there, and not null. */
  has(name: string): bool {
    const node = this.find(name)
    return node !== null && node.kind != NULL
  }

  /** The argument as a value of type T. An absent one is null for an optional type, otherwise a problem. */
  take<T>(name: string): T {
    const node = this.find(name)
    // A form says nothing of a list without elements.
    if (isArray<T>() && node === null && this.form !== null) return instantiate<T>()
    return new JsonReader(node, name, this.problems, this.leniencyOf(name)).read<T>()
  }

  // First found wins: path, then body (JSON, files or fields of a form) or tool arguments, then query.
  private find(name: string): Json | null {
    const path = at(this.path, name)
    if (path !== null) return path
    const node = this.values.get(name)
    if (node !== null) return node
    const file = at(this.files, name)
    if (file !== null) return oneOrAll(file)
    const field = at(this.form, name)
    return oneOrAll(field !== null ? field : at(this.query, name))
  }

  private leniencyOf(name: string): i32 {
    if (at(this.path, name) !== null) return TEXT
    if (this.values.get(name) !== null) return this.leniency
    if (at(this.files, name) !== null) return FILES
    return this.query === null ? this.leniency : TEXT
  }

  /** The problems for an HTTP client: body of a 400. */
  rejection(): string {
    const problems = this.problems
    const message = new JsonWriter()
    for (let i = 0; i < problems.count; i++) {
      const problem = problems.at(i)
      if (i > 0) message.append('; ')
      message.append(problem.place + ': ' + wanted(problem))
      if (problem.expected != '') message.append(', got ' + problem.found)
    }
    const json = new JsonWriter()
    json.beginObject()
    json.pair('error', message.toString())
    json.key('fields')
    json.beginObject()
    for (let i = 0; i < problems.count; i++) json.pair(problems.at(i).place, wanted(problems.at(i)))
    json.endObject()
    json.endObject()
    return json.toString()
  }

  /** The problems for a model: `days must be an integer`. */
  complaint(): string {
    const problems = this.problems
    const message = new JsonWriter()
    for (let i = 0; i < problems.count; i++) {
      const problem = problems.at(i)
      if (i > 0) message.append('; ')
      message.append(problem.place + ' ' + demand(problem.expected))
    }
    return message.toString()
  }
}

/** A tool's arguments. */
export function toolParameters(values: Json): Parameters {
  return new Parameters(values, NUMERIC_STRINGS)
}

function wanted(problem: Problem): string {
  return problem.expected == '' ? 'required' : 'expected ' + problem.expected
}

const nothing = new Json(NULL, '', 0)

function at(object: Json | null, name: string): Json | null {
  return object === null ? null : object.get(name)
}

// Queries and forms hold a list for each key: one text or file is meant as such, several as a list.
function oneOrAll(values: Json | null): Json | null {
  const first: Json | null = values === null ? null : values.first
  return first !== null && first.next === null ? first : values
}

// Models know the names of JSON Schema.
function demand(expected: string): string {
  if (expected == '') return 'is required'
  if (expected == 'int') return 'must be an integer'
  if (expected == 'float') return 'must be a number'
  if (expected == 'bool') return 'must be a boolean'
  if (expected == 'string') return 'must be a string'
  if (expected == 'object' || expected == 'map') return 'must be an object'
  if (expected.startsWith('list')) return 'must be an array' + expected.substring(4)
  return 'must be ' + expected
}
