// Compiled from input.haira by haira 0.1.0.
import { println } from "./haira/lib-io";
import { shiftLeftSized, shiftRightLogicalSized, shiftRightSized } from "./haira/number";
import { failed } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function left(a: u8, by: u8): u8 {
  return shiftLeftSized<u8>(a, by);
}

function main(): void {
  let a = <u8>200;
  const $2 = show<u8>(shiftLeftSized<u8>(a, <u8>1));
  const $3 = show<u8>(shiftRightSized<u8>(a, <u8>3));
  const $4 = show<u8>(shiftRightLogicalSized<u8>(a, <u8>3));
  const $5 = show<u8>(shiftLeftSized<u8>(a, <u8>8));
  const $1 = left(a, <u8>2);
  if (failed()) return;
  const $7 = show<u8>($1);
  const $6 = shiftLeftSized<u8>(<u8>1, a);
  if (failed()) return;
  println(`${$2} ${$3} ${$4} ${$5} ${$7} ${show<u8>(shiftRightSized<u8>($6, <u8>6))}`);
  let b = <i8>-128;
  println(`${show<i8>(shiftRightSized<i8>(b, <i8>1))} ${show<i8>(shiftRightLogicalSized<i8>(b, <i8>1))} ${show<i8>(shiftLeftSized<i8>(b, <i8>1))}`);
  let c: i64 = -8;
  println(`${show<i64>(c >> 1)} ${show<i64>(c >>> 60)} ${show<u8>(a & <u8>240 | <u8>1)} ${show<u8>(a ^ a)}`);
  a = shiftLeftSized<u8>(a, <u8>4);
  b = shiftRightLogicalSized<i8>(b, <i8>4);
  println(`${show<u8>(a)} ${show<i8>(b)}`);
}

program([], main);
