// `s: stream<Ticket> = A.stream(m)`: where a stream of values is wanted, the agent is asked for them.

import type * as ast from '../1-parse/syntax.ts'
import { structuredResult } from '../diagnostics/messages.generated.ts'
import { asksAgent } from '../library/agent.ts'
import { isStructured } from './agent.ts'
import type { Context } from './context.ts'
import { unwrapGroup } from './expressions.ts'
import { showType } from './show-type.ts'
import { isPrimitive, type Type } from './types.ts'

/** Lets a call of `stream` give values, if that is what its place wants; false if it is about something else. */
export function takesDrafts(context: Context, node: ast.Expression, found: Type, wanted: Type): boolean {
  const call = unwrapGroup(node)
  const called = call.kind === 'call' ? context.calls.get(call)?.target : undefined
  const isAgentStream = called?.kind === 'method' && asksAgent(called.owner) && called.name === 'stream'
  if (!isAgentStream || wanted.kind !== 'stream' || found.kind !== 'stream' || !isPrimitive(found.element, 'string')) {
    return false
  }
  if (!isStructured(wanted.element)) {
    context.error(node, structuredResult({ method: 'stream', found: showType(wanted.element) }))
    return true
  }
  context.outputs.set(call as ast.Call, wanted.element)
  // From here on that is what the call gives.
  for (let one = node; ; one = (one as ast.Group).expression) {
    context.types.set(one, wanted)
    if (one.kind !== 'group') return true
  }
}
