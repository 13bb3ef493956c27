// Module `string`. Positions and lengths count code points; AssemblyScript's strings are UTF-16, so a code point above
// U+FFFF is two units.

import { after, characterFrom, part } from './characters'
import { JsonWriter } from './json'
import { show } from './show'

/** Unicode's White_Space. AssemblyScript's `trim` goes by JavaScript's list, which differs in two characters. */
const WHITE =
  '\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000'

/** `string.len(s)`: code points. */
export function len(s: string): i64 {
  return points(s, s.length)
}

/** `string.byte_len(s)`: bytes in UTF-8. */
export function byte_len(s: string): i64 {
  return String.UTF8.byteLength(s)
}

/** `string.is_empty(s)`: blanks count as content. */
export function is_empty(s: string): bool {
  return s.length == 0
}

// ------------------------------------------------------------------------------------------------------------ trimming

/** `string.trim(s, chars)`: Unicode white space, or any of `chars`. */
export function trim(s: string, chars: string = WHITE): string {
  const from = firstBeside(s, chars)
  return s.substring(from, endBeside(s, chars, from))
}

/** `string.trim_left(s, chars)` */
export function trim_left(s: string, chars: string = WHITE): string {
  return s.substring(firstBeside(s, chars))
}

/** `string.trim_right(s, chars)` */
export function trim_right(s: string, chars: string = WHITE): string {
  return s.substring(0, endBeside(s, chars, 0))
}

// The offset of the first character that is not in a set.
function firstBeside(s: string, chars: string): i32 {
  let at = 0
  while (at < s.length && holds(chars, s.codePointAt(at))) at = after(s, at)
  return at
}

// The offset behind the last one.
function endBeside(s: string, chars: string, from: i32): i32 {
  let end = s.length
  while (end > from) {
    const at = before(s, end)
    if (!holds(chars, s.codePointAt(at))) break
    end = at
  }
  return end
}

function isWhite(point: i32): bool {
  return point <= 32 ? point == 32 || (point >= 9 && point <= 13) : point >= 0x85 && holds(WHITE, point)
}

function holds(chars: string, point: i32): bool {
  for (let i = 0; i < chars.length; i = after(chars, i)) if (chars.codePointAt(i) == point) return true
  return false
}

function before(s: string, offset: i32): i32 {
  return offset > 1 && after(s, offset - 2) == offset ? offset - 2 : offset - 1
}

// --------------------------------------------------------------------------------------------------------------- case

/** `string.to_upper(s)` */
export function to_upper(s: string): string {
  return s.toUpperCase()
}

/** `string.to_lower(s)` */
export function to_lower(s: string): string {
  return s.toLowerCase()
}

/** `string.capitalize(s)`: the first letter, the rest kept. */
export function capitalize(s: string): string {
  if (s == '') return s
  const next = after(s, 0)
  return s.substring(0, next).toUpperCase() + s.substring(next)
}

/** `string.title(s)`: the first letter of each word, the rest kept. */
export function title(s: string): string {
  const out = new JsonWriter()
  let inside = false
  for (let at = 0; at < s.length; ) {
    const next = after(s, at)
    const blank = isWhite(s.codePointAt(at))
    if (inside || blank) out.appendPart(s, at, next)
    else out.append(s.substring(at, next).toUpperCase())
    inside = !blank
    at = next
  }
  return out.toString()
}

// -------------------------------------------------------------------------------------------------------------- search

/** `string.contains(s, t)` */
export function contains(s: string, t: string): bool {
  return s.includes(t)
}

/** `string.starts_with(s, t)` */
export function starts_with(s: string, t: string): bool {
  return s.startsWith(t)
}

/** `string.ends_with(s, t)` */
export function ends_with(s: string, t: string): bool {
  return s.endsWith(t)
}

/** `string.index_of(s, t)`: position or -1. */
export function index_of(s: string, t: string): i64 {
  const at = s.indexOf(t)
  return at < 0 ? -1 : points(s, at)
}

/** `string.last_index_of(s, t)`: position or -1. */
export function last_index_of(s: string, t: string): i64 {
  const at = t == '' ? s.length : s.lastIndexOf(t)
  return at < 0 ? -1 : points(s, at)
}

/** `string.count(s, t)`: occurrences that do not overlap; none of "". */
export function count(s: string, t: string): i64 {
  let found: i64 = 0
  if (t == '') return found
  for (let at = s.indexOf(t); at >= 0; at = s.indexOf(t, at + t.length)) found++
  return found
}

