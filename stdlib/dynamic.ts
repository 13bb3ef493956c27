// What operators mean for values of type any, where types are known only when the program runs.

import { Any, AnyBool, AnyFloat, AnyInt, AnyOf, AnyString, unbox } from './any'
import { Ref } from './function'
import { divide, remainder, shiftLeft, shiftRight, shiftRightLogical } from './number'
import { failed, HairaError, panic, raise } from './panic'
import { Range } from './range'
import { show } from './show'
import { compareText } from './text'
import { Tuple2, Tuple3 } from './tuple'

/** What faults call a value. */
export function nameOf(value: Any | null): string {
  return value === null ? 'nil' : value.typeName()
}

function wrong(operator: string, wanted: string, a: Any | null, b: Any | null): Any | null {
  panic(`operator \`${operator}\` needs ${wanted}, found ${nameOf(a)} and ${nameOf(b)}`)
  return null
}

function isNumber(value: Any | null): bool {
  return value instanceof AnyInt || value instanceof AnyFloat
}

function floatOf(value: Any | null): f64 {
  return value instanceof AnyInt ? <f64>(value as AnyInt).value : (value as AnyFloat).value
}

/** `a + b` */
export function add(a: Any | null, b: Any | null): Any | null {
  if (a instanceof AnyInt && b instanceof AnyInt) return new AnyInt((a as AnyInt).value + (b as AnyInt).value)
  if (isNumber(a) && isNumber(b)) return new AnyFloat(floatOf(a) + floatOf(b))
  if (a instanceof AnyString || b instanceof AnyString) return new AnyString(show<Any | null>(a) + show<Any | null>(b))
  if (isList(a) && isList(b)) return new AnyOf<(Any | null)[]>(itemsOf(a!).concat(itemsOf(b!)))
  return wrong('+', 'numbers, strings or lists', a, b)
}

function isList(value: Any | null): bool {
  return value !== null && value.isList()
}

function itemsOf(value: Any): (Any | null)[] {
  const items: (Any | null)[] = []
  for (let i: i64 = 0; i < value.length(); i++) items.push(value.at(i))
  return items
}

/** `a - b` */
export function subtract(a: Any | null, b: Any | null): Any | null {
  if (a instanceof AnyInt && b instanceof AnyInt) return new AnyInt((a as AnyInt).value - (b as AnyInt).value)
  return isNumber(a) && isNumber(b) ? new AnyFloat(floatOf(a) - floatOf(b)) : wrong('-', 'numbers', a, b)
}

/** `a * b` */
export function multiply(a: Any | null, b: Any | null): Any | null {
  if (a instanceof AnyInt && b instanceof AnyInt) return new AnyInt((a as AnyInt).value * (b as AnyInt).value)
  return isNumber(a) && isNumber(b) ? new AnyFloat(floatOf(a) * floatOf(b)) : wrong('*', 'numbers', a, b)
}

/** `a / b` */
export function quotient(a: Any | null, b: Any | null): Any | null {
  if (a instanceof AnyInt && b instanceof AnyInt)
    return new AnyInt(divide<i64>((a as AnyInt).value, (b as AnyInt).value))
  return isNumber(a) && isNumber(b) ? new AnyFloat(floatOf(a) / floatOf(b)) : wrong('/', 'numbers', a, b)
}

/** `a % b` */
export function rest(a: Any | null, b: Any | null): Any | null {
  if (a instanceof AnyInt && b instanceof AnyInt) {
    return new AnyInt(remainder<i64>((a as AnyInt).value, (b as AnyInt).value))
  }
  return isNumber(a) && isNumber(b) ? new AnyFloat(floatOf(a) % floatOf(b)) : wrong('%', 'numbers', a, b)
}

