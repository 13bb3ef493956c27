// Tuples. `(T, error)`, the result of what may fail, is a tuple whose last element is an error or null.

import { JsonReader } from './decode'
import { Any, box } from './any'
import { copyOf } from './clone'
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

  get arity(): i32 {
    return 2
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    return box<B>(this._1)
  }

  copy(): Tuple2<A, B> {
    return new Tuple2<A, B>(copyOf<A>(this._0), copyOf<B>(this._1))
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

  get arity(): i32 {
    return 3
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    return box<C>(this._2)
  }

  copy(): Tuple3<A, B, C> {
    return new Tuple3<A, B, C>(copyOf<A>(this._0), copyOf<B>(this._1), copyOf<C>(this._2))
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

  get arity(): i32 {
    return 4
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    if (at == 2) return box<C>(this._2)
    return box<D>(this._3)
  }

  copy(): Tuple4<A, B, C, D> {
    return new Tuple4<A, B, C, D>(copyOf<A>(this._0), copyOf<B>(this._1), copyOf<C>(this._2), copyOf<D>(this._3))
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

  get arity(): i32 {
    return 5
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    if (at == 2) return box<C>(this._2)
    if (at == 3) return box<D>(this._3)
    return box<E>(this._4)
  }

  copy(): Tuple5<A, B, C, D, E> {
    return new Tuple5<A, B, C, D, E>(
      copyOf<A>(this._0),
      copyOf<B>(this._1),
      copyOf<C>(this._2),
      copyOf<D>(this._3),
      copyOf<E>(this._4),
    )
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

  get arity(): i32 {
    return 6
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    if (at == 2) return box<C>(this._2)
    if (at == 3) return box<D>(this._3)
    if (at == 4) return box<E>(this._4)
    return box<F>(this._5)
  }

  copy(): Tuple6<A, B, C, D, E, F> {
    return new Tuple6<A, B, C, D, E, F>(
      copyOf<A>(this._0),
      copyOf<B>(this._1),
      copyOf<C>(this._2),
      copyOf<D>(this._3),
      copyOf<E>(this._4),
      copyOf<F>(this._5),
    )
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

/** Seven values. */
export class Tuple7<A, B, C, D, E, F, G> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
    public _3: D,
    public _4: E,
    public _5: F,
    public _6: G,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(
      combine(
        combine(
          combine(combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2)), hash<D>(this._3)),
          hash<E>(this._4),
        ),
        hash<F>(this._5),
      ),
      hash<G>(this._6),
    )
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)}, ${showNested<D>(this._3)}, ${showNested<E>(this._4)}, ${showNested<F>(this._5)}, ${showNested<G>(this._6)})`
  }

  get arity(): i32 {
    return 7
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    if (at == 2) return box<C>(this._2)
    if (at == 3) return box<D>(this._3)
    if (at == 4) return box<E>(this._4)
    if (at == 5) return box<F>(this._5)
    return box<G>(this._6)
  }

  copy(): Tuple7<A, B, C, D, E, F, G> {
    return new Tuple7<A, B, C, D, E, F, G>(
      copyOf<A>(this._0),
      copyOf<B>(this._1),
      copyOf<C>(this._2),
      copyOf<D>(this._3),
      copyOf<E>(this._4),
      copyOf<F>(this._5),
      copyOf<G>(this._6),
    )
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.value<D>(this._3)
    json.value<E>(this._4)
    json.value<F>(this._5)
    json.value<G>(this._6)
    json.endArray()
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
    this._3 = json.item<D>(3)
    this._4 = json.item<E>(4)
    this._5 = json.item<F>(5)
    this._6 = json.item<G>(6)
  }

  equals(other: Tuple7<A, B, C, D, E, F, G>): bool {
    return (
      equals<A>(this._0, other._0) &&
      equals<B>(this._1, other._1) &&
      equals<C>(this._2, other._2) &&
      equals<D>(this._3, other._3) &&
      equals<E>(this._4, other._4) &&
      equals<F>(this._5, other._5) &&
      equals<G>(this._6, other._6)
    )
  }
}

/** Eight values. */
export class Tuple8<A, B, C, D, E, F, G, H> {
  constructor(
    public _0: A,
    public _1: B,
    public _2: C,
    public _3: D,
    public _4: E,
    public _5: F,
    public _6: G,
    public _7: H,
  ) {}

  /** For tuples that are keys. */
  hash(): u32 {
    return combine(
      combine(
        combine(
          combine(
            combine(combine(combine(hash<A>(this._0), hash<B>(this._1)), hash<C>(this._2)), hash<D>(this._3)),
            hash<E>(this._4),
          ),
          hash<F>(this._5),
        ),
        hash<G>(this._6),
      ),
      hash<H>(this._7),
    )
  }

  show(): string {
    return `(${showNested<A>(this._0)}, ${showNested<B>(this._1)}, ${showNested<C>(this._2)}, ${showNested<D>(this._3)}, ${showNested<E>(this._4)}, ${showNested<F>(this._5)}, ${showNested<G>(this._6)}, ${showNested<H>(this._7)})`
  }

  get arity(): i32 {
    return 8
  }

  /** A part by its number. */
  part(at: i32): Any | null {
    if (at == 0) return box<A>(this._0)
    if (at == 1) return box<B>(this._1)
    if (at == 2) return box<C>(this._2)
    if (at == 3) return box<D>(this._3)
    if (at == 4) return box<E>(this._4)
    if (at == 5) return box<F>(this._5)
    if (at == 6) return box<G>(this._6)
    return box<H>(this._7)
  }

  copy(): Tuple8<A, B, C, D, E, F, G, H> {
    return new Tuple8<A, B, C, D, E, F, G, H>(
      copyOf<A>(this._0),
      copyOf<B>(this._1),
      copyOf<C>(this._2),
      copyOf<D>(this._3),
      copyOf<E>(this._4),
      copyOf<F>(this._5),
      copyOf<G>(this._6),
      copyOf<H>(this._7),
    )
  }

  write(json: JsonWriter): void {
    json.beginArray()
    json.value<A>(this._0)
    json.value<B>(this._1)
    json.value<C>(this._2)
    json.value<D>(this._3)
    json.value<E>(this._4)
    json.value<F>(this._5)
    json.value<G>(this._6)
    json.value<H>(this._7)
    json.endArray()
  }

  readItems(json: JsonReader): void {
    this._0 = json.item<A>(0)
    this._1 = json.item<B>(1)
    this._2 = json.item<C>(2)
    this._3 = json.item<D>(3)
    this._4 = json.item<E>(4)
    this._5 = json.item<F>(5)
    this._6 = json.item<G>(6)
    this._7 = json.item<H>(7)
  }

  equals(other: Tuple8<A, B, C, D, E, F, G, H>): bool {
    return (
      equals<A>(this._0, other._0) &&
      equals<B>(this._1, other._1) &&
      equals<C>(this._2, other._2) &&
      equals<D>(this._3, other._3) &&
      equals<E>(this._4, other._4) &&
      equals<F>(this._5, other._5) &&
      equals<G>(this._6, other._6) &&
      equals<H>(this._7, other._7)
    )
  }
}