/** `string.extract_between(s, a, b)`: what is between the first a and the next b. */
export function extract_between(s: string, a: string, b: string): string {
  const at = s.indexOf(a)
  if (at < 0) return ''
  const from = at + a.length
  const to = s.indexOf(b, from)
  return to < 0 ? '' : s.substring(from, to)
}

// --------------------------------------------------------------------------------------------------------------- parts

/** `string.split(s, sep)`: "" splits into characters. */
export function split(s: string, sep: string): string[] {
  if (sep != '') return s.split(sep)
  const parts: string[] = []
  for (let at = 0; at < s.length; at = after(s, at)) parts.push(characterFrom(s, at))
  return parts
}

/** `string.join(list, sep)`: elements in printed form. */
export function join<T>(list: T[], sep: string): string {
  const texts = new Array<string>(list.length)
  for (let i = 0; i < list.length; i++) texts[i] = show<T>(list[i])
  return texts.join(sep)
}

/** `string.lines(s)`: split at LF or CRLF, no empty last line. */
export function lines(s: string): string[] {
  const list = s.split('\n')
  const last = list.length - 1
  // A CR is the end of a line only before a LF.
  for (let i = 0; i < last; i++) {
    if (list[i].endsWith('\r')) list[i] = list[i].substring(0, list[i].length - 1)
  }
  if (list[last] == '') list.pop()
  return list
}

/** `string.words(s)`: split at runs of white space. */
export function words(s: string): string[] {
  const list: string[] = []
  let from = 0
  // White space is never a pair, so units will do.
  for (let at = 0; at < s.length; at++) {
    if (!isWhite(<i32>load<u16>(changetype<usize>(s) + ((<usize>at) << 1)))) continue
    if (at > from) list.push(s.substring(from, at))
    from = at + 1
  }
  if (from < s.length) list.push(s.substring(from))
  return list
}

/** `string.substring(s, start, end)`: clamped. */
export function substring(s: string, start: i64, end: i64 = i64.MAX_VALUE): string {
  return part(s, start, end)
}

/** `string.char_at(s, i)`: nothing outside of the string. */
export function char_at(s: string, i: i64): string {
  return i < 0 || i == i64.MAX_VALUE ? '' : part(s, i, i + 1)
}

/** `string.truncate(s, n, suffix)`: at most n characters, the suffix included where there is room for it. */
export function truncate(s: string, n: i64, suffix: string = '...'): string {
  if (len(s) <= n) return s
  const room = n - len(suffix)
  return room < 0 ? part(s, 0, n) : part(s, 0, room) + suffix
}

// ----------------------------------------------------------------------------------------------------- new from old

/** `string.replace(s, a, b)`: the first occurrence. */
export function replace(s: string, a: string, b: string): string {
  return a == '' ? s : s.replace(a, b)
}

/** `string.replace_all(s, a, b)` */
export function replace_all(s: string, a: string, b: string): string {
  return a == '' ? s : s.replaceAll(a, b)
}

/** `string.repeat(s, n)`: nothing for n below 1. */
export function repeat(s: string, n: i64): string {
  return n <= 0 || s == '' ? '' : s.repeat(<i32>min<i64>(n, i32.MAX_VALUE))
}

/** `string.reverse(s)`: by code point. */
export function reverse(s: string): string {
  const out = new JsonWriter(16 + (s.length << 1))
  for (let end = s.length; end > 0; ) {
    const at = before(s, end)
    out.appendPart(s, at, end)
    end = at
  }
  return out.toString()
}

/** `string.pad_left(s, n, c)`: to n characters. */
export function pad_left(s: string, n: i64, c: string = ' '): string {
  return padding(s, n, c) + s
}

/** `string.pad_right(s, n, c)` */
export function pad_right(s: string, n: i64, c: string = ' '): string {
  return s + padding(s, n, c)
}

// As much of c, over and over, as s lacks.
function padding(s: string, n: i64, c: string): string {
  const missing = n - len(s)
  const width = len(c)
  if (missing <= 0 || n <= 0 || width == 0) return ''
  return repeat(c, missing / width) + part(c, 0, missing % width)
}

