// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { isOutside, item, put } from "./haira/list";
import { HairaError, failed, nothing, raise } from "./haira/panic";
import { program } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Tuple2 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

let n: i64 = 0;

// {b: int, a: int}
class BA {
  constructor(public b: i64, public a: i64) {}

  show(): string {
    return `{"b": ${showNested<i64>(this.b)}, "a": ${showNested<i64>(this.a)}}`;
  }
}

function next(): i64 {
  n += 1;
  return n;
}

function fallible(ok: bool): Tuple2<i64, HairaError | null> {
  if (ok) {
    return new Tuple2<i64, HairaError | null>(next(), null);
  }
  return new Tuple2<i64, HairaError | null>(0, new HairaError("no"));
}

function at(xs: Array<i64>, i: i64): i64 {
  if (isOutside<i64>(xs, i)) {
    return nothing<i64>();
  }
  const $1 = item<i64>(xs, i);
  return $1;
}

function main(): void {
  const $2 = show<i64>(n);
  const $1 = at([10, 20], next());
  if (failed()) return;
  const $5 = show<i64>($1);
  const $6 = show<i64>(n);
  const $3 = fallible(true);
  const $4 = $3._1;
  if ($4 !== null) {
    raise($4);
    return;
  }
  println(`${$2} ${$5} ${$6} ${show<i64>($3._0)} ${show<i64>(n)}`);
  let x: i64 = 1;
  const $9: i64 = x;
  let $7: i64;
  const $8 = at([1], 0);
  if (failed()) return;
  if ($8 == 1) {
    x = 5;
    $7 = x;
  } else {
    $7 = 0;
  }
  let y: i64 = $9 + $7 + x;
  println(show<i64>(y));
  let xs: Array<i64> = [0, 0, 0];
  const $10: i64 = next() - 3;
  if (isOutside<i64>(xs, $10)) return;
  const $11 = item<i64>(xs, $10);
  if (isOutside<i64>(xs, $10)) return;
  put<i64>(xs, $10, $11 + next());
  println(`${show<Array<i64>>(xs)} ${show<i64>(n)}`);
  const $12 = next();
  const $13 = next();
  let a = $12;
  let b = $13;
  const $14: i64 = b;
  const $15: i64 = a;
  a = $14;
  b = $15;
  println(`${show<i64>(a)} ${show<i64>(b)}`);
  if (isOutside<i64>(xs, 1)) return;
  const $16 = item<i64>(xs, 1);
  const $17 = at(xs, 2);
  if (failed()) return;
  const $18: i64 = $16;
  const $19: i64 = $17;
  if (isOutside<i64>(xs, 0)) return;
  put<i64>(xs, 0, $18);
  if (isOutside<i64>(xs, 1)) return;
  put<i64>(xs, 1, $19);
  println(show<Array<i64>>(xs));
  const $20 = at([1], 0);
  if (failed()) return;
  let $22: bool = $20 == 1;
  if ($22) {
    const $21 = at([2], 0);
    if (failed()) return;
    $22 = $21 == 2;
  }
  let $24: bool = $22;
  if (!$24) {
    const $23 = at([], 0);
    if (failed()) return;
    $24 = $23 == 3;
  }
  const $27 = show<bool>($24);
  let $26: bool = false;
  if ($26) {
    const $25 = at([], 0);
    if (failed()) return;
    $26 = $25 == 0;
  }
  println(`${$27} ${show<bool>($26)}`);
  const $29 = next();
  const $28 = at([n], 0);
  if (failed()) return;
  let r = new BA($29, $28);
  const $32 = show<BA>(r);
  const $31 = next();
  const $30 = at([n], 0);
  if (failed()) return;
  println(`${$32} ${show<Array<i64>>([$31, $30, next()])}`);
}

/** The statements of the top level, then `main`. */
function start(): void {
  n = 0;
  main();
}

program([], start);
