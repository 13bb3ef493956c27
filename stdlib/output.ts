// Structured output: what a reply has to be, as `output: T` or the type of a variable says, and the value that it is read
// into. A reply that does not fit is asked for again once (dialogue.ts).

import { Agent } from './agent'
import { box } from './any'
import { JsonReader, NUMERIC_STRINGS, Problems } from './decode'
import { Messages } from './dialogue'
import { JsonWriter } from './json'
import { Json, OBJECT } from './json-read'
import { jsonIn, wordIn } from './loose-json'
import { Response } from './model'
import { HairaError } from './panic'
import { AgentResult } from './result'
import { Outcome, takeTurn } from './turn'
import { Tuple2 } from './tuple'

/** What a reply has to be. Programs without structured output have no subclass of it, and no code for it. */
export abstract class Output {
  /** The same for another turn. */
  abstract fresh(): Output
  /** Says what is wanted, in a request to a model. */
  abstract describe(json: JsonWriter): void
  /** Takes a model's answer; `null`: it does not fit, and the model is to be asked again. */
  abstract take(response: Response, agent: Agent, messages: Messages): Outcome | null
  /** Takes a text that no model can be asked for again. */
  abstract takeText(text: string, agent: Agent): Outcome
  /** Puts the value that was read into the result. */
  abstract store(result: AgentResult): void
}

/** For values of type T; R is what T is read as, with readers for unions. */
export class OutputOf<R, T> extends Output {
  private held: T | null = null
  /** The JSON text that the value was read from. */
  private json: string = ''
  private asksAgain: bool = true

  constructor(
    /** How errors call the type. */
    protected name: string,
    /** What hosts are told: `{"name": text, "schema": JSON Schema}`. */
    protected request: string,
    /** Models give objects; a value of another kind is the member `value` of one. */
    private wrapped: bool,
  ) {
    super()
  }

  get value(): T {
    return this.held!
  }

  fresh(): Output {
    return new OutputOf<R, T>(this.name, this.request, this.wrapped)
  }

  describe(json: JsonWriter): void {
    json.key('output')
    json.raw(this.request)
  }

  take(response: Response, agent: Agent, messages: Messages): Outcome | null {
    const problem = this.read(response.text)
    if (problem == '' || !this.asksAgain) return this.outcome(problem, agent)
    this.asksAgain = false
    const form = 'Your answer does not have the required form: '
    messages.askAgain(response, form + problem + '. Answer again, with the JSON only.')
    return null
  }

  takeText(text: string, agent: Agent): Outcome {
    return this.outcome(this.read(text), agent)
  }

  private outcome(problem: string, agent: Agent): Outcome {
    if (problem == '') return Outcome.success(this.json, agent)
    return Outcome.failed('output does not match ' + this.name + ': ' + problem)
  }

  store(result: AgentResult): void {
    result.output = box<T>(this.value)
  }

  // Gives what is wrong with a reply; nothing if it fits.
  private read(reply: string): string {
    const found = jsonIn(reply)
    if (found.length == 0 && this.wrapped) found.push(wordIn(reply))
    if (found.length == 0) return 'no JSON in it'
    let problem = ''
    let fits = 0
    for (let i = 0; i < found.length; i++) {
      const problems = this.decode(found[i])
      if (!problems.any) fits++
      else if (problem == '') problem = problems.show()
    }
    if (fits == 1) return ''
    return fits == 0 ? problem : 'several values in it'
  }

  private decode(node: Json): Problems {
    const inner: Json | null = this.wrapped && node.kind == OBJECT ? node.get('value') : null
    if (inner !== null) {
      const problems = this.decodeBare(inner)
      if (!problems.any) return problems
    }
    return this.decodeBare(node)
  }

  protected decodeBare(node: Json): Problems {
    const problems = new Problems()
    const value = new JsonReader(node, '', problems, NUMERIC_STRINGS).read<R>()
    if (!problems.any) {
      this.held = changetype<T>(value)
      this.json = node.json
    }
    return problems
  }
}

/** What `output: T` of an agent is. */
export function outputOf<R, T>(name: string, request: string, wrapped: bool): Output {
  return new OutputOf<R, T>(name, request, wrapped)
}

/** `x: T, err = A.ask(…)` or `A.run(…)`; with an error, x is the zero value of its type. */
export function askFor<R, T>(
  agent: Agent,
  message: string,
  session: string,
  name: string,
  request: string,
  wrapped: bool,
  zero: T,
): Tuple2<T, HairaError | null> {
  const output = new OutputOf<R, T>(name, request, wrapped)
  const turn = takeTurn(agent, message, session, false, output)
  const error = turn.error
  return new Tuple2<T, HairaError | null>(error === null ? output.value : zero, error)
}
