// Values of all kinds: read from JSON, written, printed, compared; and the library functions on them.
import { Any, box, holds, unbox } from "./haira/any";
import { equals } from "./haira/equal";
import { JsonReader, JsonWriter, toJson, toolText } from "./haira/json";
import { ARRAY, BOOL, FLOAT, INT, Json, JsonParser, OBJECT, STRING } from "./haira/json-read";
import { Map } from "./haira/ordered-map";
import { append, env, error, keys, len } from "./haira/lib-builtin";
import { string_to_float, string_to_int, to_string } from "./haira/lib-conv";
import { print, println, eprint, eprintln } from "./haira/lib-io";
import { encode } from "./haira/lib-json";
import * as str from "./haira/lib-string";
import { at, concat, setAt, slice } from "./haira/list";
import { lookup, lookupValue } from "./haira/map";
import { floatText } from "./haira/float-text";
import { divide, remainder, shiftLeft, shiftRight, shiftRightLogical, truncate } from "./haira/number";
import { Some } from "./haira/option";
import { HairaError, failed, nothing, raise, takeError } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, setExitStatus } from "./haira/program";
import { quote, show, showNested } from "./haira/show";
import { compareText } from "./haira/text";
import { Tuple2, Tuple3 } from "./haira/tuple";
import { Workflow } from "./haira/workflow";
export * from "./haira/exports";

// Point{x: int, label: string?}
class Point {
  constructor(public x: i64, public label: string | null) {}
  show(): string { return `Point{x: ${showNested<i64>(this.x)}, label: ${showNested<string | null>(this.label)}}`; }
  write(json: JsonWriter): void {
    json.beginObject();
    json.key("x");
    json.value<i64>(this.x);
    json.key("label");
    json.value<string | null>(this.label);
    json.endObject();
  }
  equals(other: Point): bool { return equals<i64>(this.x, other.x) && equals<string | null>(this.label, other.label); }
  read(json: JsonReader): void {
    this.x = json.field<i64>("x");
    this.label = json.field<string | null>("label");
  }
}

/** What a text holds, or what is wrong with it. */
function serveParse(params: Parameters): string {
  const text = params.take<string>("text");
  if (params.rejects()) return "";
  const parser = new JsonParser(text);
  return toJson<string>(parser.problem == "" ? describe(parser.root) : "error: " + parser.problem);
}
function describe(node: Json): string {
  if (node.kind == INT) return "int " + node.int.toString();
  if (node.kind == FLOAT) return "float " + floatText(node.float);
  if (node.kind == STRING) return "string " + node.text;
  if (node.kind == BOOL) return node.int != 0 ? "true" : "false";
  let text = node.kind == ARRAY ? "[" : node.kind == OBJECT ? "{" : "null";
  let item = node.first;
  while (item !== null) {
    if (item !== node.first) text += ", ";
    if (node.kind == OBJECT) text += item.key + "=";
    text += describe(item);
    item = item.next;
  }
  return node.kind == ARRAY ? text + "]" : node.kind == OBJECT ? text + "}" : text;
}

/** The number as it was read, printed and as JSON. */
function serveFloat(params: Parameters): string {
  const numbers = params.take<f64[]>("numbers");
  if (params.rejects()) return "";
  return toJson<Tuple2<string, f64[]>>(new Tuple2(show<f64[]>(numbers), numbers));
}

function serveTypes(params: Parameters): string {
  const i = params.take<i64>("i");
  const f = params.take<f64>("f");
  const b = params.take<bool>("b");
  const s = params.take<string>("s");
  const small = params.take<u8>("small");
  const list = params.take<i64[]>("list");
  const map = params.take<Map<string, f64>>("map");
  const point = params.take<Point>("point");
  const points = params.take<Point[]>("points");
  const maybe = params.take<Some<i64> | null>("maybe");
  const text = params.take<string | null>("text");
  const spare = params.take<Point | null>("spare");
  if (params.rejects()) return "";
  const json = new JsonWriter();
  json.beginArray();
  json.value<i64>(i);
  json.value<f64>(f);
  json.value<bool>(b);
  json.value<string>(s);
  json.value<u8>(small);
  json.value<i64[]>(list);
  json.value<Map<string, f64>>(map);
  json.value<Point>(point);
  json.value<Point[]>(points);
  json.value<Some<i64> | null>(maybe);
  json.value<string | null>(text);
  json.value<Point | null>(spare);
  json.endArray();
  return json.toString();
}

