// Reading JSON without a tree: a cursor over a text that is known to be right, because the host has written it. For
// replies of which every part is used, where a tree would cost an object a value.

import { equalsPart, findSpecial, unescape } from './json-node'

/** A cursor. The caller knows the shape; what it does not expect it skips. */
export class JsonScanner {
  /** Where the string read last lies, without its quotes. */
  from: i32 = 0
  to: i32 = 0

  constructor(
    readonly text: string,
    /** Where the cursor is. */
    public at: i32 = 0,
  ) {}

  private unit(at: i32): i32 {
    return at < this.text.length ? <i32>load<u16>(changetype<usize>(this.text) + ((<usize>at) << 1)) : -1
  }

  private peek(): i32 {
    let unit = this.unit(this.at)
    while (unit == 32 || unit == 10 || unit == 13 || unit == 9) unit = this.unit(++this.at)
    return unit
  }

  /** Goes into the object or array at hand; false, and nothing is read, if there is something else. */
  enter(): bool {
    const unit = this.peek()
    if (unit != 123 && unit != 91) return false
    this.at++
    return true
  }

  /** In an object or array: whether there is one more. If not, it has been left. */
  more(): bool {
    const unit = this.peek()
    if (unit == 44 /* , */) {
      this.at++
      return true
    }
    if (unit != 125 && unit != 93 && unit >= 0) return true
    this.at++
    return false
  }

  /** Reads a key and the colon. */
  key(): void {
    this.string()
    if (this.peek() == 58) this.at++
  }

  /** Reads a string; something else counts as an empty one. */
  string(): void {
    if (this.peek() != 34) {
      this.skip()
      this.from = this.to = this.at
      return
    }
    this.from = ++this.at
    while (true) {
      this.at = findSpecial(this.text, this.at, this.text.length)
      if (this.unit(this.at) != 92) break
      this.at += 2
    }
    this.to = this.at++
  }

  /** Whether the string read last is this one. */
  is(text: string): bool {
    return equalsPart(text, this.text, this.from, this.to)
  }

  /** Reads a number without sign, point and exponent. */
  natural(): i64 {
    let value: i64 = 0
    let unit = this.peek()
    while (unit >= 48 && unit <= 57) {
      value = value * 10 + <i64>(unit - 48)
      unit = this.unit(++this.at)
    }
    return value
  }

  /** Reads a number without sign and exponent. */
  decimal(): f64 {
    const whole = <f64>this.natural()
    if (this.unit(this.at) != 46 /* . */) return whole
    const from = ++this.at
    const part = <f64>this.natural()
    let scale: f64 = 1
    for (let at = from; at < this.at; at++) scale *= 10
    return whole + part / scale
  }

  /** The text of the string read last. */
  get value(): string {
    return unescape(this.text, this.from, this.to)
  }

  /** Goes behind the value at hand, whatever it is. */
  skip(): void {
    let depth = 0
    do {
      const unit = this.peek()
      if (unit == 34) this.string()
      else if (unit == 123 || unit == 91) {
        depth++
        this.at++
      } else if (unit == 125 || unit == 93) {
        depth--
        this.at++
      } else if (!this.word()) this.at++
    } while (depth > 0 && this.at < this.text.length)
  }

  // Goes behind a number, true, false or null, if there is one: digits, letters, signs and points.
  private word(): bool {
    const from = this.at
    let unit = this.unit(from)
    while (unit == 43 || unit == 45 || unit == 46 || (unit >= 48 && unit <= 57) || (unit | 32) >= 97) {
      if ((unit | 32) > 122) break
      unit = this.unit(++this.at)
    }
    return this.at > from
  }
}
