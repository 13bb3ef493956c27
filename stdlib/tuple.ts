// Tuples of two and three values; the compiler writes the classes of larger ones into the program that has them, with the
// same members (compiler/5-emit/wide.ts). `(T, error)`, the result of what may fail, is a tuple whose last element is an
// error or null.

import { JsonReader } from './decode'
import { Any, box, isErrorType, typeText } from './any'
import { copyOf, finish } from './clone'
import { equals } from './equal'
import { combine, hash } from './hash'
import { JsonWriter } from './json'
import { showNested } from './show'

/** Two values. */
export class Tuple2<A, B> {
  constructor(
    public _0: A,
    public _1: B,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(hash<A>(this._0), hash<B>(this._1))
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)})`
  }

  /** Its type as faults call it. */
  get $type(): string {
    return '(' + typeText<A>() + ', ' + typeText<B>() + ')'
  }

  get arity(): i32 {
    return 2
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    return box<B>(this._1)
  }

  isPair(): bool {
    return isErrorType<B>()
  }

  copy(): Tuple2<A, B> {
    const made = new Tuple2<A, B>(this._0, this._1)
    finish<Tuple2<A, B>>(made)
    return made
  }

  copyParts(): void {
    this._0 = copyOf<A>(this._0)
    this._1 = copyOf<B>(this._1)
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.endArray()
  }

  get itemCount(): i32 {
    return 2
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
  }

  equals(other: Tuple2<A, B>): bool {
    return equals<A>(this._0, other._0) && equals<B>(this._1, other._1)
  }
}

/** Three values. */
export class Tuple3<A, B, C> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2))
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)})`
  }

  get $type(): string {
    return '(' + typeText<A>() + ', ' + typeText<B>() + ', ' + typeText<C>() + ')'
  }

  get arity(): i32 {
    return 3
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    return box<C>(this._2)
  }

  isPair(): bool {
    return isErrorType<C>()
  }

  copy(): Tuple3<A, B, C> {
    const made = new Tuple3<A, B, C>(this._0, this._1, this._2)
    finish<Tuple3<A, B, C>>(made)
    return made
  }

  copyParts(): void {
    this._0 = copyOf<A>(this._0)
    this._1 = copyOf<B>(this._1)
    this._2 = copyOf<C>(this._2)
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.endArray()
  }

  get itemCount(): i32 {
    return 3
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
  }

  equals(other: Tuple3<A, B, C>): bool {
    return equals<A>(this._0, other._0) && equals<B>(this._1, other._1) && equals<C>(this._2, other._2)
  }
}
