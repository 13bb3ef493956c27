// The arguments of a call from outside: a tool called by a model, a workflow called over HTTP. Generated code takes them
// one by one with their types; if any did not fit, the call is rejected with all problems at once.

import { JsonReader, NUMERIC_STRINGS, Problems, STRICT, TEXT } from './decode'
import { JsonWriter } from './json'
import { Json, NULL } from './json-read'
import { failed } from './panic'

/** Named arguments, from the places where they may stand. */
export class Parameters {
  readonly problems: Problems = new Problems()
  /** The client wants events as they happen. */
  events: bool = false

  constructor(
    private values: Json,
    private leniency: i32 = STRICT,
    private path: Json | null = null,
    private query: Json | null = null,
  ) {}

  /** Whether to give up: an argument did not fit, or the default of a field in one panicked. */
  get rejected(): bool {
    return this.problems.any || failed()
  }

  /** Whether the argument is there, and not null. */
  has(name: string): bool {
    const node = this.find(name)
    return node !== null && node.kind != NULL
  }

  /** The argument as a value of type T. An absent one is null for an optional type, otherwise a problem. */
  take<T>(name: string): T {
    const node = this.find(name)
    const leniency = node !== null && this.isText(name) ? TEXT : this.leniency
    return new JsonReader(node, name, this.problems, leniency).read<T>()
  }

  // First found wins: path, then body or tool arguments, then query.
  private find(name: string): Json | null {
    const path = this.path
    if (path !== null) {
      const node = path.get(name)
      if (node !== null) return node
    }
    const node = this.values.get(name)
    if (node !== null) return node
    const query = this.query
    return query === null ? null : queryValue(query.get(name))
  }

  private isText(name: string): bool {
    const path = this.path
    return (path !== null && path.get(name) !== null) || (this.query !== null && this.values.get(name) === null)
  }

  /** The problems for an HTTP client: body of a 400. */
  rejection(): string {
    const problems = this.problems
    const message = new JsonWriter()
    for (let i = 0; i < problems.places.length; i++) {
      if (i > 0) message.append('; ')
      message.append(problems.places[i] + ': ' + this.wanted(i))
      if (problems.expected[i] != '') message.append(', got ' + problems.found[i])
    }
    const json = new JsonWriter()
    json.beginObject()
    json.pair('error', message.toString())
    json.key('fields')
    json.beginObject()
    for (let i = 0; i < problems.places.length; i++) json.pair(problems.places[i], this.wanted(i))
    json.endObject()
    json.endObject()
    return json.toString()
  }

  private wanted(i: i32): string {
    const expected = this.problems.expected[i]
    return expected == '' ? 'required' : 'expected ' + expected
  }

  /** The problems for a model: `days must be an integer`. */
  complaint(): string {
    const problems = this.problems
    const message = new JsonWriter()
    for (let i = 0; i < problems.places.length; i++) {
      if (i > 0) message.append('; ')
      message.append(problems.places[i] + ' ' + demand(problems.expected[i]))
    }
    return message.toString()
  }
}

/** A tool's arguments. */
export function toolParameters(values: Json): Parameters {
  return new Parameters(values, NUMERIC_STRINGS)
}

// A query holds a list of texts for each key: one text is meant as such, several as a list.
function queryValue(texts: Json | null): Json | null {
  const first: Json | null = texts === null ? null : texts.first
  return first !== null && first.next === null ? first : texts
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
