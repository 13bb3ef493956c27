// Compiled from input.haira by haira 0.1.0.
import { Any, box, fits, noField, unbox } from "./haira/any";
import { equals } from "./haira/equal";
import { JsonWriter } from "./haira/json";
import { println } from "./haira/lib-io";
import { encode } from "./haira/lib-json";
import { indexFault, isOutside, item } from "./haira/list";
import { Map } from "./haira/ordered-map";
import { HairaError, failed } from "./haira/panic";
import { program } from "./haira/program";
import { REPEATED, enters, leaves, show, showNested } from "./haira/show";
import { Tuple2 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

// struct Point
class Point {
  constructor(public x: i64, public y: i64) {}

  show(): string {
    return `Point{x: ${showNested<i64>(this.x)}, y: ${showNested<i64>(this.y)}}`;
  }

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("x");
    json.value<i64>(this.x);
    json.key("y");
    json.value<i64>(this.y);
    json.endObject();
  }

  equals(other: Point): bool {
    return equals<i64>(this.x, other.x) && equals<i64>(this.y, other.y);
  }
}

// {ok: bool, tags: []string, at: Point}
class OkTagsAt {
  constructor(public ok: bool, public tags: Array<string>, public at: Point) {}

  show(): string {
    if (!enters(changetype<usize>(this))) return REPEATED;
    const text = `{"ok": ${showNested<bool>(this.ok)}, "tags": ${showNested<Array<string>>(this.tags)}, "at": ${showNested<Point>(this.at)}}`;
    leaves();
    return text;
  }

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("ok");
    json.value<bool>(this.ok);
    json.key("tags");
    json.value<Array<string>>(this.tags);
    json.key("at");
    json.value<Point>(this.at);
    json.endObject();
  }

  equals(other: OkTagsAt): bool {
    return equals<bool>(this.ok, other.ok) && equals<Array<string>>(this.tags, other.tags) && equals<Point>(this.at, other.at);
  }

  $nests(): void {}

  get $type(): string {
    return "{ok: bool, tags: []string, at: Point}";
  }

  field(name: string): Any | null {
    if (name == "ok") return box<bool>(this.ok);
    if (name == "tags") return box<Array<string>>(this.tags);
    if (name == "at") return box<Point>(this.at);
    return noField("{ok: bool, tags: []string, at: Point}", name);
  }

  hasField(name: string): bool {
    return name == "ok" || name == "tags" || name == "at";
  }

  setField(name: string, content: Any | null): void {
    if (name == "ok") {
      const value = unbox<bool>(content);
      if (!failed()) this.ok = value;
      return;
    }
    if (name == "tags") {
      const value = unbox<Array<string>>(content);
      if (!failed()) this.tags = value;
      return;
    }
    if (name == "at") {
      const value = unbox<Point>(content);
      if (!failed()) this.at = value;
      return;
    }
    noField("{ok: bool, tags: []string, at: Point}", name);
  }

  $keys(): i32 {
    return 3;
  }

  $key(at: i32): string {
    if (at == 0) return "ok";
    if (at == 1) return "tags";
    if (at == 2) return "at";
    return "";
  }

  $fits(value: Any): bool {
    if (!value.hasField("ok") || !fits<bool>(value.field("ok"))) return false;
    if (!value.hasField("tags") || !fits<Array<string>>(value.field("tags"))) return false;
    if (!value.hasField("at") || !fits<Point>(value.field("at"))) return false;
    return true;
  }

  $fill(value: Any): void {
    this.ok = unbox<bool>(value.field("ok"));
    this.tags = unbox<Array<string>>(value.field("tags"));
    this.at = unbox<Point>(value.field("at"));
  }
}

// {y: int, x: int}
class YX {
  constructor(public y: i64, public x: i64) {}

  equals(other: YX): bool {
    return equals<i64>(this.y, other.y) && equals<i64>(this.x, other.x);
  }
}

function main(): void {
  let tick = "`";
  println(`a${show<i64>(1)}b${`c${tick}`} $5 {x} \${y} C:\\new tab\tq"`);
  println(`two\n  lines ${show<i64>(2)}`);
  println(`${show<f64>(1.0)} ${show<f64>(1e+21)} ${show<f64>(1e-7)} ${show<f64>(0.1)} ${show<f64>(-0.0)} ${show<i64>(1000)} ${show<i64>(255)} ${show<i64>(i64.MIN_VALUE)}`);
  const $2 = show<Array<f64>>([1.0, 2.5]);
  const $3 = show<Array<Any | null>>([box<string>("a"), box<i64>(1), null]);
  const $4 = show<Tuple2<i64, string>>(new Tuple2<i64, string>(1, "b"));
  const $5 = show<Array<Any | null>>([]);
  const $1 = new Map<string, i64>();
  $1.set("a", 1);
  $1.set("b c", 2);
  println(`${$2} ${$3} ${$4} ${$5} ${show<Map<string, i64>>($1)}`);
  let r = new OkTagsAt(true, ["x"], new Point(1, 2));
  const $8 = show<OkTagsAt>(r);
  const $9 = show<i64>(r.at.y);
  const $6: Array<string> = r.tags;
  if (isOutside<string>($6, 0)) {
    indexFault<string>($6, 0);
    return;
  }
  const $7 = item<string>($6, 0);
  println(`${$8} ${$9} ${$7} ${show<bool>(equals<YX>(new YX(3, 1), new YX(3, 1)))}`);
  const $10 = encode<OkTagsAt>(r);
  let out = $10._0;
  let err = $10._1;
  println(`${out} ${show<HairaError | null>(err)}`);
  let p = new Point(4, 5);
  println(`${show<Point>(p)} ${show<bool>(equals<Point>(p, new Point(4, 5)))} ${show<bool>(equals<Array<Point>>([p], [new Point(4, 6)]))}`);
  let a: Any | null = box<OkTagsAt>(r);
  println(`${show<Any | null>(a)} ${show<bool>(equals<Any | null>(a, box<OkTagsAt>(r)))} line\n${show<Array<bool>>([true])}`);
}

program([], main);
