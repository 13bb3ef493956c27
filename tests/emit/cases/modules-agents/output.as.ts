// Compiled from input.haira by haira 0.1.0.
import { Agent } from "./haira/agent";
import { Server } from "./haira/http";
import { JsonWriter, toJson, toolText } from "./haira/json";
import { println } from "./haira/lib-io";
import { HairaError, failed, nothing } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { Provider, sealedEnv } from "./haira/provider";
import { show } from "./haira/show";
import { Tool } from "./haira/tool";
import { Workflow } from "./haira/workflow";
// What the host calls.
export * from "./haira/exports";

let reply: string = "";
let err: HairaError | null = null;
const openai = new Provider("openai");
const Tech = new Agent("Tech");
const FrontDesk = new Agent("FrontDesk");
const Other = new Agent("Other");
const query_logsTool = new Tool(
  "query_logs",
  "Search the logs of a service.",
  `{"type":"object","properties":{"service":{"type":"string"}},"required":["service"],"additionalProperties":false}`,
  callQueryLogs,
);
const ChatWorkflow = new Workflow("Chat", serveChat);

// {reply: string}
class Reply {
  constructor(public reply: string) {}

  write(json: JsonWriter): void {
    json.beginObject();
    json.key("reply");
    json.value<string>(this.reply);
    json.endObject();
  }
}

function initOpenai(): void {
  openai.text("api_key", sealedEnv("OPENAI_API_KEY"));
  openai.text("model", "gpt-4o");
}

function initTech(): void {
  Tech.provider = openai;
  Tech.system = "Fix it.";
  Tech.tools = [query_logsTool];
}

function initFrontDesk(): void {
  FrontDesk.provider = openai;
  FrontDesk.handoffs = [Tech];
}

function initOther(): void {
  Other.provider = openai;
  Other.handoffs = [FrontDesk];
}

function query_logs(service: string): string {
  return `no logs of ${service}`;
}

/** query_logs as a model calls it: arguments from JSON, result as text. */
function callQueryLogs(params: Parameters): string {
  const service = params.take<string>("service");
  if (params.rejects()) return "";
  const result = query_logs(service);
  return toolText<string>(result);
}

function Chat(message: string): Reply {
  const $1 = FrontDesk.ask(message);
  if (failed()) return nothing<Reply>();
  reply = $1._0;
  err = $1._1;
  if (err !== null) {
    return new Reply("Sorry.");
  }
  return new Reply(reply);
}

/** Chat as HTTP calls it. */
function serveChat(params: Parameters): string {
  const message = params.take<string>("message");
  if (params.rejects()) return "";
  const result = Chat(message);
  if (failed()) return "";
  return toJson<Reply>(result);
}

/** The statements of the top level, then `main`. */
function start(): void {
  const $1 = Other.ask("Hi");
  if (failed()) return;
  reply = $1._0;
  err = $1._1;
  println(`${reply} ${show<HairaError | null>(err)}`);
  new Server([ChatWorkflow]).listen(8080);
}

// In the order of the init table.
program([
  entry(openai, initOpenai),
  entry(query_logsTool),
  entry(Tech, initTech),
  entry(FrontDesk, initFrontDesk),
  entry(Other, initOther),
  entry(ChatWorkflow),
], start);
