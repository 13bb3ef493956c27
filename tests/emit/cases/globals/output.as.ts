// Compiled from input.haira by haira 0.1.0.
import { appended } from "./haira/growing";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { failed, goesOn, nothing, panic } from "./haira/panic";
import { program, setExitStatus } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

const LIMIT: i64 = 3;
const GREETING: string = "hi";
let counter: i64 = 0;
let names: Array<string> = new Array<string>();
let table: Map<string, i64> = new Map<string, i64>();
let best: Some<i64> | null = null;
let x: i64 = 0;
let y: string = "";

function bump(): i64 {
  counter += 1;
  return counter;
}

function note(name: string): void {
  names = appended<string>(names, name);
  const $1: Map<string, i64> = table;
  $1.set(name, bump());
  best = new Some<i64>(counter);
}

function main(): i64 {
  println(`${GREETING} ${show<i64>(counter)} ${show<Array<string>>(names)} ${show<Map<string, i64>>(table)} ${show<Some<i64> | null>(best)} ${show<i64>(x)} ${y}`);
  if (best !== null) {
    const $1: Some<i64> | null = best;
    if ($1 === null) {
      panic("unexpected nil");
      return nothing<i64>();
    }
    println(show<i64>($1.value + 1));
  }
  return LIMIT;
}

/** The statements of the top level, then `main`. */
function start(): void {
  counter = 0;
  names = new Array<string>();
  const $1 = new Map<string, i64>();
  $1.set("a", 1);
  table = $1;
  best = null;
  println(`start ${show<i64>(LIMIT)} ${show<i64>(counter)} ${show<Array<string>>(names)} ${show<Some<i64> | null>(best)}`);
  note("b");
  if (counter > 0) {
    let inside = "local";
    note(inside);
  }
  for (let i: i64 = 0; goesOn(i < 2); i++) {
    counter += i;
  }
  if (failed()) return;
  x = 1;
  y = "two";
  setExitStatus(main());
}

program([], start);
