// Compiled from input.haira by haira 0.1.0.
import { Agent } from "./haira/agent";
import { JsonReader, JsonWriter, toolText } from "./haira/json";
import { len } from "./haira/lib-builtin";
import { println } from "./haira/lib-io";
import { Map } from "./haira/ordered-map";
import { HairaError, failed, raise } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { Provider, sealedEnv } from "./haira/provider";
import { show } from "./haira/show";
import { Tool } from "./haira/tool";
import { Tuple2 } from "./haira/tuple";
// What the host calls.
export * from "./haira/exports";

const openai = new Provider("openai");
const Engineering = new Agent("Engineering");
const query_logsTool = new Tool(
  "query_logs",
  "Search the logs of a service.",
  `{"type":"object","properties":{"service":{"type":"string","description":"its name"},"minutes":{"type":"integer","default":60},"filter":{"type":"string"}},"required":["service"],"additionalProperties":false}`,
  callQueryLogs,
);
const restartTool = new Tool(
  "restart",
  "Restart a service.",
  `{"type":"object","properties":{"service":{"type":"string"},"hosts":{"type":"array","items":{"type":"string"}},"window":{"type":"object","properties":{"minutes":{"type":"integer","default":60},"label":{"type":"string"}},"required":[],"additionalProperties":false}},"required":["service","hosts","window"],"additionalProperties":false}`,
  callRestart,
);
const pingTool = new Tool(
  "ping",
  "Check that tools work.",
  `{"type":"object","properties":{},"required":[],"additionalProperties":false}`,
  callPing,
);

// struct Window
class Window {
  constructor(public minutes: i64, public label: string | null) {}

  read(json: JsonReader): void {
    this.minutes = json.has("minutes") ? json.field<i64>("minutes") : 60;
    this.label = json.field<string | null>("label");
  }
}

// {ok: bool}
class Ok {
  constructor(public ok: bool) {}

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("ok");
    json.value<bool>(this.ok);
    json.endObject();
  }
}

function initOpenai(): void {
  openai.text("model", "gpt-4o");
  const $1 = new Map<string, string>();
  $1.set("x-team", sealedEnv("TEAM"));
  openai.value<Map<string, string>>("headers", $1);
  openai.number("temperature", 1.0);
  openai.integer("max_retries", 3);
}

function initEngineering(): void {
  Engineering.provider = openai;
  Engineering.system = "Debug.";
  Engineering.tools = [query_logsTool, restartTool, pingTool];
  Engineering.max_steps = 4;
  Engineering.timeout = 30.0;
  Engineering.description = "Deep debugging";
}

function query_logs(service: string, minutes: i64, filter: string | null): string {
  return `${service}: ${show<i64>(minutes)} ${show<string | null>(filter)}`;
}

/** query_logs as a model calls it: arguments from JSON, result as text. */
function callQueryLogs(params: Parameters): string {
  const service = params.take<string>("service");
  const minutes: i64 = params.has("minutes") ? params.take<i64>("minutes") : 60;
  const filter = params.take<string | null>("filter");
  if (params.rejects()) return "";
  const result = query_logs(service, minutes, filter);
  return toolText<string>(result);
}

function restart(service: string, hosts: Array<string>, window: Window): Tuple2<Ok, HairaError | null> {
  if (len<Array<string>>(hosts) == 0) {
    return new Tuple2<Ok, HairaError | null>(new Ok(false), new HairaError("no hosts"));
  }
  return new Tuple2<Ok, HairaError | null>(new Ok(true), null);
}

/** restart as a model calls it: arguments from JSON, result as text. */
function callRestart(params: Parameters): string {
  const service = params.take<string>("service");
  const hosts = params.take<Array<string>>("hosts");
  const window = params.take<Window>("window");
  if (params.rejects()) return "";
  const result = restart(service, hosts, window);
  const error = result._1;
  if (error !== null) {
    raise(error);
    return "";
  }
  return toolText<Ok>(result._0);
}

function ping(): void {
  println("pong");
}

/** ping as a model calls it: arguments from JSON, result as text. */
function callPing(params: Parameters): string {
  ping();
  return "ok";
}

function main(): void {
  println(query_logs("db", 5, null));
  ping();
  const $1 = Engineering.ask("hello");
  if (failed()) return;
  let reply = $1._0;
  let err = $1._1;
  println(`${reply} ${show<HairaError | null>(err)}`);
}

// In the order of the init table.
program([
  entry(openai, initOpenai),
  entry(query_logsTool),
  entry(restartTool),
  entry(pingTool),
  entry(Engineering, initEngineering),
], main);