/** Texts of path and query. */
function serveTexts(params: Parameters): string {
  const id = params.take<i64>("id");
  const ratio = params.take<f64>("ratio");
  const on = params.take<bool>("on");
  const name = params.take<string>("name");
  const tags = params.take<string[]>("tags");
  const sizes = params.take<i64[]>("sizes");
  const limit: i64 = params.has("limit") ? params.take<i64>("limit") : 20;
  if (params.rejects()) return "";
  return `[${id},${toJson(ratio)},${toJson(on)},${toJson(name)},${toJson(tags)},${toJson(sizes)},${limit}]`;
}

function serveShow(params: Parameters): string {
  const out: string[] = [];
  const map = new Map<string, i64>();
  map.set("a", 1);
  map.set("b \"q\"", 2);
  const ints = new Map<i64, string>();
  ints.set(1, "x");
  out.push(show<string>("a\"b"));
  out.push(show<string[]>(["a\"b\\\n\t\r\u001b", "é"]));
  out.push(show<i64>(-42));
  out.push(show<bool>(true));
  out.push(show<string | null>(null));
  out.push(show<(string | null)[]>(["a", null]));
  out.push(show<Tuple2<i64, f64>>(new Tuple2<i64, f64>(1, 2)));
  out.push(show<Tuple3<string, bool, i64[]>>(new Tuple3<string, bool, i64[]>("x", false, [])));
  out.push(show<Map<string, i64>>(map));
  out.push(show<Map<i64, string>>(ints));
  out.push(show<Map<i64, string>>(new Map<i64, string>()));
  out.push(show<Point>(new Point(1, "p")));
  out.push(show<Point[]>([new Point(1, null)]));
  out.push(show<HairaError>(new HairaError("bad")));
  out.push(show<HairaError[]>([new HairaError("bad")]));
  out.push(show<Some<i64> | null>(new Some<i64>(3)));
  out.push(show<Some<f64> | null>(null));
  out.push(show<Any | null>(box<string>("s")));
  out.push(show<(Any | null)[]>([box<string>("s"), box<i64>(1), box<f64>(1), box<bool>(true), null, box<i64[]>([1, 2]), box<Point>(new Point(2, "q"))]));
  return toJson<string[]>(out);
}

function serveEqual(params: Parameters): string {
  const out: bool[] = [];
  const a = new Map<string, i64[]>();
  a.set("x", [1]);
  a.set("y", [2]);
  const b = new Map<string, i64[]>();
  b.set("y", [2]);
  b.set("x", [1]);
  out.push(equals<Map<string, i64[]>>(a, b));
  b.set("z", []);
  out.push(!equals<Map<string, i64[]>>(a, b));
  out.push(equals<Point[]>([new Point(1, "a")], [new Point(1, "a")]));
  out.push(!equals<Point[]>([new Point(1, "a")], [new Point(1, null)]));
  out.push(equals<Point | null>(null, null));
  out.push(!equals<Point | null>(new Point(1, null), null));
  out.push(!equals<f64[]>([NaN], [NaN]));
  out.push(equals<Tuple2<i64, string>>(new Tuple2<i64, string>(1, "a"), new Tuple2<i64, string>(1, "a")));
  out.push(equals<Any | null>(box<i64>(1), box<f64>(1)));
  out.push(!equals<Any | null>(box<i64>(1), box<string>("1")));
  out.push(equals<Any | null>(box<i64[]>([1]), box<i64[]>([1])));
  out.push(equals<Some<i64> | null>(new Some<i64>(1), new Some<i64>(1)));
  out.push(compareText("\u{1F600}", "\uFFFD") > 0);
  out.push(compareText("a", "ab") < 0);
  out.push(compareText("b", "ab") > 0);
  out.push(compareText("a", "a") == 0);
  return toJson<bool[]>(out);
}

/** Faults, each with the message that it panics with. */
function serveFaults(params: Parameters): string {
  const out: string[] = [];
  const list: i64[] = [1, 2, 3];
  at<i64>(list, 5);
  out.push(takeError().message);
  at<i64>(list, -1);
  out.push(takeError().message);
  setAt<i64>(list, 3, 0);
  out.push(takeError().message);
  divide<i64>(1, 0);
  out.push(takeError().message);
  remainder<i64>(1, 0);
  out.push(takeError().message);
  truncate(NaN);
  out.push(takeError().message);
  truncate(1e19);
  out.push(takeError().message);
  unbox<string>(box<i64>(3));
  out.push(takeError().message);
  unbox<i64>(null);
  out.push(takeError().message);
  shiftLeft(1, -1);
  out.push(takeError().message);
  out.push(failed() ? "pending" : "clear");
  return toJson<string[]>(out);
}

