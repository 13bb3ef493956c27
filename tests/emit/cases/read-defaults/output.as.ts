// Compiled from input.haira by haira 0.1.0.
import { JsonReader, JsonWriter, toJson } from "./haira/json";
import { println } from "./haira/lib-io";
import { divide } from "./haira/number";
import { Some } from "./haira/option";
import { Map } from "./haira/ordered-map";
import { failed, nothing } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, runsMain } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Workflow } from "./haira/workflow";
import { enterWorkflow, leaveWorkflow } from "./haira/workflow-call";
// What the host calls.
export * from "./haira/exports";

const PlaceWorkflow = new Workflow("Place", servePlace);

// struct Order
class Order {
  constructor(
    public count_: i64,
    public tags: Map<string, i64>,
    public share: Some<i64> | null,
    public note: string,
  ) {}

  show(): string {
    return `Order{count: ${showNested<i64>(this.count_)}, tags: ${showNested<Map<string, i64>>(this.tags)}, share: ${showNested<Some<i64> | null>(this.share)}, note: ${showNested<string>(this.note)}}`;
  }

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("count");
    json.value<i64>(this.count_);
    json.key("tags");
    json.value<Map<string, i64>>(this.tags);
    json.key("share");
    json.value<Some<i64> | null>(this.share);
    json.key("note");
    json.value<string>(this.note);
    json.endObject();
  }

  read(json: JsonReader): void {
    this.count_ = json.has("count") ? json.field<i64>("count") : 3;
    this.tags = json.has("tags") ? json.field<Map<string, i64>>("tags") : defaultOrderTags();
    this.share = json.has("share") ? json.field<Some<i64> | null>("share") : defaultOrderShare();
    this.note = json.has("note") ? json.field<string>("note") : defaultOrderNote();
  }
}

function Place(order: Order, again: i64): Order {
  return order;
}

/** Place as HTTP calls it. */
function servePlace(params: Parameters): string {
  const order = params.take<Order>("order");
  let again: i64;
  if (params.has("again")) {
    again = params.take<i64>("again");
  } else {
    const $1 = third(1);
    if (failed()) return "";
    again = $1;
  }
  if (params.rejects()) return "";
  const result = Place(order, again);
  return toJson<Order>(result);
}

function defaultOrderTags(): Map<string, i64> {
  const $1 = new Map<string, i64>();
  $1.set("a", 1);
  return $1;
}

function defaultOrderShare(): Some<i64> | null {
  const $1 = third(1);
  if (failed()) return nothing<Some<i64> | null>();
  return new Some<i64>($1);
}

function defaultOrderNote(): string {
  const $1 = third(3);
  if (failed()) return "";
  return `n${show<i64>($1)}`;
}

function third(n: i64): i64 {
  return divide<i64>(3, n);
}

function main(): void {
  const $1 = new Map<string, i64>();
  $1.set("a", 1);
  const $2 = third(1);
  if (failed()) return;
  const $4: Some<i64> | null = new Some<i64>($2);
  const $3 = third(3);
  if (failed()) return;
  const $5: Order = new Order(7, $1, $4, `n${show<i64>($3)}`);
  const $6 = third(1);
  if (failed()) return;
  enterWorkflow("Place");
  const $7 = Place($5, $6);
  leaveWorkflow();
  println(show<Order>($7));
}

/** The statements of the top level, then `main`. */
function start(): void {
  if (runsMain()) {
    main();
  }
}

// In the order of the init table.
program([
  entry(PlaceWorkflow),
], start);
