// How values print (language.md 10): one format for println, "${…}", string `+` and to_string.

import { JsonWriter } from './json'
import { floatText, shortest } from './float-text'
import { intText, naturalText } from './number'
import { Map } from './ordered-map'

/** The printed form of a value at top level: a string as it is. */
export function show<T>(value: T): string {
  if (isBoolean<T>()) return value ? 'true' : 'false'
  if (isInteger<T>()) return isSigned<T>() ? intText(value) : naturalText(value)
  if (isFloat<T>()) return floatText(sizeof<T>() == 4 ? shortest(<f32>value) : <f64>value)
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? 'nil' : show<NonNullable<T>>(value!)
  if (isString<T>()) return value
  if (isArray<T>()) return showList<valueof<T>>(value)
  if (isDefined(value.show)) return value.show()
  return showMap(value)
}

/** The printed form of a value inside another: a string is quoted. */
export function showNested<T>(value: T): string {
  if (isReference<T>()) {
    if (isNullable<T>()) return changetype<usize>(value) == 0 ? 'nil' : showNested<NonNullable<T>>(value!)
    if (isString<T>()) return quote(value)
    if (isDefined(value.showNested)) return value.showNested()
  }
  return show<T>(value)
}

/** The lists, maps and structs that are being printed, the outermost first. */
let printing: usize[] | null = null

/** Deeper values are not printed: recursion has an end, and so has what somebody reads. */
const deepest = 1000

/** What is printed for a value within itself. */
export const REPEATED = '…'

/** Notes that a value is about to be printed. False where it contains itself, so that `…` stands for it. */
export function enters(value: usize): bool {
  const printed = printing || []
  printing = printed
  const depth = printed.length
  for (let i = depth - 1; i >= 0; i--) if (unchecked(printed[i]) == value) return false
  if (depth == deepest) return false
  printed.push(value)
  return true
}

/** Notes that it has been printed. */
export function leaves(): void {
  printing!.pop()
}

/** Whether a value can hold others. */
function holdsValues<T>(): bool {
  return isReference<T>() && !isString<T>()
}

function showList<E>(items: E[]): string {
  if (holdsValues<E>() && !enters(changetype<usize>(items))) return REPEATED
  const out = new JsonWriter()
  out.append('[')
  for (let i = 0; i < items.length; i++) {
    if (i > 0) out.append(', ')
    out.append(showNested<E>(items[i]))
  }
  out.append(']')
  if (holdsValues<E>()) leaves()
  return out.toString()
}

function showMap<K, V>(map: Map<K, V>): string {
  if (holdsValues<V>() && !enters(changetype<usize>(map))) return REPEATED
  const out = new JsonWriter()
  const keys = map.keys()
  out.append('{')
  for (let i = 0; i < keys.length; i++) {
    if (i > 0) out.append(', ')
    out.append(showNested<K>(keys[i]))
    out.append(': ')
    out.append(showNested<V>(map.get(keys[i])))
  }
  out.append('}')
  if (holdsValues<V>()) leaves()
  return out.toString()
}

/** The printed forms of all elements, with blanks between them: what `println` prints of its arguments. */
export function showAll<T>(items: T[]): string {
  let out = ''
  for (let i = 0; i < items.length; i++) out += (i > 0 ? ' ' : '') + show<T>(items[i])
  return out
}

/** A string as a Haira literal. */
export function quote(text: string): string {
  const out = new JsonWriter(16 + (text.length << 1))
  out.append('"')
  let from = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 32 && unit != 34 && unit != 92 && unit != 127) continue
    out.appendPart(text, from, i)
    out.append(escape(unit))
    from = i + 1
  }
  out.appendPart(text, from, text.length)
  out.append('"')
  return out.toString()
}

function escape(unit: i32): string {
  switch (unit) {
    case 34:
      return '\\"'
    case 92:
      return '\\\\'
    case 9:
      return '\\t'
    case 10:
      return '\\n'
    case 13:
      return '\\r'
    default:
      return '\\u{' + unit.toString(16) + '}'
  }
}
