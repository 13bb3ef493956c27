// Compiled from input.haira by haira 0.1.0.
import { panic } from "./haira/lib-builtin";
import { println } from "./haira/lib-io";
import { divide as number$divide } from "./haira/number";
import { failed, nothing } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function divide(a: i64, b: i64): i64 {
  return number$divide<i64>(a, b);
}

function explode(text: string): string {
  if (text == "") {
    panic("empty");
    return "";
  }
  return text;
}

function deep(n: i64): i64 {
  if (n == 0) {
    return divide(1, 0);
  }
  const $1 = deep(n - 1);
  if (failed()) return nothing<i64>();
  return $1 + 1;
}

function main(): void {
  const $1 = divide(7, -2);
  if (failed()) return;
  const $3 = show<i64>($1);
  const $4 = show<i64>(-7 % 3);
  const $5 = show<i64>(<i64>1 << 3);
  const $2 = explode("a");
  if (failed()) return;
  println(`${$3} ${$4} ${$5} ${$2}`);
  const $6 = deep(3);
  if (failed()) return;
  println(`before ${show<i64>($6)} after`);
}

program([], main);