/** `a & b`, `a << b` and the like; the operator comes as text. */
export function bits(operator: string, a: Any | null, b: Any | null): Any | null {
  if (!(a instanceof AnyInt) || !(b instanceof AnyInt)) return wrong(operator, 'ints', a, b)
  const x = (a as AnyInt).value
  const y = (b as AnyInt).value
  if (operator == '&') return new AnyInt(x & y)
  if (operator == '|') return new AnyInt(x | y)
  if (operator == '^') return new AnyInt(x ^ y)
  if (operator == '<<') return new AnyInt(shiftLeft(x, y))
  return new AnyInt(operator == '>>' ? shiftRight(x, y) : shiftRightLogical(x, y))
}

/** `-a` */
export function negate(a: Any | null): Any | null {
  if (a instanceof AnyInt) return new AnyInt(-(a as AnyInt).value)
  if (a instanceof AnyFloat) return new AnyFloat(-(a as AnyFloat).value)
  panic('operator `-` needs a number, found ' + nameOf(a))
  return null
}

/** `~a` */
export function invert(a: Any | null): Any | null {
  if (a instanceof AnyInt) return new AnyInt(~(a as AnyInt).value)
  panic('operator `~` needs an int, found ' + nameOf(a))
  return null
}

/** `a < b` */
export function less(a: Any | null, b: Any | null): bool {
  if (a instanceof AnyInt && b instanceof AnyInt) return (a as AnyInt).value < (b as AnyInt).value
  if (isNumber(a) && isNumber(b)) return floatOf(a) < floatOf(b)
  if (a instanceof AnyString && b instanceof AnyString) {
    return compareText((a as AnyString).value, (b as AnyString).value) < 0
  }
  wrong('<', 'two numbers or two strings', a, b)
  return false
}

/** `a <= b`, which is false where one is nan. */
export function lessOrEqual(a: Any | null, b: Any | null): bool {
  if (a instanceof AnyInt && b instanceof AnyInt) return (a as AnyInt).value <= (b as AnyInt).value
  if (isNumber(a) && isNumber(b)) return floatOf(a) <= floatOf(b)
  if (a instanceof AnyString && b instanceof AnyString) {
    return compareText((a as AnyString).value, (b as AnyString).value) <= 0
  }
  wrong('<=', 'two numbers or two strings', a, b)
  return false
}

/** `a.name` */
export function field(a: Any | null, name: string): Any | null {
  if (a !== null) return a.field(name)
  panic(`nil has no field '${name}'`)
  return null
}

/** `a.0` */
export function part(a: Any | null, at: i64): Any | null {
  const count: i64 = a === null ? 0 : a.parts()
  if (at < count) return a!.part(<i32>at)
  panic(count == 0 ? nameOf(a) + ' has no parts' : `a tuple of ${count} has no part ${at}`)
  return null
}

/** A tuple of so many parts, which are taken one by one. */
export function apart(a: Any | null, count: i64): Any | null {
  const found: i64 = a === null ? 0 : a.parts()
  if (found != count)
    panic(found == 0 ? `expected ${count} values, found ` + nameOf(a) : `expected ${count} values, found ${found}`)
  return a
}

/** `a.name = content` */
export function setField(a: Any | null, name: string, content: Any | null): void {
  if (a !== null) a.setField(name, content)
  else panic(`nil has no field '${name}'`)
}

/** `a[index]`, which is a slice where the index is a range. */
export function element(a: Any | null, index: Any | null): Any | null {
  if (a !== null) {
    const isSlice = index instanceof AnyOf<Range> && (a.isList() || a instanceof AnyString)
    return isSlice ? a.slice((index as AnyOf<Range>).value) : a.element(index)
  }
  panic('nil has no elements')
  return null
}

/** `a[range]` */
export function slice(a: Any | null, range: Range): Any | null {
  if (a !== null) return a.slice(range)
  panic('nil has no elements')
  return null
}

/** `a[index] = content` */
export function setElement(a: Any | null, index: Any | null, content: Any | null): void {
  if (a !== null) a.setElement(index, content)
  else panic('cannot store into nil')
}

