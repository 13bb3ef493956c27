// Agents of every kind behind one workflow: Run(agent, message, session) gives the AgentResult and the error.
import { Agent, conversation } from "./haira/agent";
import { error } from "./haira/lib-builtin";
import { sleep } from "./haira/lib-time";
import { JsonWriter, toolText } from "./haira/json";
import { failed, panic, raise } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, find, program } from "./haira/program";
import { Some } from "./haira/option";
import { Provider } from "./haira/provider";
import { Tool } from "./haira/tool";
import { Workflow } from "./haira/workflow";
export * from "./haira/exports";

const main_ = new Provider("main");
const other = new Provider("other");
const Solo = new Agent("Solo");
const Memo = new Agent("Memo");
const Asker = new Agent("Asker");
const Bare = new Agent("Bare");
const Billing = new Agent("Billing");
const Tech = new Agent("Tech");
const Desk = new Agent("Desk");
const L1 = new Agent("L1");
const L2 = new Agent("L2");
const Engineering = new Agent("Engineering");
const A = new Agent("A");
const B = new Agent("B");
const Fan = new Agent("Fan");
const Line = new Agent("Line");
const lookupTool = new Tool("lookup", "Looks up an order.", `{"type":"object"}`, callLookup);
const failTool = new Tool("fail", "Fails.", `{"type":"object"}`, callFail);
const crashTool = new Tool("crash", "Panics.", `{"type":"object"}`, callCrash);
const longTool = new Tool("long", "Long.", `{"type":"object"}`, callLong);
const askTool = new Tool("ask_memo", "Asks Memo in the same session.", `{"type":"object"}`, callAskMemo);
const RunWorkflow = new Workflow("Run", serveRun);
const AskWorkflow = new Workflow("Ask", serveAsk);

function initMain(): void {
  main_.text("model", "m1");
  main_.number("temperature", 0.5);
  main_.integer("max_tokens", 100);
  main_.number("input_token_cost", 3.0);
  main_.number("output_token_cost", 15.0);
}
function initOther(): void { other.text("model", "o1"); }
function initSolo(): void {
  Solo.provider = main_;
  Solo.system = "You look things up.";
  Solo.tools = [lookupTool, failTool, crashTool, longTool];
  Solo.max_steps = 3;
  Solo.timeout = 30;
}
function initMemo(): void { Memo.provider = other; Memo.memory = conversation(2); }
function initAsker(): void { Asker.provider = other; Asker.tools = [askTool]; Asker.memory = conversation(2); }
function initBare(): void { Bare.provider = other; }
function initBilling(): void {
  Billing.provider = other; Billing.system = "Money. Be kind."; Billing.memory = conversation(1);
}
function initTech(): void {
  Tech.provider = other; Tech.system = "Machines"; Tech.description = "Repairs things."; Tech.temperature = 0; Tech.model = "o2";
}
function initDesk(): void {
  Desk.provider = main_;
  Desk.system = "You route.\nNever answer.";
  Desk.tools = [lookupTool];
  Desk.handoffs = [Billing, Tech];
  Desk.memory = conversation(2);
}
function initEngineering(): void { Engineering.provider = other; Engineering.system = "Deep."; Engineering.tools = [lookupTool]; Engineering.max_steps = 1; }
function initL2(): void {
  L2.provider = other; L2.system = "Second."; L2.handoffs = [Engineering]; L2.tools = [lookupTool]; L2.memory = conversation(5);
}
function initL1(): void { L1.provider = main_; L1.system = "First."; L1.handoffs = [L2, Bare]; L1.memory = conversation(3); L1.timeout = 10; }
function initA(): void { A.provider = other; A.system = "a"; A.handoffs = [B]; }
function initB(): void { B.provider = other; B.system = "b"; B.handoffs = [A]; B.max_handoffs = 1; }
function initFan(): void { Fan.provider = other; Fan.handoffs = [Billing, Tech, Memo]; Fan.strategy = "parallel"; Fan.memory = conversation(5); }
function initLine(): void { Line.provider = other; Line.handoffs = [Billing, Tech, Memo]; Line.strategy = "sequential"; Line.memory = conversation(5); }

function callLookup(params: Parameters): string {
  const id = params.take<i64>("id");
  const unit: string = params.has("unit") ? params.take<string>("unit") : "pcs";
  if (params.rejects()) return "";
  if (id > 1000) sleep<i64>(id);
  return toolText<string>("order " + id.toString() + " " + unit);
}
function callFail(params: Parameters): string {
  raise(error("no such order", 404));
  return "";
}
function callCrash(params: Parameters): string {
  panic("index 5 out of range (length 3)");
  return "";
}
function callLong(params: Parameters): string { return "x".repeat(100001); }
function callAskMemo(params: Parameters): string {
  const answer = Memo.ask("from the tool", "s");
  if (failed()) return "";
  const err = answer._1;
  if (err !== null) { raise(err); return ""; }
  return toolText<string>(answer._0);
}

function serveRun(params: Parameters): string {
  const name = params.take<string>("agent");
  const message = params.take<string>("message");
  const session: string = params.has("session") ? params.take<string>("session") : "";
  if (params.rejects()) return "";
  const agent = find<Agent>(name)!;
  const pair = agent.run(message, session);
  const err = pair._1;
  const json = new JsonWriter();
  json.beginObject();
  json.key("result");
  pair._0.write(json);
  json.key("error");
  json.value(err);
  json.key("code");
  const code: Some<i64> | null = err === null ? null : err.code;
  json.int(code === null ? 0 : code.value);
  json.endObject();
  return json.toString();
}
function serveAsk(params: Parameters): string {
  const name = params.take<string>("agent");
  const message = params.take<string>("message");
  const session = params.take<string>("session");
  if (params.rejects()) return "";
  const pair = find<Agent>(name)!.ask(message, session);
  const err = pair._1;
  if (err !== null) { raise(err); return ""; }
  return toolText<string>(pair._0);
}

program([
  entry(main_, initMain), entry(other, initOther),
  entry(lookupTool), entry(failTool), entry(crashTool), entry(longTool), entry(askTool),
  entry(Solo, initSolo), entry(Memo, initMemo), entry(Asker, initAsker), entry(Bare, initBare), entry(Billing, initBilling), entry(Tech, initTech),
  entry(Desk, initDesk), entry(Engineering, initEngineering), entry(L2, initL2), entry(L1, initL1), entry(A, initA), entry(B, initB),
  entry(Fan, initFan), entry(Line, initLine), entry(RunWorkflow), entry(AskWorkflow),
]);
