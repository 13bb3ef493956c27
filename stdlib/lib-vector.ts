// Module `vector`: texts found by what they mean. Models that embed texts are the host's, as are databases; neither is
// there yet.

import { Any, fits, unbox } from './any'
import { fixed } from './format'
import { sorted } from './order'
import { HairaError, panic } from './panic'
import { Tuple2 } from './tuple'
import { Collection, Entry, passes } from './vector'

/** `vector.similarity(a, b)`: the cosine of the angle between them; 0 where one has no direction. */
export function similarity(a: f64[], b: f64[]): f64 {
  if (a.length != b.length) {
    panic('vectors of ' + a.length.toString() + ' and ' + b.length.toString() + ' dimensions')
    return 0
  }
  let product: f64 = 0
  let squaresOfA: f64 = 0
  let squaresOfB: f64 = 0
  for (let i = 0; i < a.length; i++) {
    product += a[i] * b[i]
    squaresOfA += a[i] * a[i]
    squaresOfB += b[i] * b[i]
  }
  const lengths = sqrt(squaresOfA) * sqrt(squaresOfB)
  return lengths == 0 ? 0 : product / lengths
}

/** `vector.collection(name, dimensions)`: an empty one. */
export function collection(name: string, dimensions: i64): Collection {
  return new Collection(name, dimensions)
}

/** `vector.insert(coll, entry)`: a `{content, embedding, metadata}`. */
export function insert(coll: Collection, entry: Any | null): HairaError | null {
  const content = fieldOf(entry, 'content')
  if (!fits<string>(content)) return new HairaError("an entry needs a string 'content'")
  const embedding = fieldOf(entry, 'embedding')
  const problem = coll.problemOf(embedding, 'embedding')
  if (problem !== null) return problem
  // A copy: the program may change its list.
  const vector = unbox<f64[]>(embedding).slice()
  coll.entries.push(new Entry(unbox<string>(content), vector, fieldOf(entry, 'metadata')))
  return null
}

/** An entry, and how far it is from what was asked for. */
class Found {
  constructor(
    readonly entry: Entry,
    readonly distance: f64,
  ) {}
}

/** `vector.search(coll, {query, limit, filter})`: the nearest first, as records of the program, R. */
export function search<R>(coll: Collection, query: Any | null): Tuple2<R[], HairaError | null> {
  const results: R[] = []
  const wanted = fieldOf(query, 'query')
  const limit = fieldOf(query, 'limit')
  let problem = coll.problemOf(wanted, 'query')
  if (problem === null && limit !== null && !fits<i64>(limit)) problem = new HairaError("'limit' must be an int")
  if (problem !== null) return new Tuple2<R[], HairaError | null>(results, problem)

  const vector = unbox<f64[]>(wanted)
  const filter = fieldOf(query, 'filter')
  const found: Found[] = []
  for (let i = 0; i < coll.entries.length; i++) {
    const entry = coll.entries[i]
    if (passes(entry.metadata, filter)) found.push(new Found(entry, 1 - similarity(vector, entry.embedding)))
  }
  const nearest = sorted<Found, Nearest>(found, new Nearest())
  const most = limit === null ? 5 : unbox<i64>(limit)
  for (let i = 0; i < nearest.length && i < most; i++) {
    const entry = nearest[i].entry
    results.push(instantiate<R>(entry.content, entry.metadata, nearest[i].distance))
  }
  return new Tuple2<R[], HairaError | null>(results, null)
}

class Nearest {
  isAfter(a: Found, b: Found): bool {
    return a.distance > b.distance
  }
}

function fieldOf(value: Any | null, name: string): Any | null {
  return value !== null && value.hasField(name) ? value.field(name) : null
}

/** `vector.format(results)`: a line for each. */
export function format<R>(results: R[]): string {
  if (results.length == 0) return 'No results found.'
  let text = ''
  for (let i = 0; i < results.length; i++) {
    const score = fixed(1 - results[i].distance, 3)
    text += (i == 0 ? '[' : '\n[') + (i + 1).toString() + '] (score: ' + score + ') ' + results[i].content
  }
  return text
}
