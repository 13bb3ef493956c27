// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { indexFault, isOutside, item, put, refuses } from "./haira/list";
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
    indexFault<i64>(xs, i);
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
  if (isOutside<i64>(xs, $10)) {
    indexFault<i64>(xs, $10);
    return;
  }
  const $11 = item<i64>(xs, $10);
  const $12: i64 = $11 + next();
  if (refuses<i64>(xs, $10)) return;
  put<i64>(xs, $10, $12);
  println(`${show<Array<i64>>(xs)} ${show<i64>(n)}`);
  const $13 = next();
  const $14 = next();
  let a = $13;
  let b = $14;
  const $15: i64 = b;
  const $16: i64 = a;
  a = $15;
  b = $16;
  println(`${show<i64>(a)} ${show<i64>(b)}`);
  if (isOutside<i64>(xs, 1)) {
    indexFault<i64>(xs, 1);
    return;
  }
  const $17 = item<i64>(xs, 1);
  const $18 = at(xs, 2);
  if (failed()) return;
  const $19: i64 = $17;
  const $20: i64 = $18;
  if (refuses<i64>(xs, 0)) return;
  put<i64>(xs, 0, $19);
  if (refuses<i64>(xs, 1)) return;
  put<i64>(xs, 1, $20);
  println(show<Array<i64>>(xs));
  const $21 = at([1], 0);
  if (failed()) return;
  let $23: bool = $21 == 1;
  if ($23) {
    const $22 = at([2], 0);
    if (failed()) return;
    $23 = $22 == 2;
  }
  let $25: bool = $23;
  if (!$25) {
    const $24 = at([], 0);
    if (failed()) return;
    $25 = $24 == 3;
  }
  const $28 = show<bool>($25);
  let $27: bool = false;
  if ($27) {
    const $26 = at([], 0);
    if (failed()) return;
    $27 = $26 == 0;
  }
  println(`${$28} ${show<bool>($27)}`);
  const $30 = next();
  const $29 = at([n], 0);
  if (failed()) return;
  let r = new BA($30, $29);
  const $33 = show<BA>(r);
  const $32 = next();
  const $31 = at([n], 0);
  if (failed()) return;
  println(`${$33} ${show<Array<i64>>([$32, $31, next()])}`);
}

/** The statements of the top level, then `main`. */
function start(): void {
  n = 0;
  main();
}

program([], start);
