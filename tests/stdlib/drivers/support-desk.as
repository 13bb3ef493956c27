import { Agent, conversation } from "./haira/agent";
import { Provider, sealedEnv } from "./haira/provider";
import { Server } from "./haira/http";
import { Workflow } from "./haira/workflow";
import { Parameters } from "./haira/parameters";
import { JsonWriter, JsonReader, toJson, toolText } from "./haira/json";
import { failed, nothing } from "./haira/panic";
import { quote, show } from "./haira/show";
import { Tool } from "./haira/tool";
import { Some } from "./haira/option";
import { entry, program } from "./haira/program";
export * from "./haira/exports";
const openai = new Provider("openai");
const BillingAgent = new Agent("BillingAgent");
const TechAgent = new Agent("TechAgent");
const FrontDesk = new Agent("FrontDesk");
const ChatWorkflow = new Workflow("Chat", serveChat);
class Reply {
  constructor(public reply: string) {}
  show(): string { return `{"reply": ${quote(this.reply)}}`; }
  write(json: JsonWriter): void { json.beginObject(); json.key("reply"); json.value<string>(this.reply); json.endObject(); }
}
function initOpenai(): void { openai.text("api_key", sealedEnv("K")); openai.text("model", "gpt"); }
function initBillingAgent(): void {
  BillingAgent.provider = openai; BillingAgent.system = "Bill."; BillingAgent.memory = conversation(20);
}
function initTechAgent(): void {
  TechAgent.provider = openai; TechAgent.system = "Tech."; TechAgent.memory = conversation(20);
}
function initFrontDesk(): void {
  FrontDesk.provider = openai;
  FrontDesk.system = "Greet users.";
  FrontDesk.handoffs = [BillingAgent, TechAgent];
  FrontDesk.memory = conversation(10);
  FrontDesk.temperature = 0.3;
}
function Chat(message: string, session_id: string): Reply {
  const $1 = FrontDesk.ask(message, session_id);
  if (failed()) return nothing<Reply>();
  let reply = $1._0;
  let err = $1._1;
  if (err !== null) return new Reply("Something went wrong.");
  return new Reply(reply);
}
function serveChat(params: Parameters): string {
  const message = params.take<string>("message");
  const session_id = params.take<string>("session_id");
  if (params.rejects()) return "";
  const result = Chat(message, session_id);
  if (failed()) return "";
  return toJson<Reply>(result);
}
function main(): void { new Server([ChatWorkflow]).listen(8080); if (failed()) return; }
program([entry(openai, initOpenai), entry(BillingAgent, initBillingAgent), entry(TechAgent, initTechAgent), entry(FrontDesk, initFrontDesk), entry(ChatWorkflow)], main);
