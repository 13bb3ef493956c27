// Compiled from input.haira by haira 0.1.0.
import { equals } from "./haira/equal";
import { JsonReader, JsonWriter, toJson } from "./haira/json";
import { println } from "./haira/lib-io";
import { encode } from "./haira/lib-json";
import { raise } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, runsMain } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Workflow } from "./haira/workflow";
import { enterWorkflow, leaveWorkflow } from "./haira/workflow-call";
// What the host calls.
export * from "./haira/exports";

const KeepWorkflow = new Workflow("Keep", serveKeep);

// struct Odd
class Odd {
  constructor(
    public this_: i64,
    public show_: string,
    public show__: i64,
    public new_: i64,
    public class_: string | null,
  ) {}

  show(): string {
    return `Odd{this: ${showNested<i64>(this.this_)}, show: ${showNested<string>(this.show_)}, show_: ${showNested<i64>(this.show__)}, new: ${showNested<i64>(this.new_)}, class: ${showNested<string | null>(this.class_)}}`;
  }

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("this");
    json.value<i64>(this.this_);
    json.key("show");
    json.value<string>(this.show_);
    json.key("show_");
    json.value<i64>(this.show__);
    json.key("new");
    json.value<i64>(this.new_);
    json.key("class");
    json.value<string | null>(this.class_);
    json.endObject();
  }

  read(json: JsonReader): void {
    this.this_ = json.field<i64>("this");
    this.show_ = json.field<string>("show");
    this.show__ = json.field<i64>("show_");
    this.new_ = json.has("new") ? json.field<i64>("new") : 5;
    this.class_ = json.field<string | null>("class");
  }
}

// {while: int, return: string, constructor: bool}
class WhileReturnConstructor {
  constructor(public while_: i64, public return_: string, public constructor_: bool) {}

  show(): string {
    return `{"while": ${showNested<i64>(this.while_)}, "return": ${showNested<string>(this.return_)}, "constructor": ${showNested<bool>(this.constructor_)}}`;
  }

  equals(other: WhileReturnConstructor): bool {
    return equals<i64>(this.while_, other.while_) && equals<string>(this.return_, other.return_) && equals<bool>(this.constructor_, other.constructor_);
  }
}

function Keep(odd: Odd, static_: i64): Odd {
  odd.new_ += static_;
  return odd;
}

/** Keep as HTTP calls it. */
function serveKeep(params: Parameters): string {
  const odd = params.take<Odd>("odd");
  const static_ = params.take<i64>("static");
  if (params.rejects()) return "";
  const result = Keep(odd, static_);
  return toJson<Odd>(result);
}

function main(): void {
  let odd = new Odd(1, "s", 2, 5, null);
  println(`${show<Odd>(odd)} ${show<i64>(odd.this_ + odd.new_)} ${show<i64>(odd.show__)}`);
  enterWorkflow("Keep");
  const $1 = Keep(odd, 2);
  leaveWorkflow();
  const $2 = encode<Odd>($1);
  const $3 = $2._1;
  if ($3 !== null) {
    raise($3);
    return;
  }
  println($2._0);
  let words = new WhileReturnConstructor(1, "r", true);
  println(`${show<WhileReturnConstructor>(words)} ${show<i64>(words.while_)} ${show<bool>(equals<WhileReturnConstructor>(words, new WhileReturnConstructor(1, "r", true)))}`);
}

/** The statements of the top level, then `main`. */
function start(): void {
  if (runsMain()) {
    main();
  }
}

// In the order of the init table.
program([
  entry(KeepWorkflow),
], start);
