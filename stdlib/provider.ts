// A provider: the host owns the connection and the key; the module knows the name, and the fields it was declared with.

import { JsonWriter } from './json'
import { Declaration } from './program'

/** A declared provider. Its fields are set by its initialiser and told to the host. */
export class Provider extends Declaration {
  /** Model of agents that name none. */
  model: string = ''
  /** Temperature of agents that set none; NaN: not sent. */
  temperature: f64 = NaN
  /** Limit of agents that set none; 0: not sent. */
  max_tokens: i64 = 0
  private inputCost: f64 = 0
  private outputCost: f64 = 0
  private fields: JsonWriter = new JsonWriter()

  constructor(name: string) {
    super(name)
    this.fields.beginObject()
  }

  /** Sets a field that is text. */
  text(name: string, value: string): void {
    if (name == 'model') this.model = value
    this.fields.pair(name, value)
  }

  /** Sets a field that is a float. */
  number(name: string, value: f64): void {
    if (name == 'temperature') this.temperature = value
    if (name == 'input_token_cost') this.inputCost = value
    if (name == 'output_token_cost') this.outputCost = value
    this.fields.key(name)
    this.fields.float(value)
  }

  /** Sets a field that is an int. */
  integer(name: string, value: i64): void {
    if (name == 'max_tokens') this.max_tokens = value
    this.fields.key(name)
    this.fields.int(value)
  }

  /** Sets a field of any other type. */
  value<T>(name: string, value: T): void {
    this.fields.key(name)
    this.fields.value<T>(value)
  }

  /** USD for a model call, by the prices for a million tokens; 0 without prices. */
  cost(inputTokens: i64, outputTokens: i64): f64 {
    return (<f64>inputTokens * this.inputCost + <f64>outputTokens * this.outputCost) / 1_000_000
  }

  describe(json: JsonWriter): void {
    this.fields.endObject()
    json.beginObject()
    json.key('fields')
    json.raw(this.fields.toString())
    json.endObject()
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'provider'
  }

  show(): string {
    return '<provider ' + this.name + '>'
  }
}

/** Stands for the value of an environment variable that only the host may see, or for the default if it is not set. */
export function sealedEnv(name: string, fallback: string = ''): string {
  return '\uE000' + name + (fallback == '' ? '' : '\uE002' + fallback) + '\uE001'
}
