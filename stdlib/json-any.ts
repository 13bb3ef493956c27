// Reading JSON as values of type any: at once, since a tree between would cost as many objects again.

import { Any, AnyBool, AnyFloat, AnyInt, AnyOf, AnyString } from './any'
import { readFloat } from './float-read'
import { isDigit, unescape } from './json-node'
import { JsonText } from './json-text'
import { Map } from './ordered-map'

/** How many keys are remembered. Those of the objects of a list are the same ones. */
const KEYS = 64
/** No object gets more room than for these in advance: a large one may be followed by many small ones. */
const MOST_MEMBERS = 32

/** Parses one text. If `problem` is not empty there was an error, and `value` is of no use. */
export class AnyParser extends JsonText {
  readonly value: Any | null
  private readonly keys: StaticArray<string | null> = new StaticArray<string | null>(KEYS)
  private readonly true: AnyBool = new AnyBool(true)
  private readonly false: AnyBool = new AnyBool(false)
  /** How many members the object read last has: the next one is likely to have as many. */
  private members: i32 = 0

  constructor(text: string) {
    super(text)
    this.value = this.next()
    this.end()
  }

  private next(): Any | null {
    this.blanks()
    const unit = this.peek()
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
    return this.problem == '' ? new AnyString(unescape(this.text, from, this.at - 1)) : null
  }

  private numeral(unit: i32): Any | null {
    const from = this.at
    if (unit != 45 && !isDigit(unit)) {
      this.fail()
      return null
    }
    if (!this.number()) return null
    if (this.isInt) return new AnyInt(this.int)
    return new AnyFloat(readFloat(this.text.substring(from, this.at)))
  }

  private object(): Any {
    const map = new Map<string, Any | null>()
    const made = new AnyOf<Map<string, Any | null>>(map)
    if (this.opens(125)) return made
    map.reserve(this.members)
    do {
      const from = this.key()
      if (this.problem != '') return made
      const key = this.known(from, this.to)
      map.set(key, this.next())
    } while (this.another(125))
    this.members = min(map.size, MOST_MEMBERS)
    return made
  }

  private array(): Any {
    const list = new Array<Any | null>()
    const made = new AnyOf<(Any | null)[]>(list)
    if (this.opens(93)) return made
    do list.push(this.next())
    while (this.another(93))
    return made
  }

  // A key as a string, the same one as before where it has been met lately.
  private known(from: i32, to: i32): string {
    const length = to - from
    if (length == 0) return ''
    const start = changetype<usize>(this.text) + ((<usize>from) << 1)
    const bytes = (<usize>length) << 1
    const place = (load<u16>(start) * 7 + load<u16>(start + bytes - 2) + length) & (KEYS - 1)
    const last = this.keys[place]
    if (last !== null && last.length == length) {
      if (memory.compare(start, changetype<usize>(last), bytes) == 0) return last
    }
    const key = unescape(this.text, from, to)
    // Only what is written without escapes is found again by how it is written.
    if (key.length == length) this.keys[place] = key
    return key
  }
}
