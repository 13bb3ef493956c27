// Calls that wait at many depths while others run, with the collector under pressure in between.
import { Agent, conversation } from "./haira/agent";
import { toJson } from "./haira/json";
import { sleep } from "./haira/lib-time";
import { failed, panic, setPendingPanic, takeError, pendingPanic } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { Provider } from "./haira/provider";
import { Workflow } from "./haira/workflow";
export * from "./haira/exports";

const model = new Provider("model");
const Target = new Agent("Target");
const Front = new Agent("Front");
const DeepWorkflow = new Workflow("Deep", serveDeep);
const AskWorkflow = new Workflow("Ask", serveAsk);
const PendingWorkflow = new Workflow("Pending", servePending);

function initModel(): void { model.text("model", "m"); }
function initTarget(): void { Target.provider = model; Target.system = "T"; Target.memory = conversation(20); }
function initFront(): void { Front.provider = model; Front.system = "F"; Front.handoffs = [Target]; Front.memory = conversation(10); }

function work(depth: i64, tag: string): string {
  const local = tag + ":" + depth.toString();
  if (depth > 0) {
    const inner = work(depth - 1, tag);
    sleep<i64>(1);
    const garbage: string[] = [];
    for (let i = 0; i < 20; i++) garbage.push(local + i.toString());
    return inner + "|" + local + "#" + garbage.length.toString();
  }
  sleep<i64>(1);
  return local;
}

function serveDeep(params: Parameters): string {
  const depth = params.take<i64>("depth");
  const tag = params.take<string>("tag");
  if (params.rejects()) return "";
  return toJson<string>(work(depth, tag));
}

function serveAsk(params: Parameters): string {
  const message = params.take<string>("message");
  const session = params.take<string>("session");
  if (params.rejects()) return "";
  const pair = Front.ask(message, session);
  const err = pair._1;
  return toJson<string>(err === null ? pair._0 : "error: " + err.message);
}

// A panic that is pending while its fiber waits, as in a deferred call, must not be seen by another fiber.
function servePending(params: Parameters): string {
  const tag = params.take<string>("tag");
  panic(tag);
  sleep<i64>(1);
  if (!failed()) return toJson<string>("lost");
  return toJson<string>(takeError().message);
}

program([
  entry(model, initModel), entry(Target, initTarget), entry(Front, initFront),
  entry(DeepWorkflow), entry(AskWorkflow), entry(PendingWorkflow),
]);
