// Compiled from input.haira by haira 0.1.0.
import { JsonReader, toolText } from "./haira/json";
import { println } from "./haira/lib-io";
import { Some } from "./haira/option";
import { Parameters } from "./haira/parameters";
import { entry, program } from "./haira/program";
import { show, showNested } from "./haira/show";
import { Tool } from "./haira/tool";
// What the host calls.
export * from "./haira/exports";

const plotTool = new Tool(
  "plot",
  "Plots a dot.",
  `{"type":"object","properties":{"dot":{"type":"object","properties":{"x":{"type":"integer","minimum":-32768,"maximum":32767},"weight":{"type":"number"}},"required":["x","weight"],"additionalProperties":false},"colors":{"type":"array","items":{"type":"integer","minimum":0,"maximum":4294967295}},"total":{"type":"integer","minimum":0},"shift":{"type":"integer","minimum":-128,"maximum":127},"size":{"type":"integer","minimum":0,"maximum":255,"default":3}},"required":["dot","colors","total"],"additionalProperties":false}`,
  callPlot,
);

// struct Dot
class Dot {
  constructor(public x: i16, public weight: f32) {}

  show(): string {
    return `Dot{x: ${showNested<i16>(this.x)}, weight: ${showNested<f32>(this.weight)}}`;
  }

  read(json: JsonReader): void {
    this.x = json.field<i16>("x");
    this.weight = json.field<f32>("weight");
  }
}

function plot(dot: Dot, colors: Array<u32>, total: u64, shift: Some<i8> | null, size: u8 = <u8>3): u8 {
  println(`${show<Dot>(dot)} ${show<Array<u32>>(colors)} ${show<u64>(total)} ${show<Some<i8> | null>(shift)}`);
  return size;
}

/** plot as a model calls it: arguments from JSON, result as text. */
function callPlot(params: Parameters): string {
  const dot = params.take<Dot>("dot");
  const colors = params.take<Array<u32>>("colors");
  const total = params.take<u64>("total");
  const shift = params.take<Some<i8> | null>("shift");
  const size: u8 = params.has("size") ? params.take<u8>("size") : <u8>3;
  if (params.rejects()) return "";
  const result = plot(dot, colors, total, shift, size);
  return toolText<u8>(result);
}

function main(): void {
  println(show<u8>(plot(new Dot(<i16>-1, <f32>0.5), [<u32>1], <u64>5, null)));
}

// In the order of the init table.
program([
  entry(plotTool),
], main);
