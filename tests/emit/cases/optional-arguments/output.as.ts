// Compiled from input.haira by haira 0.1.0.
import { toJson, toolText } from "./haira/json";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { HairaError, failed, nothing, raise } from "./haira/panic";
import { Parameters } from "./haira/parameters";
import { entry, program, runsMain } from "./haira/program";
import { show } from "./haira/show";
import { Tool } from "./haira/tool";
import { Tuple2 } from "./haira/tuple";
import { Workflow } from "./haira/workflow";
import { enterWorkflow, leaveWorkflow, takenError } from "./haira/workflow-call";
// What the host calls.
export * from "./haira/exports";

const weatherTool = new Tool(
  "weather",
  "Forecast for a city.",
  `{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","default":3},"unit":{"type":"string"}},"required":["city"],"additionalProperties":false}`,
  callWeather,
);
const scaledTool = new Tool(
  "scaled",
  "Scales.",
  `{"type":"object","properties":{"by":{"type":"number"},"n":{"type":"integer"},"plus":{"type":"integer"}},"required":["n"],"additionalProperties":false}`,
  callScaled,
);
const BothWorkflow = new Workflow("Both", serveBoth);

function weather(city: string, days: i64, unit: string | null): string {
  return `${city} ${show<i64>(days)} ${show<string | null>(unit)}`;
}

/** weather as a model calls it: arguments from JSON, result as text. */
function callWeather(params: Parameters): string {
  const city = params.take<string>("city");
  const days: i64 = params.has("days") ? params.take<i64>("days") : 3;
  const unit = params.take<string | null>("unit");
  if (params.rejects()) return "";
  const result = weather(city, days, unit);
  return toolText<string>(result);
}

function scaled(by: Some<f64> | null, n: i64, plus: i64): f64 {
  return (by === null ? 0.5 : by!.value) * <f64>n + <f64>plus;
}

/** scaled as a model calls it: arguments from JSON, result as text. */
function callScaled(params: Parameters): string {
  const by = params.take<Some<f64> | null>("by");
  const n = params.take<i64>("n");
  const plus: i64 = params.has("plus") ? params.take<i64>("plus") : next(n);
  if (params.rejects()) return "";
  const result = scaled(by, n, plus);
  return toolText<f64>(result);
}

function Both(city: string, note: string | null, days: Some<i64> | null): Tuple2<string, HairaError | null> {
  let report = weather(city, days === null ? 1 : days!.value, null);
  return new Tuple2<string, HairaError | null>(`${report} ${show<string | null>(note)}`, null);
}

/** Both as HTTP calls it. */
function serveBoth(params: Parameters): string {
  const city = params.take<string>("city");
  const note = params.take<string | null>("note");
  const days = params.take<Some<i64> | null>("days");
  if (params.rejects()) return "";
  const result = Both(city, note, days);
  const error = result._1;
  if (error !== null) {
    raise(error);
    return "";
  }
  return toJson<string>(result._0);
}

function next(n: i64): i64 {
  return n + 1;
}

function main(): void {
  println(weather("Oslo", 3, null));
  println(weather("Oslo", 5, null));
  println(weather("Oslo", 3, "C"));
  const $1 = next(4);
  const $4 = show<f64>(scaled(null, 4, $1));
  const $2: Some<f64> | null = new Some<f64>(2.0);
  const $3 = next(4);
  println(`${$4} ${show<f64>(scaled($2, 4, $3))} ${show<f64>(scaled(null, 2, 1))}`);
  enterWorkflow("Both");
  const $5 = Both("Rome", null, null);
  leaveWorkflow();
  const $6 = $5._1;
  if ($6 !== null) {
    raise($6);
    return;
  }
  println($5._0);
  const $7: Some<i64> | null = new Some<i64>(2);
  enterWorkflow("Both");
  const $8 = Both("Rome", null, $7);
  leaveWorkflow();
  const $9 = takenError();
  if (failed()) return;
  let text: string = $9 !== null ? nothing<string>() : $8._0;
  let err: HairaError | null = $9 !== null ? $9 : $8._1;
  println(`${text} ${show<HairaError | null>(err)}`);
}

/** The statements of the top level, then `main`. */
function start(): void {
  if (runsMain()) {
    main();
  }
}

// In the order of the init table.
program([
  entry(weatherTool),
  entry(scaledTool),
  entry(BothWorkflow),
], start);
