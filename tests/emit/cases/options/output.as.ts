// Compiled from input.haira by haira 0.1.0.
import { equals } from "./haira/equal";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { failed, goesOn, nothing, panic } from "./haira/panic";
import { program } from "./haira/program";
import { REPEATED, enters, leaves, show, showNested } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

let last: Node | null = null;

// struct Node
class Node {
  constructor(public value: i64, public next: Node | null) {}

  show(): string {
    if (!enters(changetype<usize>(this))) return REPEATED;
    const text = `Node{value: ${showNested<i64>(this.value)}, next: ${showNested<Node | null>(this.next)}}`;
    leaves();
    return text;
  }
}

function find(xs: Array<i64>, wanted: i64): Some<i64> | null {
  for (let $1: i32 = 0; goesOn($1 < xs.length); $1++) {
    let i: i64 = $1;
    let x = xs[$1];
    if (x == wanted) {
      return new Some<i64>(i);
    }
  }
  if (failed()) return nothing<Some<i64> | null>();
  return null;
}

function name(n: i64): string | null {
  if (n == 1) {
    return "one";
  } else {
    return null;
  }
}

function length(list: Node | null): i64 {
  let count: i64 = 0;
  let node = list;
  while (goesOn(node !== null)) {
    count += 1;
    node = node!.next;
  }
  if (failed()) return nothing<i64>();
  return count;
}

function remember(node: Node | null): i64 {
  last = node;
  let total: i64 = 0;
  if (last !== null) {
    const $1: Node | null = last;
    if ($1 === null) {
      panic("unexpected nil");
      return nothing<i64>();
    }
    total += $1.value;
  }
  return total;
}

function main(): void {
  let at = find([4, 5, 6], 6);
  if (failed()) return;
  const $2 = show<Some<i64> | null>(at);
  const $1 = find([], 1);
  if (failed()) return;
  println(`${$2} ${show<Some<i64> | null>($1)}`);
  if (at !== null && at!.value > 1) {
    println(`late ${show<i64>(at!.value + 1)}`);
  }
  let x: Some<i64> | null = null;
  println(`${show<Some<i64> | null>(x)} ${show<bool>(x === null)}`);
  x = new Some<i64>(3);
  println(`${show<i64>(x!.value + 1)} ${show<bool>(x!.value == 3)}`);
  const $4 = show<string | null>(name(1));
  const $5 = show<string | null>(name(2));
  const $3 = name(2);
  println(`${$4} ${$5} ${$3 === null ? "many" : $3}`);
  const $6 = length(new Node(1, new Node(2, null)));
  if (failed()) return;
  const $8 = show<i64>($6);
  const $7 = length(null);
  if (failed()) return;
  println(`${$8} ${show<i64>($7)}`);
  const $9 = remember(new Node(7, null));
  if (failed()) return;
  println(`${show<i64>($9)} ${show<Node | null>(last)}`);
  let f: Some<f64> | null = new Some<f64>(2.0);
  const $11 = show<Some<f64> | null>(f);
  const $12 = show<Array<Some<i64> | null>>([at, null]);
  const $10 = new Map<string, i64>();
  $10.set("k", x!.value);
  println(`${$11} ${$12} ${show<Map<string, i64>>($10)} ${show<bool>(equals<string | null>(name(1), "one"))}`);
  let pairs: Array<Some<i64> | null> = [new Some<i64>(1), null];
  println(show<Array<Some<i64> | null>>(pairs));
}

/** The statements of the top level, then `main`. */
function start(): void {
  last = null;
  main();
}

program([], start);
