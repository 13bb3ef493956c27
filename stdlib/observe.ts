// `observe.Amounts`: what model calls and tools have cost.

import { JsonWriter } from './json'
import { StructText } from './struct-text'

/** Sums of model calls and tools. */
export class Amounts {
  constructor(
    public input_tokens: i64 = 0,
    public output_tokens: i64 = 0,
    public total_tokens: i64 = 0,
    public llm_calls: i64 = 0,
    public tool_calls: i64 = 0,
    public total_latency_ms: i64 = 0,
    public estimated_cost_usd: f64 = 0,
  ) {}

  show(): string {
    return new StructText('Amounts')
      .add('input_tokens', this.input_tokens)
      .add('output_tokens', this.output_tokens)
      .add('total_tokens', this.total_tokens)
      .add('llm_calls', this.llm_calls)
      .add('tool_calls', this.tool_calls)
      .add('total_latency_ms', this.total_latency_ms)
      .add('estimated_cost_usd', this.estimated_cost_usd)
      .end()
  }

  write(json: JsonWriter): void {
    json.beginObject()
    writeCount(json, 'input_tokens', this.input_tokens)
    writeCount(json, 'output_tokens', this.output_tokens)
    writeCount(json, 'total_tokens', this.total_tokens)
    writeCount(json, 'llm_calls', this.llm_calls)
    writeCount(json, 'tool_calls', this.tool_calls)
    writeCount(json, 'total_latency_ms', this.total_latency_ms)
    json.key('estimated_cost_usd')
    json.value<f64>(this.estimated_cost_usd)
    json.endObject()
  }

  equals(other: Amounts): bool {
    return this === other || this.show() == other.show()
  }
}

function writeCount(json: JsonWriter, name: string, value: i64): void {
  json.key(name)
  json.int(value)
}
