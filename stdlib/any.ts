// `any`: a value that carries its type. One subclass a kind, so that only programs that use a kind pay for it; nil is
// null.

import { equals } from './equal'
import { JsonWriter } from './json'
import { floatText } from './number'
import { Some } from './option'
import { panic, nothing } from './panic'
import { quote, show, showNested } from './show'

/** A value of any type but nil. */
export abstract class Any {
  abstract show(): string
  abstract showNested(): string
  abstract write(json: JsonWriter): void
  abstract equals(other: Any): bool
}

/** An int. */
export class AnyInt extends Any {
  constructor(readonly value: i64) {
    super()
  }

  show(): string {
    return this.value.toString()
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
    return other instanceof AnyString && this.value == (other as AnyString).value
  }
}

/** A list, map, tuple, struct or error: whatever has a type of its own. */
export class AnyOf<T> extends Any {
  constructor(readonly value: T) {
    super()
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
    return other instanceof AnyOf<T> && equals<T>(this.value, (other as AnyOf<T>).value)
  }
}

/** `T` to `any`. */
export function box<T>(value: T): Any | null {
  if (isBoolean<T>()) return new AnyBool(<bool>value)
  if (isInteger<T>() && isSigned<T>() && sizeof<T>() == 8) return new AnyInt(<i64>value)
  if (isFloat<T>() && sizeof<T>() == 8) return new AnyFloat(<f64>value)
  // A sized number keeps its type.
  if (!isReference<T>()) return new AnyOf<T>(value)
  if (isNullable<T>()) return changetype<usize>(value) == 0 ? null : box<NonNullable<T>>(value!)
  if (isString<T>()) return new AnyString(value)
  if (value instanceof Any) return value
  return new AnyOf<T>(value)
}

/** `any as T`: an exact type test; panics if the value is of another type. */
export function unbox<T>(value: Any | null): T {
  if (isNullable<T>()) return value === null ? changetype<T>(<usize>0) : unbox<NonNullable<T>>(value)
  if (holds<T>(value)) return content<T>(value!)
  panic(`${value === null ? 'nil' : value.showNested()} is not of the type that is expected here`)
  return nothing<T>()
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
  return holds<T>(value) ? content<T>(value!) : null
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
