// From JSON to values of Haira types, checked: what does not fit is noted with its place, and decoding goes on, so that
// all problems are reported together. Types are known when compiling, so each needs only its own few tests.

import { ARRAY, BOOL, FLOAT, INT, Json, JsonParser, NULL, OBJECT, STRING } from './json-read'
import { File } from './file'
import { intText } from './number'
import { Some } from './option'
import { Map } from './ordered-map'
import { upload } from './upload'

/** What did not fit at a place: `age`, `items[2].price`. */
export class Problem {
  constructor(
    readonly place: string,
    /** What was expected there: `int`; empty where a value is missing. */
    readonly expected: string,
    /** What was there, as JSON. */
    readonly found: string,
  ) {}
}

/** All that did not fit. */
export class Problems {
  // There is one for every request, and nearly always nothing in it.
  private list: Problem[] | null = null

  get any(): bool {
    return this.list !== null
  }

  get count(): i32 {
    const list = this.list
    return list === null ? 0 : list.length
  }

  at(i: i32): Problem {
    return this.list![i]
  }

  add(place: string, expected: string, found: string): void {
    let list = this.list
    if (list === null) list = this.list = []
    list!.push(new Problem(place, expected, found))
  }

  /** All of them in a line: `missing field 'age'; price: expected float, got "x"`. */
  show(): string {
    let text = ''
    for (let i = 0; i < this.count; i++) {
      const problem = this.at(i)
      if (i > 0) text += '; '
      const place = problem.place
      const expected = problem.expected
      if (expected == '') text += "missing field '" + place + "'"
      else text += (place == '' ? '' : place + ': ') + 'expected ' + expected + ', got ' + problem.found
    }
    return text
  }
}

/** How lenient decoding is: what JSON allows, and what the texts of a path, a query or a model allow besides. */
export const STRICT: i32 = 0
/** Numbers may come as strings, as models write them. */
export const NUMERIC_STRINGS: i32 = 1
/** Everything comes as text: path segments and queries. */
export const TEXT: i32 = 2
/** The host's own account of the files that came with a request, which no client can write. */
export const FILES: i32 = 3

/** A node to be decoded, and where it stands. Classes of a program that are decoded have `read(json: JsonReader)`. */
export class JsonReader {
  /** Whether the last `attempt` succeeded. */
  fits: bool = false
  private attempts: i32 = 0

  constructor(
    private node: Json | null,
    private place: string,
    private problems: Problems,
    private leniency: i32 = STRICT,
  ) {}

  /** Whether the object has the key, with a value other than null. */
  has(key: string): bool {
    const node = this.child(key)
    return node !== null && node.kind != NULL
  }

  /** The value of a key. For an optional type, an absent key is null; otherwise it is a problem. */
  field<T>(key: string): T {
    const reader = new JsonReader(
      this.child(key),
      this.place == '' ? key : this.place + '.' + key,
      this.problems,
      this.leniency,
    )
    return reader.read<T>()
  }

  /** Whether the node is a variant of an enum: its name, or `{"Name": [payload]}`. */
  isVariant(name: string, count: i32): bool {
    const node = this.node!
    if (count == 0) return node.kind == STRING && node.text == name
    const first = node.kind == OBJECT ? node.first : null
    return (
      first !== null && first.next === null && first.key == name && first.kind == ARRAY && this.length(first) == count
    )
  }

  /** What a variant carries at a position. */
  payload<T>(name: string, at: i32): T {
    let item = this.node!.first!.first
    for (let i = 0; i < at; i++) item = item!.next
    return new JsonReader(
      item,
      this.place + '.' + name + '[' + intText(at) + ']',
      this.problems,
      this.leniency,
    ).read<T>()
  }

  /** A node that is no variant of the enum. */
  noVariant<T>(name: string): T {
    return this.mismatch<T>(name, this.node!)
  }

  /** The node itself. */
  get value(): Json {
    return this.node!
  }

  /** Whether a union's members are to be tried: first strictly, so that a text stays one, then as leniently as allowed. */
  tryAgain(): bool {
    return this.attempts++ < (this.leniency == STRICT ? 1 : 2)
  }

  /** The node as a value of type T, if it is one; `fits` tells. */
  attempt<T>(): T {
    const problems = new Problems()
    const leniency = this.attempts > 1 ? this.leniency : STRICT
    const value = new JsonReader(this.node, this.place, problems, leniency).read<T>()
    this.fits = !problems.any
    return value
  }

  /** An element of the node, which is a tuple. */
  item<T>(index: i32): T {
    const source = this.leniency == TEXT ? this.scalar(this.node!) : this.node!
    let item = source.first
    for (let i = 0; i < index; i++) item = item!.next
    return new JsonReader(item, this.place + '[' + intText(index) + ']', this.problems, this.leniency).read<T>()
  }

  private length(list: Json): i32 {
    let count = 0
    let item = list.first
    while (item !== null) {
      count++
      item = item.next
    }
    return count
  }

  private child(key: string): Json | null {
    const node = this.node
    return node === null ? null : node.get(key)
  }

  /** The node as a value of type T; some value of the type if it does not fit. */
  read<T>(): T {
    const node = this.node
    if (isNullable<T>()) {
      if (node === null || node.kind == NULL) return changetype<T>(<usize>0)
      return this.present<NonNullable<T>>(node)
    }
    if (node !== null) return this.present<T>(node)
    this.problems.add(this.place, '', '')
    return blank<T>()
  }

