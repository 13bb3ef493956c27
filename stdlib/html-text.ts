// What people read of an HTML page: its text, with line ends where blocks begin and end.

import { hexDigit, isDigit } from './json-node'
import { JsonWriter } from './json'

/** Elements that begin on a line of their own, each between two blanks. */
const BLOCKS =
  ' address article aside blockquote br dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre' +
  ' section table title tr ul '

/** Elements whose content nobody reads. */
const HIDDEN = ' script style noscript template svg head '

const ENTITIES =
  ' amp=& lt=< gt=> quot=" apos=\' nbsp=  copy=© reg=® hellip=… mdash=— ndash=– lsquo=‘ rsquo=’ ldquo=“ rdquo=” euro=€ auml=ä ouml=ö uuml=ü szlig=ß '

/** The text of a page. */
export function htmlText(html: string): string {
  return new PageText(html).text()
}

class PageText {
  private out: JsonWriter
  private at: i32 = 0
  /** What stands before the next word: nothing, a blank, or a line end. */
  private gap: i32 = 0
  private isEmpty: bool = true

  constructor(private html: string) {
    this.out = new JsonWriter(html.length + 64)
  }

  text(): string {
    const html = this.html
    while (this.at < html.length) {
      const unit = html.charCodeAt(this.at)
      if (unit == 60 /* < */ && this.tag()) continue
      if (unit == 38 /* & */ && this.entity()) continue
      this.at++
      if (isBlank(unit)) this.gap = max(this.gap, 1)
      else this.put(unit)
    }
    return this.out.toString()
  }

  private put(unit: i32): void {
    if (!this.isEmpty && this.gap > 0) this.out.unit(this.gap == 1 ? 32 : 10)
    this.gap = 0
    this.isEmpty = false
    this.out.unit(<u16>unit)
  }

  // Goes behind a tag, a comment, or an element that nobody reads; false if `<` stands for itself.
  private tag(): bool {
    const html = this.html
    if (html.startsWith('<!--', this.at)) {
      this.at = behind(html.indexOf('-->', this.at + 4), 3, html.length)
      return true
    }
    let end = this.at + 1
    const isClosing = end < html.length && html.charCodeAt(end) == 47 /* / */
    if (isClosing) end++
    const start = end
    while (end < html.length && isNameUnit(html.charCodeAt(end))) end++
    const isDeclaration = start < html.length && html.charCodeAt(start) == 33 /* ! */
    if (end == start && !isDeclaration) return false
    const name = html.substring(start, end).toLowerCase()
    this.at = this.tagEnd(end)
    if (name != '' && BLOCKS.includes(' ' + name + ' ')) this.gap = 2
    else if (name == 'td' || name == 'th') this.gap = max(this.gap, 1)
    if (!isClosing && name != '' && HIDDEN.includes(' ' + name + ' ')) this.skipElement(name)
    return true
  }

  // Behind the `>` that ends a tag: not one within quotes.
  private tagEnd(from: i32): i32 {
    const html = this.html
    let quote = 0
    for (let at = from; at < html.length; at++) {
      const unit = html.charCodeAt(at)
      if (quote != 0) {
        if (unit == quote) quote = 0
      } else if (unit == 34 || unit == 39) quote = unit
      else if (unit == 62 /* > */) return at + 1
    }
    return html.length
  }

  private skipElement(name: string): void {
    const html = this.html
    let at = this.at
    while (true) {
      at = html.indexOf('</', at)
      if (at < 0) break
      if (html.substr(at + 2, name.length).toLowerCase() == name) {
        this.at = this.tagEnd(at + 2)
        return
      }
      at += 2
    }
    this.at = html.length
  }

  // `&amp;`, `&#228;`, `&#xe4;`; false if `&` stands for itself.
  private entity(): bool {
    const end = this.html.indexOf(';', this.at)
    if (end < 0 || end - this.at > 10) return false
    const name = this.html.substring(this.at + 1, end)
    const point = entityPoint(name)
    if (point < 0) return false
    this.at = end + 1
    if (point == 160 || isBlank(point)) this.gap = max(this.gap, 1)
    else if (point > 0xffff) {
      this.put(0xd800 + ((point - 0x10000) >> 10))
      this.out.unit(<u16>(0xdc00 + ((point - 0x10000) & 0x3ff)))
    } else this.put(point)
    return true
  }
}

// -1 for a name that is not known.
function entityPoint(name: string): i32 {
  if (!name.startsWith('#')) {
    const key = ' ' + name + '='
    const at = name == '' || name.includes(' ') ? -1 : ENTITIES.indexOf(key)
    return at < 0 ? -1 : ENTITIES.charCodeAt(at + key.length)
  }
  const isHex = name.length > 1 && (name.charCodeAt(1) | 32) == 120 /* x */
  let value = 0
  const start = isHex ? 2 : 1
  if (name.length == start) return -1
  for (let i = start; i < name.length; i++) {
    const unit = name.charCodeAt(i)
    const digit = isHex ? hexDigit(unit) : isDigit(unit) ? unit - 48 : -1
    if (digit < 0) return -1
    value = min(value * (isHex ? 16 : 10) + digit, 0x110000)
  }
  return value > 0x10ffff || value == 0 || (value >= 0xd800 && value < 0xe000) ? 0xfffd : value
}

function behind(at: i32, length: i32, end: i32): i32 {
  return at < 0 ? end : at + length
}

function isBlank(unit: i32): bool {
  return unit == 32 || (unit >= 9 && unit <= 13) || unit == 160
}

function isNameUnit(unit: i32): bool {
  return isDigit(unit) || ((unit | 32) >= 97 && (unit | 32) <= 122) || unit == 45
}
