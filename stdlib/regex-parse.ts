// From the text of a regular expression to its program (RE2's syntax). There is no tree: what belongs together is one run of
// instructions whose jumps are relative, so an operator puts an instruction before it, or repeats it, by copying.

import { CharSet, LAST, unicodeSet } from './regex-set'

// Instructions: an operation and two operands.
/** The text matches. */
export const MATCH: i32 = 0
/** One character. */
export const CHAR: i32 = 1
/** A character of a set, by its number. */
export const SET: i32 = 2
export const ANY: i32 = 3
export const ANY_BUT_NEWLINE: i32 = 4
/** Goes on at either place, the first one preferred. */
export const SPLIT: i32 = 5
export const JUMP: i32 = 6
/** Notes the position in a slot. */
export const SAVE: i32 = 7
/** Goes on if the position is of a kind. */
export const ASSERT: i32 = 8

// Kinds of positions.
export const TEXT_START: i32 = 0
export const TEXT_END: i32 = 1
export const LINE_START: i32 = 2
export const LINE_END: i32 = 3
export const WORD_BOUNDARY: i32 = 4
export const NO_WORD_BOUNDARY: i32 = 5

/** Operands in an instruction, with its operation. */
export const WIDTH: i32 = 3

const MAX_REPEAT: i32 = 1000
const MAX_DEPTH: i32 = 1000
const MAX_CODE: i32 = 100_000

// Flags of `(?ims U)`.
const FOLD: i32 = 1
const MULTILINE: i32 = 2
const DOT_ALL: i32 = 4
const UNGREEDY: i32 = 8

/** Parses a pattern. If `problem` is not empty it is wrong. */
export class RegexParser {
  problem: string = ''
  code: i32[] = []
  sets: CharSet[] = []
  /** Names of the groups, '' for those without; the whole match is the first. */
  names: string[] = ['']
  private at: i32 = 0
  private flags: i32 = 0
  private depth: i32 = 0
  /** How often the latest run is repeated where it is repeated most. */
  private repeats: i32 = 1
  /** Whether the latest run can match nothing. */
  private nullable: bool = true

  constructor(private pattern: string) {
    this.emit(SAVE, 0)
    this.alternatives()
    if (this.problem == '' && this.at < pattern.length) this.fail('unexpected `)`')
    this.emit(SAVE, 1)
    this.emit(MATCH)
  }

  private fail(problem: string): void {
    if (this.problem == '') this.problem = problem
  }

  private get here(): i32 {
    return this.code.length / WIDTH
  }

  private emit(operation: i32, a: i32 = 0, b: i32 = 0): void {
    this.code.push(operation)
    this.code.push(a)
    this.code.push(b)
    if (this.code.length > MAX_CODE * WIDTH) this.fail('the pattern is too large')
  }

  // Puts an instruction before a run.
  private insert(before: i32, operation: i32, a: i32, b: i32): void {
    this.emit(0)
    const code = this.code
    const from = before * WIDTH
    code.copyWithin(from + WIDTH, from, code.length - WIDTH)
    code[from] = operation
    code[from + 1] = a
    code[from + 2] = b
  }

  // The unit at hand; -1 at the end.
  private peek(ahead: i32 = 0): i32 {
    return this.at + ahead < this.pattern.length ? this.pattern.charCodeAt(this.at + ahead) : -1
  }

  private skip(unit: i32): bool {
    if (this.peek() != unit) return false
    this.at++
    return true
  }

  // The character at hand, behind which it goes.
  private character(): i32 {
    const point = this.pattern.codePointAt(this.at)
    this.at += point > 0xffff ? 2 : 1
    return point
  }

  // ------------------------------------------------------------------------------------------------------- structure

  private alternatives(): void {
    const jumps: i32[] = []
    let repeats = 1
    let nullable = false
    while (true) {
      const start = this.here
      this.sequence()
      repeats = max(repeats, this.repeats)
      nullable = nullable || this.nullable
      if (this.problem != '' || !this.skip(124 /* | */)) break
      this.insert(start, SPLIT, 1, this.here - start + 2)
      jumps.push(this.here)
      this.emit(JUMP)
    }
    for (let i = 0; i < jumps.length; i++) this.code[jumps[i] * WIDTH + 1] = this.here - jumps[i]
    this.repeats = repeats
    this.nullable = nullable
  }

