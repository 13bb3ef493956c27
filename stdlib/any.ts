// `any`: a value that carries its type. One subclass a kind, so that only programs that use a kind pay for it; nil is
// null.

import { AnyChannel } from './channel'
import { characterAt, count as lengthOf, partBy } from './characters'
import { copyOf } from './clone'
import { equals } from './equal'
import { Callable } from './function'
import { hash, hashFloat, mix } from './hash'
import { JsonWriter } from './json'
import { floatText } from './float-text'
import { Some } from './option'
import { at, setAt, sliceBy } from './list'
import { failed, HairaError, nothing, panic, raise } from './panic'
import { Range } from './range'
import { quote, show, showNested } from './show'
import { Map } from './ordered-map'
import { intText } from './number'

/** A value of any type but nil. */
export abstract class Any {
  abstract show(): string
  abstract showNested(): string
  abstract write(json: JsonWriter): void
  abstract equals(other: Any): bool

  /** As a key. */
  hash(): u32 {
    return 0
  }

  /** A deep copy. */
  copy(): Any {
    return this
  }

  /** What faults call it. */
  abstract typeName(): string

  /** `value.name` */
  field(name: string): Any | null {
    return noField(this.typeName(), name)
  }

  /** `value.name = content` */
  setField(name: string, content: Any | null): void {
    noField(this.typeName(), name)
  }

  /** `value[index]` */
  element(index: Any | null): Any | null {
    panic(this.typeName() + ' has no elements')
    return null
  }

  /** `value[index] = content` */
  setElement(index: Any | null, content: Any | null): void {
    panic('cannot store into ' + this.typeName())
  }

  /** `value[a..b]` */
  slice(range: Range): Any | null {
    panic(this.typeName() + ' has no elements')
    return null
  }

  /** How many elements it has; -1 for a value without elements. */
  length(): i64 {
    return -1
  }

  /** The element at a position; of a map, the key. */
  at(index: i64): Any | null {
    return null
  }

  /** Whether its elements have keys. */
  isMap(): bool {
    return false
  }

  /** Whether it is a list. */
  isList(): bool {
    return false
  }

  /** How many parts a tuple has; 0 for anything else. */
  parts(): i64 {
    return 0
  }

  /** A part of a tuple. */
  part(at: i32): Any | null {
    return null
  }

  /** Whether it is what a fallible function gives: a tuple whose last part is an error or nil. */
  isPair(): bool {
    return false
  }

  /** Whether it is a map, a record or a struct. */
  hasFields(): bool {
    return false
  }

  /** Whether a map has a key. */
  hasKey(key: Any | null): bool {
    return false
  }

  /** Whether it has a field, or key, of a name. */
  hasField(name: string): bool {
    return false
  }

  /** Calls a function. */
  invoke(args: (Any | null)[]): Any | null {
    panic(this.typeName() + ' is not a function')
    return null
  }

  /** The channel that it is; null for anything else. */
  channel(): AnyChannel | null {
    return null
  }

  /** Waits for a task; gives its result. */
  awaited(): Any | null {
    panic(this.typeName() + ' is not a task')
    return null
  }
}

/** A field that a value does not have. */
export function noField(type: string, name: string): Any | null {
  panic(`${type} has no field '${name}'`)
  return null
}

/** An int. */
export class AnyInt extends Any {
  constructor(readonly value: i64) {
    super()
  }

  typeName(): string {
    return 'int'
  }

  hash(): u32 {
    return mix(<u64>this.value)
  }

  show(): string {
    return intText(this.value)
  }

  showNested(): string {
    return this.show()
  }

  write(json: JsonWriter): void {
    json.int(this.value)
  }

  equals(other: Any): bool {
    if (other instanceof AnyInt) return this.value == (other as AnyInt).value
    return other instanceof AnyFloat && <f64>this.value == (other as AnyFloat).value
  }
}

/** A float. */
export class AnyFloat extends Any {
  constructor(readonly value: f64) {
    super()
  }

  typeName(): string {
    return 'float'
  }

  hash(): u32 {
    return hashFloat(this.value)
  }

  show(): string {
    return floatText(this.value)
  }

  showNested(): string {
    return this.show()
  }

  write(json: JsonWriter): void {
    json.float(this.value)
  }

  equals(other: Any): bool {
    if (other instanceof AnyFloat) return this.value == (other as AnyFloat).value
    return other instanceof AnyInt && this.value == <f64>(other as AnyInt).value
  }
}

/** A bool. */
export class AnyBool extends Any {
  constructor(readonly value: bool) {
    super()
  }