/** `string.slugify(s)`: what is neither an ASCII letter, with or without accent, nor a digit becomes a dash. */
export function slugify(s: string): string {
  const lower = s.toLowerCase()
  const out = new JsonWriter(16 + (lower.length << 1))
  let gap = false
  for (let i = 0; i < lower.length; i++) {
    const unit = lower.charCodeAt(i)
    // Accents that follow their letter.
    if (unit >= 0x300 && unit <= 0x36f) continue
    const letters = ascii(unit)
    if (letters == '') gap = true
    else {
      if (gap && out.length > 0) out.append('-')
      gap = false
      out.append(letters)
    }
  }
  return out.toString()
}

function ascii(unit: i32): string {
  if ((unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57)) return String.fromCharCode(unit)
  if (unit < 0x80) return ''
  if (unit == 0xdf) return 'ss'
  if (unit == 0xe6) return 'ae'
  if (unit == 0x153) return 'oe'
  const letters = folded()
  const at = letters.indexOf(String.fromCharCode(unit))
  return at < 0 ? '' : letters.charAt(letters.lastIndexOf(' ', at) + 1)
}

/** Letters with accents behind the one they become: all that Unicode takes apart, and those with a stroke. */
function folded(): string {
  // In a function, so that only programs that call it have the text.
  return `
    aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
    bḃḅḇ
    cçćĉċčḉ
    dďḋḍḏḑḓđ
    eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
    fḟ
    gĝğġģǧǵḡ
    hĥȟḣḥḧḩḫẖħ
    iìíîïĩīĭįǐȉȋḭḯỉịı
    jĵǰ
    kķǩḱḳḵ
    lĺļľḷḹḻḽł
    mḿṁṃ
    nñńņňǹṅṇṉṋ
    oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợø
    pṕṗ
    rŕŗřȑȓṙṛṝṟ
    sśŝşšșṡṣṥṧṩ
    tţťțṫṭṯṱẗŧ
    uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
    vṽṿ
    wŵẁẃẅẇẉẘ
    xẋẍ
    yýÿŷȳẏẙỳỵỷỹ
    zźżžẑẓẕ
  `
}

// --------------------------------------------------------------------------------------------- file names and shells

/** `string.basename(p)`: the last part of a path, slashes at the end aside. */
export function basename(p: string): string {
  const path = trim_right(p, '/')
  return path.substring(path.lastIndexOf('/') + 1)
}

/** `string.ext(p)`: with its dot. A name that only begins with a dot has none. */
export function ext(p: string): string {
  const dot = p.lastIndexOf('.')
  return dot > p.lastIndexOf('/') + 1 ? p.substring(dot) : ''
}

/** `string.strip_ext(p)`: folders stay. */
export function strip_ext(p: string): string {
  return p.substring(0, p.length - ext(p).length)
}

/** `string.shell_escape(s)`: one word of a POSIX shell. */
export function shell_escape(s: string): string {
  return "'" + s.replaceAll("'", "'\\''") + "'"
}

/** `string.detect_language(filename)`: from the extension. */
export function detect_language(filename: string): string {
  const extension = ext(filename).toLowerCase()
  const rows = languages().split('\n')
  for (let i = 0; i < rows.length; i++) {
    const names = rows[i].trimStart().split(' ')
    if (extension != '' && names.includes(extension)) return names[0]
  }
  return 'text'
}

/** Languages, each before its extensions. */
function languages(): string {
  return `
    bash .sh .bash
    c .c .h
    clojure .clj
    cpp .cpp .cc .cxx .hpp .hh .hxx
    csharp .cs
    css .css
    csv .csv
    dart .dart
    elixir .ex .exs
    erlang .erl
    fsharp .fs
    go .go
    graphql .graphql .gql
    haira .haira
    haskell .hs
    html .html .htm
    ini .ini
    java .java
    javascript .js .mjs .cjs .jsx
    json .json
    julia .jl
    kotlin .kt .kts
    less .less
    lua .lua
    markdown .md .markdown
    ocaml .ml .mli
    perl .pl .pm
    php .php
    powershell .ps1
    protobuf .proto
    python .py .pyi
    r .r
    ruby .rb
    rust .rs
    scala .scala
    scss .scss
    sql .sql
    svelte .svelte
    swift .swift
    terraform .tf
    toml .toml
    typescript .ts .mts .cts .tsx
    vue .vue
    xml .xml .svg
    yaml .yaml .yml
    zig .zig
  `
}

function points(s: string, end: i32): i64 {
  let count = 0
  for (let i = 0; i < end; i++) if ((s.charCodeAt(i) & 0xfc00) != 0xdc00) count++
  return count
}
