// Compiled from input.haira by haira 0.1.0.
import { equals } from "./haira/equal";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { failed, nothing, panic } from "./haira/panic";
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
  for (let $1: i32 = 0; $1 < xs.length; $1++) {
    let i: i64 = $1;
    let x = xs[$1];
    if (x == wanted) {
      return new Some<i64>(i);
    }
  }
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
  while (node !== null) {
    count += 1;
    node = node!.next;
  }
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
  println(`${show<Some<i64> | null>(at)} ${show<Some<i64> | null>(find([], 1))}`);
  if (at !== null && at!.value > 1) {
    println(`late ${show<i64>(at!.value + 1)}`);
  }
  let x: Some<i64> | null = null;
  println(`${show<Some<i64> | null>(x)} ${show<bool>(x === null)}`);
  x = new Some<i64>(3);
  println(`${show<i64>(x!.value + 1)} ${show<bool>(x!.value == 3)}`);
  const $2 = show<string | null>(name(1));
  const $3 = show<string | null>(name(2));
  const $1 = name(2);
  println(`${$2} ${$3} ${$1 === null ? "many" : $1}`);
  println(`${show<i64>(length(new Node(1, new Node(2, null))))} ${show<i64>(length(null))}`);
  const $4 = remember(new Node(7, null));
  if (failed()) return;
  println(`${show<i64>($4)} ${show<Node | null>(last)}`);
  let f: Some<f64> | null = new Some<f64>(2.0);
  const $6 = show<Some<f64> | null>(f);
  const $7 = show<Array<Some<i64> | null>>([at, null]);
  const $5 = new Map<string, i64>();
  $5.set("k", x!.value);
  println(`${$6} ${$7} ${show<Map<string, i64>>($5)} ${show<bool>(equals<string | null>(name(1), "one"))}`);
  let pairs: Array<Some<i64> | null> = [new Some<i64>(1), null];
  println(show<Array<Some<i64> | null>>(pairs));
}

/** The statements of the top level, then `main`. */
function start(): void {
  last = null;
  main();
}

program([], start);
