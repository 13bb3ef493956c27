// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { shiftLeft, shiftRight, shiftRightLogical } from "./haira/number";
import { failed } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function shifted(n: i64, count: i64): i64 {
  return shiftLeft(n, count);
}

function main(): void {
  const $1 = shifted(1, 65);
  if (failed()) return;
  const $3 = show<i64>($1);
  const $2 = shifted(1, 63);
  if (failed()) return;
  println(`${$3} ${show<i64>($2)} ${show<i64>(<i64>256 >> 2)} ${show<i64>(<i64>-8 >> 1)} ${show<i64>(<i64>-8 >>> 60)}`);
  let count: i64 = 64;
  const $4 = shiftRight(-8, count);
  if (failed()) return;
  const $6 = show<i64>($4);
  const $5 = shiftRightLogical(-1, count);
  if (failed()) return;
  println(`${$6} ${show<i64>($5)}`);
  count = -1;
  const $7 = shiftRightLogical(5, count);
  if (failed()) return;
  println(show<i64>($7));
}

program([], main);
