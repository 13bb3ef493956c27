// Compiled from input.haira by haira 0.1.0.
import { Any, box, cast } from "./haira/any";
import { println } from "./haira/lib-io";
import { truncate, truncateTo } from "./haira/number";
import { failed } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function low(n: i64): u8 {
  return <u8>n;
}

function whole(f: f64): i16 {
  return truncateTo<i16>(f);
}

function main(): void {
  println(`${show<u8>(low(300))} ${show<u8>(low(-1))} ${show<u8>(<u8>300)} ${show<u16>(<u16>-1)} ${show<i16>(<i16>65535)}`);
  const $1 = whole(-2.9);
  if (failed()) return;
  const $3 = show<i16>($1);
  const $2 = truncate(2.9);
  if (failed()) return;
  const $5 = show<i64>($2);
  const $4 = truncateTo<u64>(18446744073709550000.0);
  if (failed()) return;
  const $7 = show<u64>($4);
  const $6 = truncateTo<i8>(127.9);
  if (failed()) return;
  println(`${$3} ${$5} ${$7} ${show<i8>($6)}`);
  let a = <u8>200;
  let b = <i8>-1;
  println(`${show<i8>(<i8>a)} ${show<i64>(<i64>a)} ${show<u8>(<u8>b)} ${show<u64>(<u64>b)} ${show<f64>(<f64>a)} ${show<f32>(<f32>b)}`);
  let f = <f32>0.1;
  const $9 = show<f32>(f);
  const $10 = show<f64>(<f64>f);
  const $11 = show<f32>(f * <f32>3.0);
  const $8 = truncate(f);
  if (failed()) return;
  println(`${$9} ${$10} ${$11} ${show<i64>($8)} ${show<f32>(<f32>16777217)} ${show<f32>(<f32>1e-7)} ${show<f32>(<f32>3.4e+38)}`);
  let v: Any | null = box<u8>(a);
  let w: Any | null = box<f32>(f);
  const $13 = show<Any | null>(v);
  const $12 = cast<u8>(v);
  if (failed()) return;
  const $15 = show<u8>($12);
  const $16 = show<Any | null>(w);
  const $14 = cast<f32>(w);
  if (failed()) return;
  println(`${$13} ${$15} ${$16} ${show<f32>($14)}`);
  const $17 = whole(32768.0);
  if (failed()) return;
  println(show<i16>($17));
}

program([], main);
