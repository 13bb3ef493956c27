// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { divide as number$divide } from "./haira/number";
import { failed, nothing, panic } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
import { Stack, overflow } from "./haira/stack";
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
  const $left = Stack.left - 104;
  if ($left < 0) {
    overflow();
    return nothing<i64>();
  }
  Stack.left = $left;
  if (n == 0) {
    {
      const $returned: i64 = divide(1, 0);
      Stack.left = $left + 104;
      return $returned;
    }
  }
  const $1 = deep(n - 1);
  if (failed()) return nothing<i64>();
  {
    const $returned: i64 = $1 + 1;
    Stack.left = $left + 104;
    return $returned;
  }
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
