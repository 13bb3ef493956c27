// Compiled from input.haira by haira 0.1.0.
import { equals } from "./haira/equal";
import { println } from "./haira/lib-io";
import { indexFault, isOutside, item, put, refuses } from "./haira/list";
import { lookupValue } from "./haira/map";
import { divide as number$divide, shiftLeftSized } from "./haira/number";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { failed } from "./haira/panic";
import { program } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Tuple2 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

// struct Pixel
class Pixel {
  constructor(public red: u8, public green: u8, public weight: f32) {}

  show(): string {
    return `Pixel{red: ${showNested<u8>(this.red)}, green: ${showNested<u8>(this.green)}, weight: ${showNested<f32>(this.weight)}}`;
  }
}

// {x: i8}
class X {
  constructor(public x: i8) {}

  show(): string {
    return `{"x": ${showNested<i8>(this.x)}}`;
  }
}

function half(n: u8 = <u8>255): u8 {
  return n / <u8>2;
}

function divide(a: i8, b: i8): i8 {
  return number$divide<i8>(a, b);
}

function main(): void {
  let a = <u8>200;
  println(`${show<u8>(a + <u8>100)} ${show<u8>(a * <u8>2)} ${show<u8>(<u8>1 + a)} ${show<u8>(-a)} ${show<u8>(~a)} ${show<u8>(a / <u8>3)} ${show<u8>(a % <u8>7)}`);
  let low = <i8>-128;
  const $2 = show<i8>(low - <i8>1);
  const $3 = show<i8>(-low);
  const $1 = divide(low, <i8>-1);
  if (failed()) return;
  const $5 = show<i8>($1);
  const $4 = divide(low, <i8>3);
  if (failed()) return;
  println(`${$2} ${$3} ${$5} ${show<i8>($4)}`);
  let i = <i32>2147483647;
  i += <i32>1;
  let big = <u64>-1;
  println(`${show<i32>(i)} ${show<u64>(big)} ${show<u64>(big / <u64>2)} ${show<u64>(big + <u64>1)} ${show<bool>(big > <u64>5)}`);
  let xs: Array<u8> = [<u8>1, <u8>255];
  let m = new Map<u8, i16>();
  m.set(<u8>1, <i16>-5);
  m.set(<u8>255, <i16>300);
  let p = new Pixel(<u8>255, <u8>7, <f32>0.5);
  p.red += <u8>1;
  if (isOutside<u8>(xs, 0)) {
    indexFault<u8>(xs, 0);
    return;
  }
  const $7 = item<u8>(xs, 0);
  if (refuses<u8>(xs, 0)) return;
  put<u8>(xs, 0, $7 - <u8>2);
  println(`${show<Array<u8>>(xs)} ${show<Map<u8, i16>>(m)} ${show<Some<i16> | null>(lookupValue<u8, i16>(m, <u8>255))} ${show<Pixel>(p)} ${show<u8>(half())} ${show<u8>(half(<u8>9))}`);
  println(`${show<Array<u8>>([a, <u8>2])} ${show<X>(new X(low))} ${show<Tuple2<u8, u64>>(new Tuple2<u8, u64>(a, big))}`);
  let n: i64 = 300;
  println(`${show<bool>(<i64>a < n)} ${show<bool>(a == <u8>200)} ${show<bool>(<f64>a == 200.0)} ${show<bool>(<i64>low < <i64>a)} ${show<bool>(equals<Array<u8>>(xs, [<u8>255, <u8>255]))}`);
  let o: Some<u8> | null = new Some<u8>(<u8>7);
  if (o !== null) {
    println(`${show<u8>(o!.value + <u8>250)} ${show<u8>(o!.value)}`);
  }
  let zero: u16 = 0;
  println(`${show<u16>(zero)} ${show<u8>(a)} #${show<u8>(a)}`);
  println(`${show<u8>(<u8>1 + <u8>2 + a)} ${show<u8>((shiftLeftSized<u8>(<u8>1, <u8>3) | <u8>1) & a)} ${show<u8>(<u8>2 * <u8>100 + a)} ${show<bool>(a < <u8>100 + <u8>101)}`);
}

program([], main);