  typeName(): string {
    return 'bool'
  }

  hash(): u32 {
    return hash<bool>(this.value)
  }

  show(): string {
    return this.value ? 'true' : 'false'
  }

  showNested(): string {
    return this.show()
  }

  write(json: JsonWriter): void {
    json.bool(this.value)
  }

  equals(other: Any): bool {
    return other instanceof AnyBool && this.value == (other as AnyBool).value
  }
}

/** A string. */
export class AnyString extends Any {
  constructor(readonly value: string) {
    super()
  }

  typeName(): string {
    return 'string'
  }

  element(index: Any | null): Any | null {
    const at = unbox<i64>(index)
    return failed() ? null : new AnyString(characterAt(this.value, at))
  }

  slice(range: Range): Any | null {
    return new AnyString(partBy(this.value, range))
  }

  length(): i64 {
    return lengthOf(this.value)
  }

  at(index: i64): Any | null {
    return new AnyString(characterAt(this.value, index))
  }

  hash(): u32 {
    return hash<string>(this.value)
  }

  show(): string {
    return this.value
  }

  showNested(): string {
    return quote(this.value)
  }

  write(json: JsonWriter): void {
    json.text(this.value)
  }

  equals(other: Any): bool {
    if (other instanceof AnyString) return this.value == (other as AnyString).value
    return other instanceof AnyOf<HairaError> && (other as AnyOf<HairaError>).value.message == this.value
  }
}

/** A list, map, tuple, struct or error: whatever has a type of its own. */
export class AnyOf<T> extends Any {
  constructor(readonly value: T) {
    super()
  }

  typeName(): string {
    return typeText<T>()
  }

  field(name: string): Any | null {
    if (isReference<T>()) {
      if (isArray<T>()) return noField(this.typeName(), name)
      if (isDefined(this.value.field)) return this.value.field(name)
      if (isDefined(this.value.show)) return noField(this.typeName(), name)
      return lookUp(this.value, new AnyString(name))
    }
    return noField(this.typeName(), name)
  }

  setField(name: string, content: Any | null): void {
    if (isReference<T>()) {
      if (isArray<T>()) noField(this.typeName(), name)
      else if (isDefined(this.value.setField)) this.value.setField(name, content)
      else if (isDefined(this.value.show)) noField(this.typeName(), name)
      else put(this.value, new AnyString(name), content)
    } else noField(this.typeName(), name)
  }

  element(index: Any | null): Any | null {
    if (isReference<T>()) {
      if (isArray<T>()) return elementOf<valueof<T>>(this.value, index)
      if (isDefined(this.value.hasField)) return this.fieldAt(unbox<string>(index))
      if (!isDefined(this.value.show)) return lookUp(this.value, index)
    }
    panic(this.typeName() + ' has no elements')
    return null
  }

  // A record is read like a map, which has nil for what it does not have.
  private fieldAt(name: string): Any | null {
    if (isDefined(this.value.$keys)) return this.value.hasField(name) ? this.value.field(name) : null
    return this.value.field(name)
  }

  setElement(index: Any | null, content: Any | null): void {
    if (isReference<T>()) {
      if (isArray<T>()) return setElementOf<valueof<T>>(this.value, index, content)
      if (isDefined(this.value.setField)) return this.value.setField(unbox<string>(index), content)
      if (!isDefined(this.value.show)) return put(this.value, index, content)
    }
    panic('cannot store into ' + this.typeName())
  }

  slice(range: Range): Any | null {
    if (isArray<T>()) return new AnyOf<T>(changetype<T>(sliceBy<valueof<T>>(this.value, range)))
    panic(this.typeName() + ' has no elements')
    return null
  }

  length(): i64 {
    if (isReference<T>()) {
      if (isArray<T>()) return this.value.length
      if (isDefined(this.value.$keys)) return this.value.$keys()
      if (isDefined(this.value.count)) return this.value.count()
      if (!isDefined(this.value.show)) return this.value.size
    }
    return -1
  }

  at(index: i64): Any | null {
    if (isReference<T>()) {
      if (isArray<T>()) return elementAt<valueof<T>>(this.value, index)
      if (isDefined(this.value.$keys)) return new AnyString(this.value.$key(<i32>index))
      if (isDefined(this.value.nth)) return new AnyInt(this.value.nth(index))
      if (!isDefined(this.value.show)) return keyAt(this.value, index)
    }
    return null
  }

  isMap(): bool {
    if (isReference<T>() && !isArray<T>()) return isDefined(this.value.$keys) || !isDefined(this.value.show)
    return false
  }

