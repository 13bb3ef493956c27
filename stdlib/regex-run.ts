// Runs the program of a regular expression over a text: all ways to match at once, character by character, so the time is
// proportional to the text whatever the pattern is. Of several ways the one that a backtracking matcher would find first
// wins, as in RE2.

import { CharSet } from './regex-set'
import {
  ANY,
  ANY_BUT_NEWLINE,
  ASSERT,
  CHAR,
  isWord,
  JUMP,
  LINE_END,
  LINE_START,
  MATCH,
  NO_WORD_BOUNDARY,
  RegexParser,
  SAVE,
  SET,
  SPLIT,
  TEXT_END,
  TEXT_START,
  WIDTH,
} from './regex-parse'

/** Ways to go on, in order of preference: an instruction each, and the slots that it has noted. */
class Ways {
  count: i32 = 0
  instructions: StaticArray<i32>
  slots: StaticArray<i32> = new StaticArray<i32>(0)

  constructor(size: i32) {
    this.instructions = new StaticArray<i32>(size)
  }

  add(instruction: i32, noted: StaticArray<i32>, width: i32): void {
    const at = this.count++
    unchecked((this.instructions[at] = instruction))
    if (width == 0) return
    const end = (at + 1) * width
    if (end > this.slots.length) {
      const grown = new StaticArray<i32>(end << 1)
      memory.copy(changetype<usize>(grown), changetype<usize>(this.slots), (<usize>at * width) << 2)
      this.slots = grown
    }
    memory.copy(
      changetype<usize>(this.slots) + ((<usize>at * width) << 2),
      changetype<usize>(noted),
      (<usize>width) << 2,
    )
  }
}

/** A program that can be run. It holds its working space, and waits for nothing while it runs. */
export class Matcher {
  private code: StaticArray<i32>
  private sets: CharSet[]
  private current: Ways
  private next: Ways
  /** For each instruction the step in which it was last reached. */
  private reached: StaticArray<i32>
  private step: i32 = 0
  /** Instructions to look at, and slots to put back: a slot is negative. */
  private stack: StaticArray<i32>
  private noted: StaticArray<i32>
  /** What every match begins with. */
  private prefix: string = ''
  private isAnchored: bool
  /** Two offsets for each group, -1 for one that took no part. */
  readonly found: StaticArray<i32>
  private text: string = ''
  private width: i32 = 0

  constructor(parsed: RegexParser) {
    const size = parsed.code.length / WIDTH
    this.code = StaticArray.fromArray<i32>(parsed.code)
    this.sets = parsed.sets
    this.current = new Ways(size)
    this.next = new Ways(size)
    this.reached = new StaticArray<i32>(size)
    this.stack = new StaticArray<i32>((size + 1) * 3)
    this.noted = new StaticArray<i32>(parsed.names.length * 2)
    this.found = new StaticArray<i32>(parsed.names.length * 2)
    let at = WIDTH
    while (this.code[at] == CHAR) {
      this.prefix += String.fromCodePoint(this.code[at + 1])
      at += WIDTH
    }
    this.isAnchored = this.code[at] == ASSERT && this.code[at + 1] == TEXT_START && this.prefix == ''
  }

  /** Looks for the first match that begins at an offset or later. `width` slots are noted: none, 2, or all. */
  run(text: string, from: i32, width: i32): bool {
    this.text = text
    this.width = width
    // A step for each character and one more.
    if (this.step > i32.MAX_VALUE - text.length - 2) {
      this.step = 0
      this.reached.fill(0)
    }
    const isFound = this.search(from)
    this.text = ''
    return isFound
  }

  private search(from: i32): bool {
    const text = this.text
    let isFound = false
    let at = from
    this.current.count = 0
    this.step++
    while (true) {
      if (this.current.count == 0) {
        if (isFound || (this.isAnchored && at > 0)) return isFound
        if (this.prefix.length > 0) {
          at = text.indexOf(this.prefix, at)
          if (at < 0) return false
        }
      }
      if (!isFound) this.start(at)
      const point = at < text.length ? text.codePointAt(at) : -1
      const next = at + (point > 0xffff ? 2 : 1)
      this.step++
      this.next.count = 0
      if (this.advance(point, at, next)) {
        isFound = true
        if (this.width == 0) return true
      }
      if (point < 0) return isFound
      const used = this.current
      this.current = this.next
      this.next = used
      at = next
    }
  }

  // A match may begin here, if none has begun before.
  private start(at: i32): void {
    this.noted.fill(-1)
    this.follow(this.current, 0, at)
  }

  // Takes all ways one character further; whether one of them has come to its end before it.
  private advance(point: i32, at: i32, next: i32): bool {
    const current = this.current
    const code = this.code
    for (let i = 0; i < current.count; i++) {
      const instruction = unchecked(current.instructions[i])
      const operand = unchecked(code[instruction * WIDTH + 1])
      let isOn = false
      switch (unchecked(code[instruction * WIDTH])) {
        case CHAR:
          isOn = point == operand
          break
        case SET:
          isOn = point >= 0 && unchecked(this.sets[operand]).has(point)
          break
        case ANY:
          isOn = point >= 0
          break
        case ANY_BUT_NEWLINE:
          isOn = point >= 0 && point != 10
          break
        case MATCH:
          this.take(current, i, this.found)
          // Those behind it are of less preference.
          return true
      }
      if (!isOn) continue
      this.take(current, i, this.noted)
      this.follow(this.next, instruction + 1, next)
    }
    return false
  }

  private take(ways: Ways, at: i32, to: StaticArray<i32>): void {
    const bytes = (<usize>this.width) << 2
    memory.copy(changetype<usize>(to), changetype<usize>(ways.slots) + at * bytes, bytes)
  }

  // Adds all instructions that can be reached without a character. What was noted on the way is put back.
  private follow(ways: Ways, from: i32, at: i32): void {
    const code = this.code
    const stack = this.stack
    let top = 0
    unchecked((stack[top++] = from))
    while (top > 0) {
      let instruction = unchecked(stack[--top])
      if (instruction < 0) {
        unchecked((this.noted[-1 - instruction] = unchecked(stack[--top])))
        continue
      }
      while (unchecked(this.reached[instruction]) != this.step) {
        unchecked((this.reached[instruction] = this.step))
        const operation = unchecked(code[instruction * WIDTH])
        const operand = unchecked(code[instruction * WIDTH + 1])
        if (operation == JUMP) instruction += operand
        else if (operation == SPLIT) {
          unchecked((stack[top++] = instruction + unchecked(code[instruction * WIDTH + 2])))
          instruction += operand
        } else if (operation == SAVE) {
          if (operand < this.width) {
            unchecked((stack[top++] = unchecked(this.noted[operand])))
            unchecked((stack[top++] = -1 - operand))
            unchecked((this.noted[operand] = at))
          }
          instruction++
        } else if (operation == ASSERT) {
          if (!this.holds(operand, at)) break
          instruction++
        } else {
          ways.add(instruction, this.noted, this.width)
          break
        }
      }
    }
  }

  private holds(kind: i32, at: i32): bool {
    const text = this.text
    if (kind == TEXT_START) return at == 0
    if (kind == TEXT_END) return at == text.length
    if (kind == LINE_START) return at == 0 || text.charCodeAt(at - 1) == 10
    if (kind == LINE_END) return at == text.length || text.charCodeAt(at) == 10
    const isBoundary = (at > 0 && isWord(text.charCodeAt(at - 1))) != (at < text.length && isWord(text.charCodeAt(at)))
    return isBoundary != (kind == NO_WORD_BOUNDARY)
  }
}
