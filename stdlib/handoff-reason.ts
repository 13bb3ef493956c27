// `handoffs: [TechAgent(reason: Problem)]`: the reason of a handoff is a struct, which the model has to fill in.

import { box } from './any'
import { ReasonForm, Term } from './handoff-terms'
import { JsonParser, OBJECT } from './json-read'
import { toolParameters } from './parameters'
import { Handoff } from './result'

/** For reasons of type T; R is what T is read as. */
class ReasonOf<R, T> extends ReasonForm {
  read(args: JsonParser, handoff: Handoff): void {
    if (args.problem != '' || args.root.kind != OBJECT) {
      handoff.error = 'invalid arguments: ' + (args.problem == '' ? 'expected an object' : args.problem)
      return
    }
    const params = toolParameters(args.root)
    const value = params.take<R>('reason')
    if (params.problems.any) handoff.error = 'invalid arguments: ' + params.complaint()
    else {
      handoff.reason = args.root.get('reason')!.json
      handoff.details = box<T>(changetype<T>(value))
    }
  }
}

/** A term whose reason is of a type; `schema` is that of the transfer's parameters. */
export function withReason<R, T>(term: Term, schema: string): Term {
  term.reason = new ReasonOf<R, T>(schema)
  return term
}
