// Reading JSON: a strict parser (RFC 8259) into the tree of json-node.ts. Errors tell line and column; nesting has a limit,
// since the text may come from anyone.

import {
  ARRAY,
  BOOL,
  escapedUnit,
  findSpecial,
  FLOAT,
  hexDigit,
  isDigit,
  Json,
  NULL,
  OBJECT,
  STRING,
} from './json-node'
import { intText } from './number'

export { ARRAY, BOOL, FLOAT, INT, Json, NULL, OBJECT, STRING } from './json-node'

const MAX_DEPTH: i32 = 500

/** Parses one text. `root` is the tree; if `problem` is not empty there was an error, and `root` is of no use. */
export class JsonParser {
  problem: string = ''
  private at: i32 = 0
  private length: i32
  private depth: i32 = 0
  readonly root: Json

  constructor(private text: string) {
    this.length = text.length
    this.root = new Json(NULL)
    this.root = this.document()
  }

  private document(): Json {
    const node = this.node()
    if (this.problem == '') {
      this.blanks()
      if (this.at < this.length) this.fail()
    }
    return node
  }

  // The unit at hand, -1 at the end. Read from memory, since a method call for each unit would take most of the time.
  private peek(): i32 {
    return this.at < this.length ? <i32>load<u16>(changetype<usize>(this.text) + ((<usize>this.at) << 1)) : -1
  }

  private blanks(): void {
    while (true) {
      const unit = this.peek()
      if (unit != 32 && unit != 10 && unit != 13 && unit != 9) return
      this.at++
    }
  }

  private fail(what: string = ''): Json {
    if (this.problem == '') {
      const found = this.at < this.length ? "unexpected '" + this.character() + "'" : 'unexpected end'
      this.problem = (what == '' ? found : what) + ' at ' + this.position()
    }
    return new Json(NULL)
  }

  private character(): string {
    const isPair = (this.peek() & 0xfc00) == 0xd800
    return this.text.substring(this.at, this.at + (isPair ? 2 : 1))
  }

  // Columns count code points, so the second half of a surrogate pair does not count.
  private position(): string {
    let line = 1
    let column = 1
    for (let i = 0; i < this.at; i++) {
      const unit = this.text.charCodeAt(i)
      if (unit == 10) {
        line++
        column = 1
      } else if ((unit & 0xfc00) != 0xdc00) column++
    }
    return intText(line) + ':' + intText(column)
  }

  private node(): Json {
    this.blanks()
    const node = this.value()
    node.endAt(this.at)
    return node
  }

  private start(kind: i32): Json {
    return new Json(kind, this.text, this.at)
  }

  private value(): Json {
    const unit = this.peek()
    switch (unit) {
      case 123 /* { */:
        return this.object()
      case 91 /* [ */:
        return this.array()
      case 34 /* " */:
        return this.quoted()
      case 116 /* t */:
        return this.word('true', BOOL, 1)
      case 102 /* f */:
        return this.word('false', BOOL, 0)
      case 110 /* n */:
        return this.word('null', NULL, 0)
      default:
        return unit == 45 || isDigit(unit) ? this.number() : this.fail()
    }
  }

  private word(word: string, kind: i32, value: i64): Json {
    const node = this.start(kind)
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.peek() != word.charCodeAt(i)) return this.fail()
    }
    node.int = value
    return node
  }

  private object(): Json {
    const node = this.start(OBJECT)
    let last: Json | null = null
    if (this.opens(125)) return node
    while (true) {
      this.blanks()
      if (this.peek() != 34) return this.fail()
      const from = this.at + 1
      this.string()
      const to = this.at - 1
      this.blanks()
      if (this.peek() != 58) return this.fail()
      this.at++
      const member = this.node()
      member.setKey(from, to)
      if (last === null) node.first = member
      else last.next = member
      last = member
      if (!this.another(125)) return node
    }
  }

  private array(): Json {
    const node = this.start(ARRAY)
    let last: Json | null = null
    if (this.opens(93)) return node
    while (true) {
      const element = this.node()
      if (last === null) node.first = element
      else last.next = element
      last = element
      if (!this.another(93)) return node
    }
  }

  // Enters an array or object; true if there is nothing in it, or too much around it.
  private opens(close: i32): bool {
    if (this.depth >= MAX_DEPTH) {
      this.fail('nested deeper than ' + intText(MAX_DEPTH))
      return true
    }
    this.at++
    this.blanks()
    if (this.peek() != close) {
      this.depth++
      return false
    }
    this.at++
    return true
  }

  // After an element: whether a comma, and so another element, follows.
  private another(close: i32): bool {
    if (this.problem != '') return false
    this.blanks()
    const unit = this.peek()
    if (unit == 44) {
      this.at++
      return true
    }
    if (unit == close) {
      this.at++
      this.depth--
    } else this.fail()
    return false
  }

  private quoted(): Json {
    const node = this.start(STRING)
    this.string()
    return node
  }

  // Goes behind a string, and looks at its escapes on the way.
  private string(): void {
    this.at++
    while (true) {
      this.at = findSpecial(this.text, this.at, this.length)
      const unit = this.peek()
      if (unit == 34) break
      if (unit != 92 || !this.escape()) {
        this.fail()
        return
      }
      this.at++
    }
    this.at++
  }

  // Goes to the last unit of an escape.
  private escape(): bool {
    this.at++
    if (this.peek() != 117 /* u */) return escapedUnit(this.peek()) >= 0
    for (let i = 0; i < 4; i++) {
      this.at++
      if (hexDigit(this.peek()) < 0) return false
    }
    return true
  }

  private digits(): bool {
    const from = this.at
    while (isDigit(this.peek())) this.at++
    return this.at > from
  }

  private number(): Json {
    const node = this.start(FLOAT)
    const negative = this.peek() == 45
    if (negative) this.at++
    const first = this.at
    if (!this.digits()) return this.fail()
    if (this.text.charCodeAt(first) == 48 && this.at > first + 1) {
      this.at = first + 1
      return this.fail()
    }
    const integral = this.at
    if (this.peek() == 46) {
      this.at++
      if (!this.digits()) return this.fail()
    }
    if ((this.peek() | 32) == 101) {
      this.at++
      if (this.peek() == 43 || this.peek() == 45) this.at++
      if (!this.digits()) return this.fail()
    }
    if (this.at == integral) this.integer(node, first, negative)
    return node
  }

  // Makes the node an INT if its digits, from `first` to here, are within 64 bits. 19 digits never overflow a u64.
  private integer(node: Json, first: i32, negative: bool): void {
    if (this.at - first > 19) return
    let value: u64 = 0
    for (let i = first; i < this.at; i++) value = value * 10 + <u64>(this.text.charCodeAt(i) - 48)
    if (value <= <u64>i64.MAX_VALUE + <u64>negative) node.becomeInt(negative ? -(<i64>value) : <i64>value)
  }
}