  private sequence(): void {
    let repeats = 1
    let nullable = true
    while (this.problem == '') {
      const unit = this.peek()
      if (unit < 0 || unit == 124 /* | */ || unit == 41 /* ) */) break
      const start = this.here
      if (this.atom()) this.repetition(start)
      repeats = max(repeats, this.repeats)
      nullable = nullable && this.nullable
    }
    this.repeats = repeats
    this.nullable = nullable
  }

  // One thing that can be repeated. False if it was something else: flags, or quoted text, which is taken apart.
  private atom(): bool {
    this.repeats = 1
    this.nullable = false
    switch (this.peek()) {
      case 40 /* ( */:
        return this.group()
      case 91 /* [ */:
        this.bracket()
        break
      case 46 /* . */:
        this.at++
        this.emit((this.flags & DOT_ALL) != 0 ? ANY : ANY_BUT_NEWLINE)
        break
      case 94 /* ^ */:
        this.at++
        this.assertion((this.flags & MULTILINE) != 0 ? LINE_START : TEXT_START)
        break
      case 36 /* $ */:
        this.at++
        this.assertion((this.flags & MULTILINE) != 0 ? LINE_END : TEXT_END)
        break
      case 92 /* \ */:
        return this.escape()
      case 123 /* { */:
        if (this.countEnd() > 0) this.fail('nothing to repeat before `' + this.pattern.charAt(this.at) + '`')
        else this.literal(this.character())
        break
      case 42 /* * */:
      case 43 /* + */:
      case 63 /* ? */:
        this.fail('nothing to repeat before `' + this.pattern.charAt(this.at) + '`')
        break
      default:
        this.literal(this.character())
    }
    return true
  }

  private assertion(kind: i32): void {
    this.nullable = true
    this.emit(ASSERT, kind)
  }

  private literal(point: i32): void {
    if ((this.flags & FOLD) == 0) return this.emit(CHAR, point)
    const set = new CharSet()
    set.add(point, point)
    this.foldedSet(set)
  }

  private foldedSet(set: CharSet): void {
    set.fold()
    if (set.ranges.length == 2 && set.ranges[0] == set.ranges[1]) this.emit(CHAR, set.ranges[0])
    else this.emitSet(set)
  }

  // An ordered set.
  private emitSet(set: CharSet): void {
    this.emit(SET, this.sets.length)
    this.sets.push(set)
  }

  private group(): bool {
    const flags = this.flags
    this.at++
    let number = -1
    if (this.skip(63 /* ? */)) {
      const named = this.peek() == 80 /* P */ && this.peek(1) == 60 ? 2 : this.peek() == 60 /* < */ ? 1 : 0
      if (named > 0 && this.peek(1) != 61 /* = */ && this.peek(1) != 33 /* ! */) {
        this.at += named
        const name = this.groupName()
        if (this.problem != '') return true
        number = this.names.length
        this.names.push(name)
      } else if (!this.groupFlags()) {
        this.nullable = true
        return false
      }
    } else {
      number = this.names.length
      this.names.push('')
    }
    if (++this.depth > MAX_DEPTH) this.fail('groups are nested too deeply')
    if (number >= 0) this.emit(SAVE, number * 2)
    if (this.problem == '') this.alternatives()
    if (number >= 0) this.emit(SAVE, number * 2 + 1)
    this.depth--
    if (!this.skip(41 /* ) */)) this.fail('missing `)`')
    this.flags = flags
    return true
  }

  private groupName(): string {
    const from = this.at
    while (isWord(this.peek())) this.at++
    const name = this.pattern.substring(from, this.at)
    if (name == '' || !this.skip(62 /* > */)) this.fail('a group needs a name of letters, digits and `_`, and `>`')
    else if (this.names.includes(name)) this.fail('two groups are named `' + name + '`')
    return name
  }

  // True if a group follows, with these flags for it alone.
  private groupFlags(): bool {
    let on = true
    let any = false
    let flags = this.flags
    while (true) {
      const unit = this.peek()
      let flag = 0
      if (unit == 105 /* i */) flag = FOLD
      else if (unit == 109 /* m */) flag = MULTILINE
      else if (unit == 115 /* s */) flag = DOT_ALL
      else if (unit == 85 /* U */) flag = UNGREEDY
      else if (unit == 45 /* - */ && on) {
        on = false
        any = false
        this.at++
        continue
      } else if ((unit == 58 /* : */ || unit == 41) /* ) */ && (on || any)) {
        this.at++
        this.flags = flags
        return unit == 58
      } else {
        this.fail(unit == 61 || unit == 33 || unit == 60 ? 'look-around is not supported' : 'unknown group `(?`')
        return false
      }
      flags = on ? flags | flag : flags & ~flag
      any = true
      this.at++
    }
  }

