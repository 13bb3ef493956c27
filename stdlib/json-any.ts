// Reading JSON as values of type any: at once, since a tree between would cost as many objects again.

import { Any, AnyBool, AnyFloat, AnyInt, AnyOf, AnyString, wrapped } from './any'
import { readFloat } from './float-read'
import { copy } from './growing'
import { isDigit, unescape } from './json-node'
import { JsonText } from './json-text'
import { emptyMap, Map } from './ordered-map'

/** How many keys are remembered. Those of the objects of a list are the same ones. */
const KEYS = 64
/** No object gets more room than for these in advance: a large one may be followed by many small ones. */
const MOST_MEMBERS = 32

type Members = Map<string, Any | null>

/** Parses one text. If `problem` is not empty there was an error, and `value` is of no use. */
export class AnyParser extends JsonText {
  readonly value: Any | null
  private readonly keys: StaticArray<string | null> = new StaticArray<string | null>(KEYS)
  /** Elements of the arrays that have been begun, so that each list gets just the room that it needs. */
  private readonly elements: (Any | null)[] = []
  private readonly true: AnyBool = new AnyBool(true)
  private readonly false: AnyBool = new AnyBool(false)
  /** Where the key read last is remembered. */
  private place: i32 = 0
  /** By the place of their first key, the objects read last that begin with it: the next one is likely to have the same keys. */
  private readonly models: StaticArray<Members | null> = new StaticArray<Members | null>(KEYS)

  constructor(text: string) {
    super(text)
    this.value = this.next()
    this.end()
  }

  private next(): Any | null {
    const unit = this.blanks()
    switch (unit) {
      case 123 /* { */:
        return this.object()
      case 91 /* [ */:
        return this.array()
      case 34 /* " */:
        return this.quoted()
      case 116 /* t */:
        this.word('true')
        return this.true
      case 102 /* f */:
        this.word('false')
        return this.false
      case 110 /* n */:
        this.word('null')
        return null
      default:
        return this.numeral(unit)
    }
  }

  private quoted(): Any | null {
    const from = this.at + 1
    this.string()
    return this.isWrong ? null : wrapped<AnyString, string>(this.part(from, this.at - 1))
  }

  private numeral(unit: i32): Any | null {
    const from = this.at
    if (unit != 45 && !isDigit(unit)) {
      this.fail()
      return null
    }
    if (!this.number()) return null
    if (this.isInt) return wrapped<AnyInt, i64>(this.int)
    return wrapped<AnyFloat, f64>(readFloat(this.text, from, this.at))
  }

  private object(): Any {
    const map = emptyMap<string, Any | null>()
    const made = wrapped<AnyOf<Members>, Members>(map)
    if (this.opens(125)) return made
    let first = -1
    do {
      const from = this.key()
      if (this.isWrong) return made
      const key = this.known(from, this.to)
      if (first < 0) {
        first = this.place
        const model = this.models[first]
        if (model !== null) map.follow(model)
      }
      map.setNextKey(key, this.next())
    } while (this.another(125))
    this.models[first] = map.size <= MOST_MEMBERS ? map : null
    return made
  }

  private array(): Any {
    if (this.opens(93)) return new AnyOf<(Any | null)[]>([])
    const from = this.elements.length
    do this.elements.push(this.next())
    while (this.another(93))
    const list = this.elements.slice(from)
    this.elements.length = from
    return wrapped<AnyOf<(Any | null)[]>, (Any | null)[]>(list)
  }

  // A key as a string, the same one as before where it has been met lately.
  private known(from: i32, to: i32): string {
    const length = to - from
    this.place = 0
    if (length == 0) return ''
    const start = changetype<usize>(this.text) + ((<usize>from) << 1)
    const bytes = (<usize>length) << 1
    const place = (load<u16>(start) * 7 + load<u16>(start + bytes - 2) + length) & (KEYS - 1)
    this.place = place
    const last = this.keys[place]
    if (last !== null && last.length == length) {
      if (memory.compare(start, changetype<usize>(last), bytes) == 0) return last
    }
    const isPlain = this.isPlain
    const key = this.part(from, to)
    // What is written with escapes would not be found by how it is written.
    if (isPlain) this.keys[place] = key
    return key
  }

  // The text of the string read last.
  private part(from: i32, to: i32): string {
    if (!this.isPlain) return unescape(this.text, from, to)
    const bytes = (<usize>(to - from)) << 1
    if (bytes == 0) return ''
    const made = changetype<string>(__new(bytes, idof<string>()))
    copy(changetype<usize>(made), changetype<usize>(this.text) + ((<usize>from) << 1), bytes)
    return made
  }
}
