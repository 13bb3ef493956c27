// Compiled from input.haira by haira 0.1.0.
import { print, println } from "./haira/lib-io";
import { indexFault, isOutside, item } from "./haira/list";
import { failed, nothing, panic } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
// What the host calls.
export * from "./haira/exports";

function at(xs: Array<i64>, i: i64): i64 {
  if (isOutside<i64>(xs, i)) {
    indexFault<i64>(xs, i);
    return nothing<i64>();
  }
  const $1 = item<i64>(xs, i);
  return $1;
}

function size(n: i64): string {
  if (n > 3) {
    let s = "big";
    if (n > 10) {
      return "huge";
    } else {
      return s;
    }
  } else {
    print("small path, ");
    return "small";
  }
}

function sign(n: i64): i64 {
  if (n < 0) {
    return -1;
  } else if (n == 0) {
    return 0;
  } else {
    return 1;
  }
}

function maybe(n: i64): string | null {
  if (n > 0) return "yes";
  return null;
}

function must(n: i64): i64 {
  if (n > 0) {
    return n;
  } else {
    panic("not positive");
    return nothing<i64>();
  }
}

function main(): void {
  println(`${size(2)} ${size(5)} ${size(50)} ${show<i64>(sign(-9))} ${show<i64>(sign(0))} ${show<i64>(sign(9))}`);
  const $2 = show<string | null>(maybe(1));
  const $3 = show<string | null>(maybe(0));
  const $1 = must(2);
  if (failed()) return;
  println(`${$2} ${$3} ${show<i64>($1)}`);
  let v: string;
  const $5 = at([5], 0);
  if (failed()) return;
  if ($5 == 5) {
    let t = at([1, 2], 1);
    if (failed()) return;
    v = `two ${show<i64>(t)}`;
  } else {
    v = "none";
  }
  let w: f64 = v == "none" ? 1.0 : 2.5;
  let maybe_text: string | null;
  if (w > 3.0) {
    maybe_text = "big";
  } else {
    maybe_text = null;
  }
  {
    let n = at([4], 0);
    if (failed()) return;
    if (n > 3) {
      println(`n ${show<i64>(n)}`);
    } else {
      println(`never ${show<i64>(n)}`);
    }
  }
  println(`${v} ${show<f64>(w)} ${show<string | null>(maybe_text)} ${true ? "a" : "b"}`);
}

program([], main);