  private present<T>(node: Json): T {
    if (isBoolean<T>()) return <T>this.bool(node)
    if (isInteger<T>()) return this.integer<T>(node)
    if (isFloat<T>()) return <T>this.number(node)
    if (isString<T>()) return changetype<T>(this.text(node))
    if (isArray<T>()) return changetype<T>(this.list<valueof<T>>(node))
    if (idof<T>() == idof<File>()) {
      return this.leniency == FILES ? changetype<T>(upload(node)) : this.mismatch<T>('file', node)
    }
    const empty = changetype<T>(__new(offsetof<T>(), idof<T>()))
    if (empty instanceof Some) return changetype<T>(this.some(empty, node))
    // A class that stands for what is read, and whose instances nobody sees.
    if (isDefined(empty.readAny)) {
      return changetype<T>(empty.readAny(new JsonReader(node, this.place, this.problems, this.leniency)))
    }
    if (isDefined(empty.readItems)) {
      const source = this.leniency == TEXT ? this.scalar(node) : node
      const fits = source.kind == ARRAY && this.length(source) == empty.itemCount
      if (!fits) return this.mismatch<T>('list of ' + intText(empty.itemCount), node)
      empty.readItems(new JsonReader(node, this.place, this.problems, this.leniency))
      return empty
    }
    if (isDefined(empty.readVariant)) {
      return changetype<T>(empty.readVariant(new JsonReader(node, this.place, this.problems, this.leniency)))
    }
    if (isDefined(empty.read)) {
      if (node.kind != OBJECT) return this.mismatch<T>('object', node)
      empty.read(new JsonReader(node, this.place, this.problems, this.leniency))
      return empty
    }
    return changetype<T>(this.map(instantiate<T>(), node))
  }

  private mismatch<T>(expected: string, node: Json): T {
    this.problems.add(this.place, expected, shorten(node.json))
    return blank<T>()
  }

  // Text stands for a value of another type where leniency says so: it is parsed as JSON would be.
  private scalar(node: Json): Json {
    if (node.kind != STRING || this.leniency == STRICT) return node
    const parser = new JsonParser(node.text)
    const parsed = parser.root
    if (parser.problem != '') return node
    const numeric = parsed.kind == INT || parsed.kind == FLOAT
    return numeric || this.leniency == TEXT ? parsed : node
  }

  private bool(node: Json): bool {
    const scalar = this.leniency == TEXT ? this.scalar(node) : node
    return scalar.kind == BOOL ? scalar.int != 0 : this.mismatch<bool>('bool', node)
  }

  private integer<T>(node: Json): T {
    const scalar = this.scalar(node)
    let value = scalar.int
    if (scalar.kind == FLOAT && floor(scalar.float) == scalar.float && abs(scalar.float) < 9007199254740992) {
      value = <i64>scalar.float
    } else if (scalar.kind != INT) return this.mismatch<T>('int', node)
    // @ts-ignore: T is an integer
    const fits = <i64>(<T>value) == value && (isSigned<T>() || value >= 0)
    return fits ? <T>value : this.mismatch<T>('int', node)
  }

  private number(node: Json): f64 {
    const scalar = this.scalar(node)
    return scalar.kind == INT || scalar.kind == FLOAT ? scalar.float : this.mismatch<f64>('float', node)
  }

  private text(node: Json): string {
    return node.kind == STRING ? node.text : this.mismatch<string>('string', node)
  }

  private list<E>(node: Json): E[] {
    const list: E[] = []
    const source = this.leniency == TEXT ? this.scalar(node) : node
    if (source.kind != ARRAY) {
      // One text or file of a form is a list of one.
      if (this.leniency == TEXT || this.leniency == FILES) {
        return [new JsonReader(node, this.place, this.problems, this.leniency).read<E>()]
      }
      return this.mismatch<E[]>('list', node)
    }
    let item = source.first
    while (item !== null) {
      const place = this.place + '[' + intText(list.length) + ']'
      list.push(new JsonReader(item, place, this.problems, this.leniency).read<E>())
      item = item.next
    }
    return list
  }

  private some<T>(empty: Some<T>, node: Json): Some<T> {
    empty.value = this.present<T>(node)
    return empty
  }

  private map<K, V>(map: Map<K, V>, node: Json): Map<K, V> {
    if (node.kind != OBJECT) return this.mismatch<Map<K, V>>('map', node)
    let member = node.first
    while (member !== null) {
      const key = member.key
      if (isString<K>()) map.set(key, this.field<V>(key))
      else map.set(new JsonReader(new JsonParser(key).root, this.place, this.problems).read<K>(), this.field<V>(key))
      member = member.next
    }
    return map
  }
}

// A value to go on with after a mismatch. Nobody sees it: the problems reject the whole.
function blank<T>(): T {
  if (isReference<T>()) return changetype<T>(<usize>0)
  // @ts-ignore: a number, as what is not a reference is one
  else return <T>0
}

// Messages quote what was found, but not all of a long text.
function shorten(text: string): string {
  return text.length <= 60 ? text : text.substring(0, 57) + '...'
}