  isList(): bool {
    return isArray<T>()
  }

  parts(): i64 {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.arity)) return this.value.arity
    }
    return 0
  }

  part(at: i32): Any | null {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.arity)) return this.value.part(at)
    }
    return null
  }

  isPair(): bool {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.isPair)) return this.value.isPair()
    }
    return false
  }

  hasFields(): bool {
    if (isReference<T>() && !isArray<T>()) return isDefined(this.value.hasField) || !isDefined(this.value.show)
    return false
  }

  hasKey(key: Any | null): bool {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.$keys)) return key instanceof AnyString && this.value.hasField((key as AnyString).value)
      if (!isDefined(this.value.show)) return key !== null && hasKey(this.value, key)
    }
    return false
  }

  hasField(name: string): bool {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.hasField)) return this.value.hasField(name)
      if (!isDefined(this.value.show)) return hasKey(this.value, new AnyString(name))
    }
    return false
  }

  invoke(args: (Any | null)[]): Any | null {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.invoke)) return this.value.invoke(args)
    }
    panic(this.typeName() + ' is not a function')
    return null
  }

  channel(): AnyChannel | null {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.receiveAny)) return this.value
    }
    return null
  }

  awaited(): Any | null {
    if (isReference<T>() && !isArray<T>()) {
      if (isDefined(this.value.resultAny)) return this.value.resultAny()
    }
    panic(this.typeName() + ' is not a task')
    return null
  }

  hash(): u32 {
    return hash<T>(this.value)
  }

  copy(): Any {
    return new AnyOf<T>(copyOf<T>(this.value))
  }

  show(): string {
    return show<T>(this.value)
  }

  showNested(): string {
    return showNested<T>(this.value)
  }

  write(json: JsonWriter): void {
    json.value<T>(this.value)
  }

  equals(other: Any): bool {
    if (other instanceof AnyOf<T>) return equals<T>(this.value, (other as AnyOf<T>).value)
    if (isErrorType<T>()) return other instanceof AnyString && other.equals(this)
    if (isReference<T>()) return isAlike(this, other)
    return other instanceof AnyInt && <i64>this.value == (other as AnyInt).value
  }
}

/** Whether two values of different types are equal: lists, maps and records, and tuples are, if what they hold is. */
function isAlike(a: Any, b: Any): bool {
  const parts = a.parts()
  if (parts > 0) return parts == b.parts() && haveEqualParts(a, b)
  if (a.isList() != b.isList() || a.isMap() != b.isMap() || !(a.isList() || a.isMap())) return false
  const length = a.length()
  if (length != b.length()) return false
  for (let i: i64 = 0; i < length; i++) {
    const key = a.at(i)
    if (a.isList() ? !equals<Any | null>(key, b.at(i)) : !hasEqual(b, key, a.element(key))) return false
  }
  return true
}

function haveEqualParts(a: Any, b: Any): bool {
  for (let i = 0; i < a.parts(); i++) if (!equals<Any | null>(a.part(i), b.part(i))) return false
  return true
}

function hasEqual(map: Any, key: Any | null, value: Any | null): bool {
  return map.hasKey(key) && equals<Any | null>(map.element(key), value)
}

/** `new C(value)` of a class with nothing but `value`, without the calls of the constructors that it inherits. */
export function wrapped<C, T>(value: T): C {
  const made = __new(offsetof<C>(), idof<C>())
  // The collector need not be told: nobody has seen the object.
  store<T>(made, value, offsetof<C>('value'))
  return changetype<C>(made)
}

/** `T` to `any`. */
export function box<T>(value: T): Any | null {
  if (isBoolean<T>()) return new AnyBool(<bool>value)
  if (isInteger<T>() && isSigned<T>() && sizeof<T>() == 8) return wrapped<AnyInt, i64>(<i64>value)
  if (isFloat<T>() && sizeof<T>() == 8) return wrapped<AnyFloat, f64>(<f64>value)
  // A sized number keeps its type.
  if (!isReference<T>()) return new AnyOf<T>(value)
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? null : box<NonNullable<T>>(value!)
  if (isString<T>()) return wrapped<AnyString, string>(value)
  if (value instanceof Any) return value
  if (value instanceof Some) return boxSome(value)
  return new AnyOf<T>(value)
}

function boxSome<T>(some: Some<T>): Any | null {
  return box<T>(some.value)
}

/**
 * `any` where a T is wanted. A value of just this type is given as it is, an int as a float; a list or map of other
 * elements is copied, each element being tested. Panics if the value is of another type.
 */
