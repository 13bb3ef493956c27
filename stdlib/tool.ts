// Tools: functions of the program that a model may call. Whatever a model sends, it gets an answer that it can go on
// from; nothing is raised to the caller of the agent.

import { Any } from './any'
import { Callable } from './function'
import { JsonWriter } from './json'
import { JsonParser, OBJECT } from './json-read'
import { intText } from './number'
import { catches, takeError } from './panic'
import { toolParameters, Parameters } from './parameters'
import { Declaration } from './program'

/** Longer results are cut: they would only fill the model's context. */
const MAX_RESULT: i32 = 100_000

/** What the model is told of a call. */
export class ToolOutcome {
  constructor(
    readonly text: string,
    readonly ok: bool,
  ) {}
}

/** A declared tool; `run` takes its parameters, calls it, and gives its result as text. */
export class Tool extends Declaration {
  /** Where the program calls values of type any. */
  asFunction: Callable | null = null

  constructor(
    name: string,
    readonly description: string,
    readonly schema: string,
    private run: (params: Parameters) => string,
    /** Seconds that a call by a model may take. */
    readonly timeout: f64 = Infinity,
  ) {
    super(name)
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'tool'
  }

  show(): string {
    return '<tool ' + this.name + '>'
  }

  /** Calls it with values of any type. */
  invoke(args: (Any | null)[]): Any | null {
    return this.asFunction!.invoke(args)
  }

  describe(json: JsonWriter): void {
    json.beginObject()
    json.endObject()
  }

  /** Calls it with arguments as a model wrote them. */
  call(args: JsonParser): ToolOutcome {
    if (args.problem != '') return rejected(args.problem)
    if (args.root.kind != OBJECT) return rejected('expected an object')
    const params = toolParameters(args.root)
    const text = this.run(params)
    if (catches()) return new ToolOutcome(cut('error: ' + takeError().message), false)
    if (params.problems.any) return rejected(params.complaint())
    return new ToolOutcome(cut(text), true)
  }
}

/** A tool that can be called where it is a value of type any. */
export function callable(tool: Tool, fn: Callable): Tool {
  tool.asFunction = fn
  return tool
}

/** Writes what a model is told of a tool. */
export function writeOffer(json: JsonWriter, name: string, description: string, schema: string): void {
  json.beginObject()
  json.pair('name', name)
  json.pair('description', description)
  json.key('parameters')
  json.raw(schema)
  json.endObject()
}

function rejected(why: string): ToolOutcome {
  return new ToolOutcome('error: invalid arguments: ' + why, false)
}

function cut(text: string): string {
  if (text.length <= MAX_RESULT) return text
  return text.substring(0, MAX_RESULT) + '\n[cut: the result has ' + intText(text.length) + ' characters]'
}