  // ------------------------------------------------------------------------------------------------------ repetition

  private repetition(start: i32): void {
    if (this.problem != '') return
    let least = 0
    let most = -1
    const from = this.at
    switch (this.peek()) {
      case 42 /* * */:
        break
      case 43 /* + */:
        least = 1
        break
      case 63 /* ? */:
        most = 1
        break
      case 123 /* { */:
        {
          const end = this.countEnd()
          if (end == 0) return
          this.at++
          least = this.count()
          most = this.skip(44 /* , */) ? (this.peek() == 125 ? -1 : this.count()) : least
          if (least > MAX_REPEAT || most > MAX_REPEAT || (most >= 0 && least > most)) {
            return this.fail('invalid repeat count `' + this.pattern.substring(from, end) + '`')
          }
          break
        }
      default:
        return
    }
    this.at++
    const lazy = this.skip(63 /* ? */) != ((this.flags & UNGREEDY) != 0)
    const next = this.peek()
    if (next == 42 || next == 43 || next == 63 || (next == 123 && this.countEnd() > 0)) {
      return this.fail('`' + this.pattern.substring(from, this.at + 1) + '` repeats a repetition')
    }
    this.repeats *= max(max(least, most), 1)
    if (this.repeats > MAX_REPEAT) return this.fail('repetitions within each other are more than 1000')
    this.repeat(start, least, most, lazy)
  }

  // The offset behind `{2}`, `{2,}` or `{2,5}`; 0 if that is not what is at hand.
  private countEnd(): i32 {
    let at = this.at + 1
    const first = at
    while (isDigit(unitAt(this.pattern, at))) at++
    if (at == first) return 0
    if (unitAt(this.pattern, at) == 44 /* , */) {
      at++
      while (isDigit(unitAt(this.pattern, at))) at++
    }
    return unitAt(this.pattern, at) == 125 /* } */ ? at + 1 : 0
  }

  private count(): i32 {
    let value = 0
    while (isDigit(this.peek())) value = min(value * 10 + this.pattern.charCodeAt(this.at++) - 48, MAX_REPEAT + 1)
    return value
  }

  // Repeats the run that begins at `start`; `most` is negative for no limit.
  private repeat(start: i32, least: i32, most: i32, lazy: bool): void {
    const size = this.here - start
    const run = this.code.slice(start * WIDTH)
    if (most == 0) {
      this.code.length = start * WIDTH
      this.nullable = true
      return
    }
    for (let i = 1; i < least; i++) this.copy(run)
    if (most < 0) {
      if (least > 0) return this.again(this.here - size, lazy)
      // What can match nothing is tried once before it is given up, so that the order of preference stays right.
      if (this.nullable) {
        this.again(start, lazy)
        return this.maybe(start, lazy)
      }
      this.insert(start, SPLIT, 1, size + 2)
      this.choose(start, lazy)
      this.emit(JUMP, start - this.here)
      this.nullable = true
      return
    }
    const optional = least == 0 ? most - 1 : most - least
    for (let i = 0; i < optional; i++) {
      this.emit(SPLIT, 1, (optional - i) * (size + 1))
      this.choose(this.here - 1, lazy)
      this.copy(run)
    }
    if (least == 0) this.maybe(start, lazy)
  }

  private copy(run: i32[]): void {
    if (this.code.length + run.length > MAX_CODE * WIDTH) this.fail('the pattern is too large')
    else for (let i = 0; i < run.length; i++) this.code.push(run[i])
  }

  // Once or more.
  private again(start: i32, lazy: bool): void {
    this.emit(SPLIT, start - this.here, 1)
    this.choose(this.here - 1, lazy)
  }

  // Once or not at all.
  private maybe(start: i32, lazy: bool): void {
    this.insert(start, SPLIT, 1, this.here - start + 1)
    this.choose(start, lazy)
    this.nullable = true
  }

  // Turns a choice around where less is preferred.
  private choose(split: i32, lazy: bool): void {
    if (!lazy || this.problem != '') return
    const at = split * WIDTH
    const first = this.code[at + 1]
    this.code[at + 1] = this.code[at + 2]
    this.code[at + 2] = first
  }

  // --------------------------------------------------------------------------------------------------------- escapes

