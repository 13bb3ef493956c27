// `regex.Regex`: a compiled regular expression and what can be asked of it. Offsets are in UTF-16 units; only texts leave.

import { after } from './characters'
import { JsonWriter } from './json'
import { Map } from './ordered-map'
import { quote } from './show'
import { RegexParser } from './regex-parse'
import { Matcher } from './regex-run'

/** A regular expression. */
export class Regex {
  private matcher: Matcher
  private names: string[]
  // A walk over the matches: where to look on, and where the latest one ended.
  private at: i32 = 0
  private end: i32 = -1

  constructor(
    private pattern: string,
    parsed: RegexParser,
  ) {
    this.matcher = new Matcher(parsed)
    this.names = parsed.names
  }

  show(): string {
    return 'Regex(' + quote(this.pattern) + ')'
  }

  write(json: JsonWriter): void {
    json.text(this.pattern)
  }

  equals(other: Regex): bool {
    return this.pattern == other.pattern
  }

  /** Whether it matches somewhere in a text. */
  is_match(s: string): bool {
    return this.matcher.run(s, 0, 0)
  }

  /** The first match, "" if there is none. */
  find(s: string): string {
    return this.matcher.run(s, 0, 2) ? this.group(s, 0) : ''
  }

  /** All matches, which do not overlap. */
  find_all(s: string): string[] {
    const found: string[] = []
    this.rewind()
    while (this.forward(s, 2)) found.push(this.group(s, 0))
    return found
  }

  /** The first match and its groups; [] if there is none. */
  captures(s: string): string[] {
    const found: string[] = []
    if (!this.matcher.run(s, 0, this.slots)) return found
    for (let i = 0; i < this.names.length; i++) found.push(this.group(s, i))
    return found
  }

  /** The groups of the first match that have names. */
  named_captures(s: string): Map<string, string> {
    const found = new Map<string, string>()
    if (!this.matcher.run(s, 0, this.slots)) return found
    for (let i = 1; i < this.names.length; i++) {
      if (this.names[i] != '') found.set(this.names[i], this.group(s, i))
    }
    return found
  }

  /** The text with the first match replaced. */
  replace(s: string, r: string): string {
    return this.replaced(s, r, 1)
  }

  /** The text with all matches replaced. */
  replace_all(s: string, r: string): string {
    return this.replaced(s, r, i32.MAX_VALUE)
  }

  /** What stands between the matches. */
  split(s: string): string[] {
    const parts: string[] = []
    if (s == '' && this.pattern != '') return ['']
    let from = 0
    let end = 0
    this.rewind()
    while (this.forward(s, 2)) {
      end = unchecked(this.matcher.found[0])
      const to = unchecked(this.matcher.found[1])
      if (to != 0) parts.push(s.substring(from, end))
      from = to
    }
    if (end != s.length) parts.push(s.substring(from))
    return parts
  }

  private get slots(): i32 {
    return this.names.length * 2
  }

  private group(s: string, number: i32): string {
    const from = this.matcher.found[number * 2]
    return from < 0 ? '' : s.substring(from, this.matcher.found[number * 2 + 1])
  }

  private rewind(): void {
    this.at = 0
    this.end = -1
  }

  // The next match. One of nothing does not count right behind another one.
  private forward(s: string, slots: i32): bool {
    while (this.at <= s.length && this.matcher.run(s, this.at, slots)) {
      const from = unchecked(this.matcher.found[0])
      const to = unchecked(this.matcher.found[1])
      const counts = to != this.at || from != this.end
      this.at = to == this.at ? after(s, to) : to
      this.end = to
      if (counts) return true
    }
    return false
  }

  private replaced(s: string, replacement: string, limit: i32): string {
    const isPlain = !replacement.includes('$')
    const out = new JsonWriter((s.length << 1) + 64)
    let from = 0
    this.rewind()
    for (let count = 0; count < limit && this.forward(s, isPlain ? 2 : this.slots); count++) {
      out.appendPart(s, from, unchecked(this.matcher.found[0]))
      if (isPlain) out.append(replacement)
      else this.expand(out, s, replacement)
      from = unchecked(this.matcher.found[1])
    }
    out.appendPart(s, from, s.length)
    return out.toString()
  }

  // `$name` and `${name}` stand for groups, by number or name, `$$` for a dollar; a name is as long as it can be.
  private expand(out: JsonWriter, s: string, replacement: string): void {
    let at = 0
    while (true) {
      const dollar = replacement.indexOf('$', at)
      if (dollar < 0) break
      out.appendPart(replacement, at, dollar)
      at = dollar + 1
      if (at < replacement.length && replacement.charCodeAt(at) == 36) {
        out.unit(36)
        at++
        continue
      }
      const hasBraces = at < replacement.length && replacement.charCodeAt(at) == 123 /* { */
      const start = hasBraces ? at + 1 : at
      let end = start
      while (end < replacement.length && isNamePart(replacement, end)) end++
      const isClosed = !hasBraces || (end < replacement.length && replacement.charCodeAt(end) == 125) /* } */
      if (end == start || !isClosed) {
        out.unit(36)
        continue
      }
      out.append(this.groupNamed(s, replacement.substring(start, end)))
      at = hasBraces ? end + 1 : end
    }
    out.appendPart(replacement, at, replacement.length)
  }

  private groupNamed(s: string, name: string): string {
    let number = 0
    for (let i = 0; i < name.length; i++) {
      const unit = name.charCodeAt(i)
      if (unit < 48 || unit > 57) {
        number = -1
        break
      }
      number = min(number * 10 + unit - 48, 1_000_000)
    }
    if (number < 0) number = this.names.indexOf(name)
    return number >= 0 && number < this.names.length ? this.group(s, number) : ''
  }
}

// Letters and digits of any script, and `_`.
function isNamePart(s: string, at: i32): bool {
  const unit = s.charCodeAt(at)
  return (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit == 95 || (unit >= 97 && unit <= 122)
}