/** `a(…)` */
export function call(a: Any | null, args: (Any | null)[]): Any | null {
  if (a !== null) return a.invoke(args)
  panic('nil is not a function')
  return null
}

/** `a?`: raises an error, or that there is nothing. */
export function present(a: Any | null): Any | null {
  const error = errorOf(a)
  if (error !== null) raise(error)
  else if (a === null) panic('unexpected nil')
  return valuesOf(a)
}

/** The error that a value is, or has as the last of what a fallible function gave. */
function errorOf(a: Any | null): HairaError | null {
  const error = a !== null && a.isPair() ? a.part(<i32>a.parts() - 1) : a
  return error instanceof AnyOf<HairaError> ? (error as AnyOf<HairaError>).value : null
}

/** Whether `a orelse b` goes on to `b`. */
export function isMissing(a: Any | null): bool {
  return a === null || (a.isPair() && errorOf(a) !== null)
}

/** What a fallible function gave beside its error, up to three values; any other value as it is. */
export function valuesOf(a: Any | null): Any | null {
  if (a === null || !a.isPair()) return a
  const count = a.parts() - 1
  if (count == 1) return a.part(0)
  if (count == 2) return pairOf(a.part(0), a.part(1))
  return count == 3 ? tripleOf(a.part(0), a.part(1), a.part(2)) : a
}

function tripleOf(a: Any | null, b: Any | null, c: Any | null): Any {
  const made = new Tuple3<Any | null, Any | null, Any | null>(a, b, c)
  return new AnyOf<Tuple3<Any | null, Any | null, Any | null>>(made)
}

function pairOf(a: Any | null, b: Any | null): Any {
  return new AnyOf<Tuple2<Any | null, Any | null>>(new Tuple2<Any | null, Any | null>(a, b))
}

/** `len(a)` */
export function lengthOf(a: Any | null): i64 {
  const length: i64 = a === null ? -1 : a.length()
  if (length < 0) panic(nameOf(a) + ' has no length')
  return length
}

/** Whether a function can take as many arguments as there are; else starts the panic. */
export function takes(args: (Any | null)[], least: i32, most: i32): bool {
  if (args.length >= least && args.length <= most) return true
  panic(`a function is called with too ${args.length < least ? 'few' : 'many'} arguments`)
  return false
}

/** An argument that may be left out. */
export function optional<T>(args: (Any | null)[], at: i32): Ref<T> | null {
  return at < args.length ? new Ref<T>(unbox<T>(args[at])) : null
}

/** The arguments from a place on. */
export function listFrom<T>(args: (Any | null)[], from: i32): T[] {
  const list: T[] = []
  for (let i = from; i < args.length && !failed(); i++) list.push(unbox<T>(args[i]))
  return list
}

/** The course of a loop over a value: a list, a map, a string or a range. */
export class Iteration {
  value: Any | null = null
  protected index: i64 = -1
  private keys: (Any | null)[] | null = null

  constructor(private over: Any) {
    if (over.isMap()) this.keys = itemsOf(over)
  }

  /** What stands for its place: the key, or the index, which is made only if it is asked for. */
  get key(): Any | null {
    const keys = this.keys
    return keys === null ? new AnyInt(this.index) : keys[<i32>this.index]
  }

  /** What a loop with one variable sees: an element, or a key. */
  get only(): Any | null {
    return this.keys === null ? this.value : this.key
  }

  /** Goes to the next element; false at the end. */
  next(): bool {
    this.index++
    const keys = this.keys
    if (keys === null) {
      if (this.index >= this.over.length()) return false
      this.value = this.over.at(this.index)
      return true
    }
    if (this.index >= keys.length) return false
    this.value = this.over.element(keys[<i32>this.index])
    return true
  }
}

/** A loop over a value. */
export function iterate(a: Any | null): Iteration {
  if (a !== null && a.length() >= 0) return new Iteration(a)
  panic('cannot iterate over ' + nameOf(a))
  return changetype<Iteration>(0)
}