  private escape(): bool {
    const unit = this.peek(1)
    const kind = positionOf(unit)
    if (kind >= 0) {
      this.at += 2
      this.assertion(kind)
      return true
    }
    if (unit == 81 /* Q */) return this.quoted()
    const set = this.classEscape()
    if (set !== null) {
      set.order()
      this.emitSet(set)
    } else if (this.problem == '') this.literal(this.escapedCharacter())
    return true
  }

  // `\Q…\E`: each character by itself, so that an operator after it belongs to the last one.
  private quoted(): bool {
    this.at += 2
    let nullable = true
    let start = this.here
    while (this.at < this.pattern.length) {
      if (this.peek() == 92 && this.peek(1) == 69 /* E */) {
        this.at += 2
        if (this.here > start) this.repetition(start)
        break
      }
      if (this.here > start) nullable = false
      start = this.here
      this.literal(this.character())
    }
    this.nullable = nullable && (this.nullable || this.here == start)
    return false
  }

  // `\d`, `\pL` and their like; null if something else is at hand.
  private classEscape(): CharSet | null {
    const unit = this.peek(1)
    const lower = unit | 32
    if (lower == 112 /* p */) return this.property()
    if (unit < 0 || (lower != 100 && lower != 115 && lower != 119)) return null
    this.at += 2
    const set = new CharSet()
    if (lower == 100 /* d */) set.add(48, 57)
    else if (lower == 115 /* s */) {
      set.add(9, 10)
      set.add(12, 13)
      set.add(32, 32)
    } else addWord(set)
    return this.finished(set, unit < 97)
  }

  private finished(set: CharSet, negated: bool): CharSet {
    if ((this.flags & FOLD) != 0) set.fold()
    if (negated) set.negate()
    return set
  }

  // `\pL`, `\p{Greek}`, `\p{^Greek}`, `\PL`
  private property(): CharSet | null {
    const from = this.at
    let negated = this.peek(1) == 80 /* P */
    this.at += 2
    let name = ''
    if (this.skip(123 /* { */)) {
      const end = this.pattern.indexOf('}', this.at)
      if (this.skip(94 /* ^ */)) negated = !negated
      if (end >= this.at) {
        name = this.pattern.substring(this.at, end)
        this.at = end + 1
      }
    } else if (this.at < this.pattern.length) {
      const start = this.at
      this.character()
      name = this.pattern.substring(start, this.at)
    }
    let set: CharSet | null = null
    if (name != '') set = unicodeSet(name)
    if (set === null) {
      this.fail('unknown character class `' + this.pattern.substring(from, this.at) + '`')
      return null
    }
    return this.finished(set, negated)
  }

  // The character of an escape: `\n`, `\x41`, `\x{1F600}`, `\101`, `\.`
  private escapedCharacter(): i32 {
    const from = this.at++
    if (this.at >= this.pattern.length) {
      this.fail('`\\` at the end')
      return 0
    }
    const point = this.character()
    switch (point) {
      case 97 /* a */:
        return 7
      case 102 /* f */:
        return 12
      case 110 /* n */:
        return 10
      case 114 /* r */:
        return 13
      case 116 /* t */:
        return 9
      case 118 /* v */:
        return 11
      case 120 /* x */:
        return this.hexadecimal(from)
    }
    // One digit alone would be a back-reference.
    const isOctal = point == 48 || (point > 48 && point < 56 && isOctalDigit(this.peek()))
    if (isOctal) {
      let value = point - 48
      for (let i = 0; i < 2 && isOctalDigit(this.peek()); i++)
        value = value * 8 + this.pattern.charCodeAt(this.at++) - 48
      return value
    }
    if (isDigit(point)) this.fail('back-references are not supported')
    else if (point > 127 || isWord(point)) {
      if (point != 95 /* _ */) this.fail('unknown escape `' + this.pattern.substring(from, this.at) + '`')
    }
    return point
  }

  private hexadecimal(from: i32): i32 {
    let value = 0
    let digits = 0
    const braces = this.skip(123 /* { */)
    while ((braces || digits < 2) && hexValue(this.peek()) >= 0) {
      value = min(value * 16 + hexValue(this.pattern.charCodeAt(this.at++)), LAST + 1)
      digits++
    }
    const isWhole = braces ? digits > 0 && this.skip(125 /* } */) : digits == 2
    if (!isWhole || value > LAST) this.fail('unknown escape `' + this.pattern.substring(from, this.at) + '`')
    return value
  }

  // --------------------------------------------------------------------------------------------------------- classes

