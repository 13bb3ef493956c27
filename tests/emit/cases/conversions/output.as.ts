// Compiled from input.haira by haira 0.1.0.
import { Any, box as any$box, cast } from "./haira/any";
import { equals } from "./haira/equal";
import { JsonWriter } from "./haira/json";
import { println } from "./haira/lib-io";
import { lookup } from "./haira/map";
import { truncate } from "./haira/number";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { HairaError, failed } from "./haira/panic";
import { program } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Tuple3 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

// struct Point
class Point {
  constructor(public x: i64, public y: f64) {}

  show(): string {
    return `Point{x: ${showNested<i64>(this.x)}, y: ${showNested<f64>(this.y)}}`;
  }

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("x");
    json.value<i64>(this.x);
    json.key("y");
    json.value<f64>(this.y);
    json.endObject();
  }

  equals(other: Point): bool {
    return equals<i64>(this.x, other.x) && equals<f64>(this.y, other.y);
  }
}

// {x: int}
class X {
  constructor(public x: i64) {}
}

// {x: int, extra: bool}
class XExtra {
  constructor(public x: i64, public extra: bool) {}
}

function width(box: X): i64 {
  return box.x;
}

function half(f: f64): f64 {
  return f / 2.0;
}

function fail(text: string): HairaError | null {
  return new HairaError(text);
}

function told(): string {
  let e = fail("boom");
  if (e !== null) {
    return e!.message;
  }
  return "fine";
}

function pair(n: i64): Tuple3<f64, Any | null, HairaError | null> {
  return new Tuple3<f64, Any | null, HairaError | null>(<f64>n, any$box<i64>(n), null);
}

function anything(v: Any | null): string {
  return `any ${show<Any | null>(v)}`;
}

function main(): void {
  let p = new Point(1, 2.0);
  const $2 = show<Point>(p);
  const $3 = show<i64>(width(new X(p.x)));
  const $1: XExtra = new XExtra(3, true);
  println(`${$2} ${$3} ${show<i64>(width(new X($1.x)))} ${show<f64>(half(3.0))}`);
  println(`${told()} ${anything(null)} ${anything(any$box<Point>(p))} ${anything(any$box<Array<i64>>([1]))}`);
  const $4 = pair(4);
  let f = $4._0;
  let v = $4._1;
  let err = $4._2;
  const $6 = show<f64>(f);
  const $7 = show<Any | null>(v);
  const $8 = show<HairaError | null>(err);
  const $9 = show<f64>(7.0 / 2.0);
  const $5 = truncate(7.9);
  if (failed()) return;
  const $11 = show<i64>($5);
  const $10 = truncate(-7.9);
  if (failed()) return;
  println(`${$6} ${$7} ${$8} ${$9} ${$11} ${show<i64>($10)}`);
  v = any$box<string>("text");
  const $12 = cast<string>(v);
  if (failed()) return;
  println(`${$12} ${show<bool>(equals<Any | null>(v, any$box<string>("text")))} ${show<bool>(v === null)}`);
  let fs: Array<f64> = [1.0, 2.0];
  let m = new Map<string, Some<f64> | null>();
  m.set("a", new Some<f64>(1.0));
  m.set("b", null);
  println(`${show<Array<f64>>(fs)} ${show<Map<string, Some<f64> | null>>(m)} ${show<Some<f64> | null>(lookup<string, Some<f64> | null>(m, "a"))} ${show<Some<f64> | null>(lookup<string, Some<f64> | null>(m, "b"))} ${show<Some<f64> | null>(lookup<string, Some<f64> | null>(m, "zz"))}`);
  const $14 = cast<i64>(v);
  if (failed()) return;
  println(show<i64>($14));
}

program([], main);
