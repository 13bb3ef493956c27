// Tuples. `(T, error)`, the result of what may fail, is a tuple whose last element is an error or null.

import { JsonReader } from './decode'
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

/** Four values. */
export class Tuple4<A, B, C, D> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
    public _3: D,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2)), hash<D>(this._3))
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)}, ${showNested<D>(this._3)})`
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.value<D>(this._3)
    json.endArray()
  }

  get itemCount(): i32 {
    return 4
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
    this._3 = json.item<D>(3)
  }

  equals(other: Tuple4<A, B, C, D>): bool {
    return (
      equals<A>(this._0, other._0) &&
      equals<B>(this._1, other._1) &&
      equals<C>(this._2, other._2) &&
      equals<D>(this._3, other._3)
    )
  }
}

/** Five values. */
export class Tuple5<A, B, C, D, E> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
    public _3: D,
    public _4: E,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(
      combine(combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2)), hash<D>(this._3)),
      hash<E>(this._4),
    )
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)}, ${showNested<D>(this._3)}, ${showNested<E>(this._4)})`
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.value<D>(this._3)
    json.value<E>(this._4)
    json.endArray()
  }

  get itemCount(): i32 {
    return 5
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
    this._3 = json.item<D>(3)
    this._4 = json.item<E>(4)
  }

  equals(other: Tuple5<A, B, C, D, E>): bool {
    return (
      equals<A>(this._0, other._0) &&
      equals<B>(this._1, other._1) &&
      equals<C>(this._2, other._2) &&
      equals<D>(this._3, other._3) &&
      equals<E>(this._4, other._4)
    )
  }
}

/** Six values. */
export class Tuple6<A, B, C, D, E, F> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
    public _3: D,
    public _4: E,
    public _5: F,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(
      combine(
        combine(combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2)), hash<D>(this._3)),
        hash<E>(this._4),
      ),
      hash<F>(this._5),
    )
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)}, ${showNested<D>(this._3)}, ${showNested<E>(this._4)}, ${showNested<F>(this._5)})`
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.value<D>(this._3)
    json.value<E>(this._4)
    json.value<F>(this._5)
    json.endArray()
  }

  get itemCount(): i32 {
    return 6
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
    this._3 = json.item<D>(3)
    this._4 = json.item<E>(4)
    this._5 = json.item<F>(5)
  }

  equals(other: Tuple6<A, B, C, D, E, F>): bool {
    return (
      equals<A>(this._0, other._0) &&
      equals<B>(this._1, other._1) &&
      equals<C>(this._2, other._2) &&
      equals<D>(this._3, other._3) &&
      equals<E>(this._4, other._4) &&
      equals<F>(this._5, other._5)
    )
  }
}
