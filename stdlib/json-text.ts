// Going through a JSON text: blanks, strings, words and numbers as RFC 8259 has them. Errors tell line and column; nesting has
// a limit, since the text may come from anyone. What values the text stands for is for its subclasses to say.

import { escapedUnit, findSpecial, hexDigit, isDigit } from './json-node'
import { intText } from './number'

const MAX_DEPTH: i32 = 500

export abstract class JsonText {
  /** Where there was an error: what, and where. What has been read then is of no use. */
  problem: string = ''
  protected at: i32 = 0
  private length: i32
  /** Whether there is a problem. */
  protected isWrong: bool = false
  private depth: i32 = 0
  /** Where the key read last ends, without its quotes. */
  protected to: i32 = 0
  /** Whether the string read last stands as it is, without escapes. */
  protected isPlain: bool = false
  /** Whether the number read last is an int, and which. */
  protected isInt: bool = false
  protected int: i64 = 0

  constructor(protected text: string) {
    this.length = text.length
  }

  /** The unit at hand, -1 at the end. Read from memory, since a method call for each unit would take most of the time. */
  protected peek(): i32 {
    return this.at < this.length ? <i32>load<u16>(changetype<usize>(this.text) + ((<usize>this.at) << 1)) : -1
  }

  /** Goes behind blanks; gives the unit that is there. */
  protected blanks(): i32 {
    let unit = this.peek()
    while (unit == 32 || unit == 10 || unit == 13 || unit == 9) {
      this.at++
      unit = this.peek()
    }
    return unit
  }

  protected fail(what: string = ''): void {
    if (this.isWrong) return
    this.isWrong = true
    const found = this.at < this.length ? "unexpected '" + this.character() + "'" : 'unexpected end'
    this.problem = (what == '' ? found : what) + ' at ' + this.position()
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

  /** Only blanks may follow. */
  protected end(): void {
    if (this.isWrong) return
    this.blanks()
    if (this.at < this.length) this.fail()
  }

  /** Goes behind a word, if it is this one. */
  protected word(word: string): void {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.peek() != word.charCodeAt(i)) return this.fail()
    }
  }

  /** Goes behind a key and its colon; gives where the key begins, and notes where it ends. */
  protected key(): i32 {
    if (this.blanks() != 34) this.fail()
    const from = this.at + 1
    this.string()
    this.to = this.at - 1
    if (this.blanks() != 58) this.fail()
    this.at++
    return from
  }

  /** Enters an array or object; true if there is nothing in it, or too much around it. */
  protected opens(close: i32): bool {
    if (this.depth >= MAX_DEPTH) {
      this.fail('nested deeper than ' + intText(MAX_DEPTH))
      return true
    }
    this.at++
    if (this.blanks() != close) {
      this.depth++
      return false
    }
    this.at++
    return true
  }

  /** After an element: whether a comma, and so another element, follows. */
  protected another(close: i32): bool {
    if (this.isWrong) return false
    const unit = this.blanks()
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

  /** Goes behind a string, and looks at its escapes on the way. */
  protected string(): void {
    this.at++
    this.isPlain = true
    while (true) {
      this.at = findSpecial(this.text, this.at, this.length)
      const unit = this.peek()
      if (unit == 34) break
      this.isPlain = false
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

  // Goes behind digits, and gives the number that they are; more than 19 may overflow.
  private digits(): u64 {
    let value: u64 = 0
    let unit = this.peek()
    if (!isDigit(unit)) this.fail()
    while (isDigit(unit)) {
      value = value * 10 + <u64>(unit - 48)
      this.at++
      unit = this.peek()
    }
    return value
  }

  /** Goes behind a number. False if there is something else. */
  protected number(): bool {
    const isNegative = this.peek() == 45
    if (isNegative) this.at++
    const first = this.at
    const value = this.digits()
    // Nothing follows a zero but a point or an exponent.
    if (this.at > first + 1 && load<u16>(changetype<usize>(this.text) + ((<usize>first) << 1)) == 48) {
      this.at = first + 1
      this.fail()
    }
    const integral = this.at
    if (this.peek() == 46) {
      this.at++
      this.digits()
    }
    if ((this.peek() | 32) == 101) {
      this.at++
      if (this.peek() == 43 || this.peek() == 45) this.at++
      this.digits()
    }
    // 19 digits never overflow a u64.
    this.isInt = this.at == integral && this.at - first <= 19 && value <= <u64>i64.MAX_VALUE + <u64>isNegative
    this.int = isNegative ? -(<i64>value) : <i64>value
    return !this.isWrong
  }
}
