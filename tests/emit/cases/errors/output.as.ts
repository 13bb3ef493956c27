// Compiled from input.haira by haira 0.1.0.
import { error } from "./haira/lib-builtin";
import { string_to_int } from "./haira/lib-conv";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { HairaError, failed, goesOn, nothing, raise } from "./haira/panic";
import { program } from "./haira/program";
import { show } from "./haira/show";
import { Tuple2, Tuple3 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

function check(n: i64): HairaError | null {
  if (n < 0) {
    return new HairaError("negative");
  }
  return null;
}

function double(text: string): Tuple2<i64, HairaError | null> {
  const $1 = string_to_int(text);
  let n = $1._0;
  let err = $1._1;
  if (err !== null) {
    return new Tuple2<i64, HairaError | null>(0, err!);
  }
  const $2 = check(n);
  if ($2 !== null) {
    raise($2);
    return nothing<Tuple2<i64, HairaError | null>>();
  }
  return new Tuple2<i64, HairaError | null>(n * 2, null);
}

function both(a: string, b: string): Tuple3<i64, string, HairaError | null> {
  const $1 = double(a);
  if (failed()) return nothing<Tuple3<i64, string, HairaError | null>>();
  const $2 = $1._1;
  if ($2 !== null) {
    raise($2);
    return nothing<Tuple3<i64, string, HairaError | null>>();
  }
  const $3 = double(b);
  if (failed()) return nothing<Tuple3<i64, string, HairaError | null>>();
  const $4 = $3._1;
  if ($4 !== null) {
    raise($4);
    return nothing<Tuple3<i64, string, HairaError | null>>();
  }
  return new Tuple3<i64, string, HairaError | null>($1._0 + $3._0, a + b, null);
}

function next(text: string): i64 {
  const $1 = double(text);
  if (failed()) return nothing<i64>();
  const $2 = $1._1;
  if ($2 !== null) {
    raise($2);
    return nothing<i64>();
  }
  return $1._0 + 1;
}

function first_negative(texts: Array<string>): string {
  for (let $1: i32 = 0; goesOn($1 < texts.length); $1++) {
    let text = texts[$1];
    const $2 = double(text);
    if (failed()) return "";
    if ($2._1 !== null) continue;
    let n = $2._0;
    if (n > 10) {
      return text;
    }
  }
  if (failed()) return "";
  return "none";
}

function lookup(ages: Map<string, i64>, name: string): i64 {
  const $1 = ages.find(name);
  if ($1 < 0) return -1;
  let age = ages.valueAt($1);
  return age * 2;
}

function main(): void {
  const $1 = double("21");
  if (failed()) return;
  let n = $1._0;
  let err = $1._1;
  println(`${show<i64>(n)} ${show<HairaError | null>(err)}`);
  const $2 = double("x");
  if (failed()) return;
  n = $2._0;
  err = $2._1;
  println(`${show<i64>(n)} ${show<HairaError | null>(err)}`);
  const $3 = double("zz");
  if (failed()) return;
  let $5: i64;
  if ($3._1 !== null) {
    const $4 = next("3");
    if (failed()) return;
    $5 = $4;
  } else {
    $5 = $3._0;
  }
  println(show<i64>($5));
  const $6 = both("1", "2");
  if (failed()) return;
  let sum = $6._0;
  let text = $6._1;
  let failure = $6._2;
  println(`${show<i64>(sum)} ${text} ${show<HairaError | null>(failure)}`);
  const $7 = first_negative(["q", "1", "7"]);
  if (failed()) return;
  const $8 = first_negative([]);
  if (failed()) return;
  println(`${$7} ${$8}`);
  const $9 = new Map<string, i64>();
  $9.set("ada", 18);
  const $11 = show<i64>(lookup($9, "ada"));
  const $10 = new Map<string, i64>();
  $10.set("ada", 18);
  println(`${$11} ${show<i64>(lookup($10, "bob"))}`);
  let e = error("too many", 429);
  println(`${show<HairaError>(e)} ${show<Some<i64> | null>(e.code)} ${show<bool>(e.message == "too many")}`);
  const $12 = next("-1");
  if (failed()) return;
  println(show<i64>($12));
  println("unreachable");
}

program([], main);
