// Compiled from input.haira by haira 0.1.0.
import { Agent } from "./haira/agent";
import { Server } from "./haira/http";
import { JsonReader, JsonWriter, toJson } from "./haira/json";
import { HairaError, failed, goesOn, nothing, raise } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, runsMain } from "./haira/program";
import { Provider } from "./haira/provider";
import { Tuple2 } from "./haira/tuple";
import { Workflow } from "./haira/workflow";
import { enterWorkflow, leaveWorkflow } from "./haira/workflow-call";
// What the host calls.
export * from "./haira/exports";

const local = new Provider("local");
const Notes = new Agent("Notes");
const AddNoteWorkflow = new Workflow("AddNote", serveAddNote);
const AskWorkflow = new Workflow("Ask", serveAsk);
const ClearWorkflow = new Workflow("Clear", serveClear);

// struct Item
class Item {
  constructor(public name: string, public count_: i64) {}

  read(json: JsonReader): void {
    this.name = json.field<string>("name");
    this.count_ = json.has("count") ? json.field<i64>("count") : 1;
  }
}

// {ok: bool, total: int}
class OkTotal {
  constructor(public ok: bool, public total: i64) {}

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("ok");
    json.value<bool>(this.ok);
    json.key("total");
    json.value<i64>(this.total);
    json.endObject();
  }
}

function initLocal(): void {
  local.text("endpoint", "http://localhost:1234/v1");
}

function initNotes(): void {
  Notes.provider = local;
  Notes.system = "Keep notes.";
}

function AddNote(id: i64, text: string, items: Array<Item>, urgent: bool, by: string | null): OkTotal {
  let total: i64 = 0;
  for (let $1: i32 = 0; goesOn($1 < items.length); $1++) {
    let item = items[$1];
    total += item.count_;
  }
  if (failed()) return nothing<OkTotal>();
  return new OkTotal(urgent, total + id);
}

/** AddNote as HTTP calls it. */
function serveAddNote(params: Parameters): string {
  const id = params.take<i64>("id");
  const text = params.take<string>("text");
  const items = params.take<Array<Item>>("items");
  const urgent: bool = params.has("urgent") ? params.take<bool>("urgent") : false;
  const by = params.take<string | null>("by");
  if (params.rejects()) return "";
  const result = AddNote(id, text, items, urgent, by);
  if (failed()) return "";
  return toJson<OkTotal>(result);
}

function Ask(q: string = "hello"): Tuple2<string, HairaError | null> {
  return Notes.ask(q);
}

/** Ask as HTTP calls it. */
function serveAsk(params: Parameters): string {
  const q: string = params.has("q") ? params.take<string>("q") : "hello";
  if (params.rejects()) return "";
  const result = Ask(q);
  if (failed()) return "";
  const error = result._1;
  if (error !== null) {
    raise(error);
    return "";
  }
  return toJson<string>(result._0);
}

function Clear(): void {
  const $1: Array<Item> = [];
  enterWorkflow("AddNote");
  const $2 = AddNote(1, "x", $1, false, null);
  leaveWorkflow();
  $2;
}

/** Clear as HTTP calls it. */
function serveClear(params: Parameters): string {
  Clear();
  if (failed()) return "";
  return "null";
}

function main(): void {
  new Server([AddNoteWorkflow, AskWorkflow, ClearWorkflow]).listen(0, "127.0.0.1");
}

/** The statements of the top level, then `main`. */
function start(): void {
  if (runsMain()) {
    main();
  }
}

// In the order of the init table.
program([
  entry(local, initLocal),
  entry(Notes, initNotes),
  entry(AddNoteWorkflow),
  entry(AskWorkflow),
  entry(ClearWorkflow),
], start);