  // `[…]`
  private bracket(): void {
    this.at++
    const negated = this.skip(94 /* ^ */)
    const set = new CharSet()
    // Folded together at the end; what is finished already stands apart, since complements must not be.
    const finished = new CharSet()
    let isFirst = true
    while (this.problem == '' && (isFirst || this.peek() != 93) /* ] */) {
      isFirst = false
      if (this.peek() < 0) return this.fail('missing `]`')
      if (this.peek() == 91 && this.peek(1) == 58 /* : */ && this.posix(finished)) continue
      if (this.peek() == 92) {
        const escaped = this.classEscape()
        if (escaped !== null) {
          finished.addAll(escaped)
          continue
        }
      }
      this.range(set)
    }
    this.at++
    if (this.problem != '') return
    if ((this.flags & FOLD) != 0) set.fold()
    set.addAll(finished)
    if (negated) set.negate()
    else set.order()
    this.emitSet(set)
  }

  private range(set: CharSet): void {
    const start = this.at
    const from = this.member()
    let to = from
    if (this.peek() == 45 /* - */ && this.peek(1) >= 0 && this.peek(1) != 93 /* ] */) {
      this.at++
      to = this.member()
      if (to < from) this.fail('invalid range `' + this.pattern.substring(start, this.at) + '`')
    }
    set.add(from, to)
  }

  private member(): i32 {
    if (this.peek() < 0) {
      this.fail('missing `]`')
      return 0
    }
    return this.peek() == 92 ? this.escapedCharacter() : this.character()
  }

  // `[:alpha:]`, `[:^alpha:]`; false if what is at hand only looks like it.
  private posix(set: CharSet): bool {
    const end = this.pattern.indexOf(':]', this.at + 2)
    if (end < 0) return false
    const negated = this.peek(2) == 94 /* ^ */
    const name = this.pattern.substring(this.at + (negated ? 3 : 2), end)
    const found = posixSet(name)
    if (found === null) this.fail('unknown character class `' + this.pattern.substring(this.at, end + 2) + '`')
    else set.addAll(this.finished(found, negated))
    this.at = end + 2
    return true
  }
}

// `\A`, `\z`, `\b`, `\B`; -1 for something else.
function positionOf(unit: i32): i32 {
  if (unit == 65 /* A */) return TEXT_START
  if (unit == 122 /* z */) return TEXT_END
  if (unit == 98 /* b */) return WORD_BOUNDARY
  return unit == 66 /* B */ ? NO_WORD_BOUNDARY : -1
}

function addWord(set: CharSet): void {
  set.add(48, 57)
  set.add(65, 90)
  set.add(95, 95)
  set.add(97, 122)
}

function posixSet(name: string): CharSet | null {
  const set = new CharSet()
  if (name == 'alpha' || name == 'alnum') {
    set.add(65, 90)
    set.add(97, 122)
    if (name == 'alnum') set.add(48, 57)
  } else if (name == 'ascii') set.add(0, 127)
  else if (name == 'blank') {
    set.add(9, 9)
    set.add(32, 32)
  } else if (name == 'cntrl') {
    set.add(0, 31)
    set.add(127, 127)
  } else if (name == 'digit') set.add(48, 57)
  else if (name == 'graph') set.add(33, 126)
  else if (name == 'lower') set.add(97, 122)
  else if (name == 'print') set.add(32, 126)
  else if (name == 'punct') {
    set.add(33, 47)
    set.add(58, 64)
    set.add(91, 96)
    set.add(123, 126)
  } else if (name == 'space') {
    set.add(9, 13)
    set.add(32, 32)
  } else if (name == 'upper') set.add(65, 90)
  else if (name == 'word') addWord(set)
  else if (name == 'xdigit') {
    set.add(48, 57)
    set.add(65, 70)
    set.add(97, 102)
  } else return null
  return set
}

/** Whether `\w` stands for a unit. */
export function isWord(unit: i32): bool {
  return isDigit(unit) || (unit >= 65 && unit <= 90) || unit == 95 || (unit >= 97 && unit <= 122)
}

function isDigit(unit: i32): bool {
  return unit >= 48 && unit <= 57
}

function isOctalDigit(unit: i32): bool {
  return unit >= 48 && unit <= 55
}

function hexValue(unit: i32): i32 {
  const lower = unit | 32
  return isDigit(unit) ? unit - 48 : lower >= 97 && lower <= 102 ? lower - 87 : -1
}

function unitAt(text: string, at: i32): i32 {
  return at < text.length ? text.charCodeAt(at) : -1
}
