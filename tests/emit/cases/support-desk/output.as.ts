// Compiled from input.haira by haira 0.1.0.
import { Agent, conversation } from "./haira/agent";
import { Server } from "./haira/http";
import { JsonWriter, toJson } from "./haira/json";
import { failed, nothing } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, runsMain } from "./haira/program";
import { Provider, sealedEnv } from "./haira/provider";
import { Workflow } from "./haira/workflow";
// What the host calls.
export * from "./haira/exports";

const openai = new Provider("openai");
const BillingAgent = new Agent("BillingAgent");
const TechAgent = new Agent("TechAgent");
const FrontDesk = new Agent("FrontDesk");
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

function initBillingAgent(): void {
  BillingAgent.provider = openai;
  BillingAgent.system = "Handle billing inquiries. Be helpful and clear about pricing.";
  BillingAgent.memory = conversation(20);
}

function initTechAgent(): void {
  TechAgent.provider = openai;
  TechAgent.system = "Handle technical issues. Ask for error messages and steps to reproduce.";
  TechAgent.memory = conversation(20);
}

function initFrontDesk(): void {
  FrontDesk.provider = openai;
  FrontDesk.system = "Greet users. Route billing to BillingAgent, tech to TechAgent.";
  FrontDesk.handoffs = [BillingAgent, TechAgent];
  FrontDesk.memory = conversation(10);
  FrontDesk.temperature = 0.3;
}

function Chat(message: string, session_id: string): Reply {
  const $1 = FrontDesk.ask(message, session_id);
  if (failed()) return nothing<Reply>();
  let reply = $1._0;
  let err = $1._1;
  if (err !== null) {
    return new Reply("Something went wrong.");
  }
  return new Reply(reply);
}

/** Chat as HTTP calls it. */
function serveChat(params: Parameters): string {
  const message = params.take<string>("message");
  const session_id = params.take<string>("session_id");
  if (params.rejects()) return "";
  const result = Chat(message, session_id);
  if (failed()) return "";
  return toJson<Reply>(result);
}

function main(): void {
  new Server([ChatWorkflow]).listen(8080);
}

/** The statements of the top level, then `main`. */
function start(): void {
  if (runsMain()) {
    main();
  }
}

// In the order of the init table.
program([
  entry(openai, initOpenai),
  entry(BillingAgent, initBillingAgent),
  entry(TechAgent, initTechAgent),
  entry(FrontDesk, initFrontDesk),
  entry(ChatWorkflow),
], start);