export function unbox<T>(value: Any | null): T {
  if (isNullable<T>()) return value === null ? changetype<T>(<usize>0) : unbox<NonNullable<T>>(value)
  if (isReference<T>() && !isArray<T>()) {
    if (idof<T>() == idof<Any>()) return changetype<T>(value)
    const made = changetype<T>(0)
    if (made instanceof Some) return changetype<T>(unboxSome(made, value))
  }
  if (holds<T>(value)) return content<T>(value!)
  if (isFloat<T>() && value instanceof AnyInt) return <T>(<f64>(value as AnyInt).value)
  if (isReference<T>() && value !== null && fits<T>(value)) {
    if (isArray<T>()) return changetype<T>(toList<valueof<T>>(value))
    const made = changetype<T>(0)
    if (isDefined(made.$fill)) return fillRecord<T>(value)
    if (!isString<T>() && !isDefined(made.show)) return fillMap(instantiate<T>(), value)
  }
  mismatch(typeText<T>(), value)
  return nothing<T>()
}

function unboxSome<T>(kind: Some<T>, value: Any | null): Some<T> {
  return new Some<T>(unbox<T>(value))
}

/**
 * `any as T` in a cast: a value of just this type, so that an int is no float. A list or map of other elements is copied
 * all the same, if they all fit. Panics if the value is of another type.
 */
export function cast<T>(value: Any | null): T {
  if (fits<T>(value, true)) return unbox<T>(value)
  mismatch(typeText<T>(), value)
  return nothing<T>()
}

/** Starts the panic of a value that is of another type than the one that is wanted. */
export function mismatch(wanted: string, value: Any | null): Any | null {
  panic(`expected ${wanted}, found ${value === null ? 'nil' : value.typeName()}`)
  return null
}

/** Whether a value can be unboxed to a type; an exact test takes no int for a float. */
export function fits<T>(value: Any | null, exact: bool = false): bool {
  if (isNullable<T>()) return value === null || fits<NonNullable<T>>(value, exact)
  if (isReference<T>() && !isArray<T>()) {
    if (idof<T>() == idof<Any>()) return value !== null
    const made = changetype<T>(0)
    if (made instanceof Some) return fitsSome(made, value, exact)
  }
  if (holds<T>(value)) return true
  if (isFloat<T>()) return !exact && value instanceof AnyInt
  if (!isReference<T>() || value === null) return false
  if (isArray<T>()) return value.isList() && fitElements<valueof<T>>(value)
  const made = changetype<T>(0)
  if (isString<T>()) return false
  if (isDefined(made.$fits)) return value.hasFields() && made.$fits(value)
  if (isDefined(made.show)) return false
  return value.isMap() && fitEntries(made, value)
}

function fitsSome<T>(kind: Some<T>, value: Any | null, exact: bool): bool {
  return fits<T>(value, exact)
}

function fitElements<E>(list: Any): bool {
  for (let i: i64 = 0; i < list.length(); i++) if (!fits<E>(list.at(i))) return false
  return true
}

function fitEntries<K, V>(proto: Map<K, V>, map: Any): bool {
  for (let i: i64 = 0; i < map.length(); i++) {
    const key = map.at(i)
    if (!fits<K>(key) || !fits<V>(map.element(key))) return false
  }
  return true
}

/** A record with the fields of another value. */
function fillRecord<T>(value: Any): T {
  const made = changetype<T>(__new(offsetof<T>(), idof<T>()))
  made.$fill(value)
  return made
}

function toList<E>(list: Any): E[] {
  const made: E[] = []
  for (let i: i64 = 0; i < list.length(); i++) made.push(unbox<E>(list.at(i)))
  return made
}

function fillMap<K, V>(made: Map<K, V>, map: Any): Map<K, V> {
  for (let i: i64 = 0; i < map.length(); i++) {
    const key = map.at(i)
    made.set(unbox<K>(key), unbox<V>(map.element(key)))
  }
  return made
}

/** A type as faults call it. */
export function typeText<T>(): string {
  if (isNullable<T>()) return optionText<NonNullable<T>>()
  if (isBoolean<T>()) return 'bool'
  if (isInteger<T>()) return isSigned<T>() && sizeof<T>() == 8 ? 'int' : nameof<T>()
  if (isFloat<T>()) return sizeof<T>() == 8 ? 'float' : 'f32'
  if (isString<T>()) return 'string'
  if (isArray<T>()) return '[]' + typeText<valueof<T>>()
  const value = changetype<T>(0)
  if (value instanceof Any) return 'any'
  if (value instanceof Callable) return 'function'
  if (value instanceof Some) return someText(value)
  if (isDefined(value.$type)) return value.$type
  return isDefined(value.show) ? nameof<T>() : mapText(value)
}

