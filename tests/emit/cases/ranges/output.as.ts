// Compiled from input.haira by haira 0.1.0.
import { Any, box } from "./haira/any";
import { equals } from "./haira/equal";
import { len } from "./haira/lib-builtin";
import { println } from "./haira/lib-io";
import { failed, goesOn, nothing } from "./haira/panic";
import { program } from "./haira/program";
import { Range } from "./haira/range";
import { show, showNested } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

// {a: range}
class A_ {
  constructor(public a: Range) {}

  show(): string {
    return `{"a": ${showNested<Range>(this.a)}}`;
  }
}

function total(xs: Array<i64>): i64 {
  let sum: i64 = 0;
  for (let $1: i32 = 0; goesOn($1 < xs.length); $1++) {
    let x = xs[$1];
    sum += x;
  }
  if (failed()) return nothing<i64>();
  return sum;
}

function tell(r: Range): void {
  println(`${show<Range>(r)} ${show<i64>(len<Range>(r))}`);
}

function main(): void {
  let r = new Range(0, 5, false);
  tell(r);
  tell(new Range(1, 3, true));
  println(`${show<i64>(len<Range>(new Range(5, 2, false)))} ${show<i64>(len<Range>(new Range(i64.MIN_VALUE, 9223372036854775807, false)))}`);
  const $2: i64 = r.size;
  for (let $1: i64 = 0; goesOn($1 < $2); $1++) {
    let x: i64 = r.from + $1;
    if (x == 1) continue;
    if (x == 4) break;
    x *= 10;
    println(show<i64>(x));
  }
  if (failed()) return;
  const $3 = new Range(10, 11, true);
  const $5: i64 = $3.size;
  for (let $4: i64 = 0; goesOn($4 < $5); $4++) {
    let i: i64 = $4;
    let x: i64 = $3.from + $4;
    println(`${show<i64>(i)} ${show<i64>(x)}`);
  }
  if (failed()) return;
  for (let x: i64 = 3; goesOn(x < 1); x++) {
    println(`never ${show<i64>(x)}`);
  }
  if (failed()) return;
  let xs: Array<i64> = new Range(2, 5, false).toList();
  const $8 = show<Array<i64>>(xs);
  const $7 = total(r.toList());
  if (failed()) return;
  const $10 = show<i64>($7);
  const $9 = total(new Range(1, 4, true).toList());
  if (failed()) return;
  println(`${$8} ${$10} ${show<i64>($9)} ${show<bool>(equals<Range>(r, new Range(0, 5, false)))} ${show<bool>(equals<Range>(r, new Range(0, 4, true)))}`);
  let z: Range = new Range(0, 0, false);
  let q: Range | null = null;
  println(`${show<Range>(z)} ${show<Array<Range>>([new Range(0, 2, false)])} ${show<A_>(new A_(new Range(1, 2, false)))} ${show<Range | null>(q)} ${show<Range>(new Range(1, 2, false))}`);
  q = r;
  let v: Any | null = box<Range>(new Range(1, 3, false));
  println(`${show<Range>(q!)} ${show<Any | null>(v)} ${show<bool>(equals<Any | null>(v, box<Range>(new Range(1, 3, false))))}`);
  let n: i64 = 3;
  r = new Range(n, n * 2, false);
  const $11 = r;
  const $13: i64 = $11.size;
  for (let $12: i64 = 0; goesOn($12 < $13); $12++) {
    let x: i64 = $11.from + $12;
    r = new Range(0, 100, false);
    println(show<i64>(x));
  }
}

program([], main);