function serveOperators(params: Parameters): string {
  const map = new Map<string, i64>();
  map.set("a", 1);
  const names = new Map<string, string>();
  names.set("a", "x");
  const list: i64[] = [1, 2, 3];
  setAt<i64>(list, 0, 9);
  const json = new JsonWriter();
  json.beginArray();
  json.value<i64>(divide<i64>(-7, 2));
  json.value<i64>(remainder<i64>(-7, 2));
  json.value<i64>(divide<i64>(i64.MIN_VALUE, -1));
  json.value<i64>(remainder<i64>(i64.MIN_VALUE, -1));
  json.value<i64>(truncate(-2.9));
  json.value<i64>(shiftLeft(1, 65));
  json.value<i64>(shiftRight(-8, 1));
  json.value<i64>(shiftRightLogical(-1, 63));
  json.value<i64[]>(list);
  json.value<i64[]>(slice<i64>(list, -1, 2));
  json.value<i64[]>(slice<i64>(list, 2, 1));
  json.value<i64[]>(concat<i64>(list, [4]));
  json.value<i64[]>(append<i64>(list, [5, 6]));
  json.value<Some<i64> | null>(lookupValue<string, i64>(map, "a"));
  json.value<Some<i64> | null>(lookupValue<string, i64>(map, "b"));
  json.value<string | null>(lookup<string, string>(names, "a"));
  json.value<string | null>(lookup<string, string>(names, "b"));
  json.value<string[]>(keys<string, i64>(map));
  json.value<i64>(len<Map<string, i64>>(map));
  json.value<i64>(len<string>("\u{1F600}é"));
  json.value<i64>(unbox<i64>(box<i64>(3)));
  json.value<bool>(holds<f64>(box<i64>(3)));
  json.endArray();
  return json.toString();
}

function serveString(params: Parameters): string {
  const s = params.take<string>("s");
  const t = params.take<string>("t");
  if (params.rejects()) return "";
  const json = new JsonWriter();
  json.beginObject();
  json.key("len");
  json.value<i64>(str.len(s));
  json.key("byte_len");
  json.value<i64>(str.byte_len(s));
  json.key("trim");
  json.value<string[]>([str.trim(s), str.trim(s, t)]);
  json.key("case");
  json.value<string[]>([str.to_upper(s), str.to_lower(s)]);
  json.key("has");
  json.value<bool[]>([str.contains(s, t), str.starts_with(s, t), str.ends_with(s, t)]);
  json.key("index_of");
  json.value<i64>(str.index_of(s, t));
  json.key("split");
  json.value<string[]>(str.split(s, t));
  json.key("replace");
  json.value<string[]>([str.replace(s, t, "-"), str.replace_all(s, t, "-")]);
  json.key("repeat");
  json.value<string[]>([str.repeat(s, 2), str.repeat(s, -1)]);
  json.key("lines");
  json.value<string[]>(str.lines(s));
  json.key("join");
  json.value<string>(str.join<f64>([1, 2.5], t));
  json.endObject();
  return json.toString();
}

function serveConv(params: Parameters): string {
  const texts = params.take<string[]>("texts");
  if (params.rejects()) return "";
  const json = new JsonWriter();
  json.beginArray();
  for (let i = 0; i < texts.length; i++) {
    const int = string_to_int(texts[i]);
    const float = string_to_float(texts[i]);
    const intError = int._1;
    const floatError = float._1;
    json.text(intError === null ? int._0.toString() : intError.message);
    json.text(floatError === null ? floatText(float._0) : floatError.message);
  }
  json.text(to_string<string | null>(null));
  json.text(to_string<f64>(2));
  const bad = encode<f64[]>([NaN])._1;
  json.text(bad === null ? "" : bad.message);
  json.text(encode<f64[]>([3])._0);
  json.endArray();
  return json.toString();
}

/** What a workflow may end with. */
function serveEnd(params: Parameters): string {
  const how = params.take<string>("how");
  if (params.rejects()) return "";
  if (how == "raise") raise(error("raised"));
  if (how == "code") raise(error("gone", 410));
  if (how == "odd code") raise(error("odd", 200));
  if (how == "panic") divide<i64>(1, 0);
  if (how == "abort") assert(false, "assertion of ours");
  if (failed()) return "";
  return "null";
}

function mainProgram(): void {
  print("a");
  println("b");
  eprint("c");
  eprintln(env("NAME") + env("MISSING", "d"));
  setExitStatus(3);
}

program([
  entry(new Workflow("Parse", serveParse)), entry(new Workflow("Float", serveFloat)), entry(new Workflow("Types", serveTypes)),
  entry(new Workflow("Texts", serveTexts)), entry(new Workflow("Show", serveShow)), entry(new Workflow("Equal", serveEqual)),
  entry(new Workflow("Faults", serveFaults)), entry(new Workflow("Operators", serveOperators)), entry(new Workflow("String", serveString)),
  entry(new Workflow("Conv", serveConv)), entry(new Workflow("End", serveEnd)),
], mainProgram);