// Nothing but `any` holds nil by itself.
function optionText<T>(): string {
  const text = typeText<T>()
  if (idof<T>() == idof<Any>()) return text
  if (idof<T>() == idof<HairaError>()) return 'error'
  return text.startsWith('[]') || text.startsWith('map[') ? '(' + text + ')?' : text + '?'
}

function someText<T>(some: Some<T>): string {
  return typeText<T>()
}

function mapText<K, V>(map: Map<K, V>): string {
  return 'map[' + typeText<K>() + ']' + typeText<V>()
}

/** Whether a type is that of an error, or nil. */
export function isErrorType<T>(): bool {
  if (isReference<T>() && !isArray<T>()) return idof<T>() == idof<HairaError>()
  return false
}

function elementOf<E>(list: E[], index: Any | null): Any | null {
  const position = unbox<i64>(index)
  return failed() ? null : elementAt<E>(list, position)
}

function elementAt<E>(list: E[], position: i64): Any | null {
  const element = at<E>(list, position)
  return failed() ? null : box<E>(element)
}

function setElementOf<E>(list: E[], index: Any | null, content: Any | null): void {
  const position = unbox<i64>(index)
  if (failed()) return
  const element = unbox<E>(content)
  if (!failed()) setAt<E>(list, position, element)
}

function lookUp<K, V>(map: Map<K, V>, key: Any | null): Any | null {
  const own = unbox<K>(key)
  if (failed()) return null
  const entry = map.find(own)
  return entry < 0 ? null : box<V>(map.valueAt(entry))
}

function hasKey<K, V>(map: Map<K, V>, key: Any): bool {
  return fits<K>(key) && map.has(unbox<K>(key))
}

function put<K, V>(map: Map<K, V>, key: Any | null, content: Any | null): void {
  const own = unbox<K>(key)
  if (failed()) return
  const value = unbox<V>(content)
  if (!failed()) map.set(own, value)
}

function keyAt<K, V>(map: Map<K, V>, index: i64): Any | null {
  return box<K>(map.keyAt(<i32>index))
}

/** Whether `any` holds a T: for `as?`. */
export function holds<T>(value: Any | null): bool {
  if (value === null) return false
  if (isBoolean<T>()) return value instanceof AnyBool
  if (isInteger<T>() && isSigned<T>() && sizeof<T>() == 8) return value instanceof AnyInt
  if (isFloat<T>() && sizeof<T>() == 8) return value instanceof AnyFloat
  if (isString<T>()) return value instanceof AnyString
  return value instanceof AnyOf<T>
}

/** `any as? T` for a type of references. */
export function test<T>(value: Any | null): T | null {
  return fits<T>(value, true) ? unbox<T>(value) : null
}

/** `any as? T` for int, float, bool and sized numbers. */
export function testValue<T>(value: Any | null): Some<T> | null {
  return holds<T>(value) ? new Some<T>(content<T>(value!)) : null
}

/** Whether a value is a number in a range, for patterns. */
export function isBetween(value: Any | null, from: i64, to: i64, inclusive: bool): bool {
  if (value instanceof AnyInt) {
    const int = (value as AnyInt).value
    return int >= from && (int < to || (inclusive && int == to))
  }
  if (!(value instanceof AnyFloat)) return false
  const float = (value as AnyFloat).value
  return float >= <f64>from && (float < <f64>to || (inclusive && float == <f64>to))
}

/** `panic(value)`: an Error is raised as it is. */
export function panicWith(value: Any | null): void {
  if (holds<HairaError>(value)) raise(content<HairaError>(value!))
  else panic(show<Any | null>(value))
}

/** Whether `a or b` goes on to `b`: where `a` is nil or false. */
export function gives(value: Any | null): bool {
  if (value === null) return false
  return !(value instanceof AnyBool) || (value as AnyBool).value
}

/** What `any` holds that has been tested. */
export function content<T>(value: Any): T {
  if (isBoolean<T>()) return <T>(value as AnyBool).value
  if (isInteger<T>() && isSigned<T>() && sizeof<T>() == 8) return <T>(value as AnyInt).value
  if (isFloat<T>() && sizeof<T>() == 8) return <T>(value as AnyFloat).value
  if (!isReference<T>()) return (value as AnyOf<T>).value
  if (isString<T>()) return changetype<T>((value as AnyString).value)
  return changetype<T>((value as AnyOf<T>).value)
}
