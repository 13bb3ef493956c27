// Structured output: the type of an agent's replies, and calls whose reply is read into a typed variable.

import type * as ast from '../1-parse/syntax.ts'
import { typeSchema } from '../3-check/schema.ts'
import { showType } from '../3-check/show-type.ts'
import { fallible, type Type as HairaType } from '../3-check/types.ts'
import type { JsonSchema } from '../manifest.ts'
import type { ResolvedCall } from '../phases.ts'
import type { Body } from './body.ts'
import { helper, member, text } from './build.ts'
import type { PreparedCall } from './calls.ts'
import type { Context } from './context.ts'
import { operand } from './expressions.ts'
import { messageOperand } from './message.ts'
import type { Expression, Type } from './program.ts'
import { zeroOf } from './zero.ts'

/** `output: T`: what replies are read into. */
export function outputField(context: Context, type: HairaType): Expression {
  return helper('output', 'outputOf', described(context, type), readTypes(context, type))
}

/** `x: T, err = A.ask(message)` or `A.run(message)`, and `s: stream<T> = A.stream(message)`; also of `A.session(id)`. */
export function typedAgentCall(
  body: Body,
  node: ast.Call,
  { args, target }: ResolvedCall,
  agent: ast.Expression,
  type: HairaType,
): PreparedCall {
  const { context } = body
  const [message, session] = args
  if (message?.kind !== 'given') return context.fail(node, 'an agent is asked without a message')
  const isStream = target.kind === 'method' && target.name === 'stream'
  const values = body.inOrder([
    operand(body, agent),
    messageOperand(body, message.value),
    session?.kind === 'given'
      ? operand(body, session.value)
      : { type: { kind: 'string' as const }, lower: () => text('') },
    ...(isStream ? [] : [{ type: context.type(type), lower: () => zeroOf(body, type, node) }]),
  ])
  const [zero] = values.splice(3)
  if (target.kind === 'method' && target.owner.kind === 'struct') {
    const bound = body.settled(values[0]!, context.type(target.owner))
    values[0] = member(bound, 'agent')
    values[2] = member(bound, 'id')
  }
  if (isStream) {
    const made = [...values, ...described(context, type)]
    const expression = helper('drafts', 'draftsOf', made, readTypes(context, type))
    return { expression, result: { kind: 'stream', element: type }, mayPanic: false }
  }
  const made = [...values, ...described(context, type), zero!]
  return {
    expression: helper('output', 'askFor', made, readTypes(context, type)),
    result: fallible(type),
    mayPanic: true,
  }
}

/** Name and schema, as constants, and whether the value is a member of an object. */
function described(context: Context, type: HairaType): Expression[] {
  const schema = typeSchema(context.checked, type)
  const root = schema.$ref === undefined ? schema : schema.$defs![schema.$ref.slice('#/$defs/'.length)]!
  const isWrapped = root.properties === undefined
  const request = JSON.stringify({ name: nameOf(type), schema: isWrapped ? wrap(schema) : unrolled(schema, root) })
  return [text(showType(type)), { kind: 'template', parts: [request] }, { kind: 'bool', value: isWrapped }]
}

/** Providers want objects, and a name of letters and digits. */
function wrap({ $defs, ...value }: JsonSchema): JsonSchema {
  const whole: JsonSchema = { type: 'object', properties: { value }, required: ['value'], additionalProperties: false }
  return $defs ? { ...whole, $defs } : whole
}

/** The object itself at the top, where a reference to it would stand. */
function unrolled(schema: JsonSchema, root: JsonSchema): JsonSchema {
  return schema === root || !schema.$defs ? schema : { ...root, $defs: schema.$defs }
}

function nameOf(type: HairaType): string {
  const plain = showType(type).replace(/\W+/g, '_').replace(/^_|_$/g, '')
  return plain === '' || plain.length > 64 ? 'output' : plain
}

/** What values of a type are read as from JSON, and what they are then. */
export function readTypes(context: Context, type: HairaType): Type[] {
  context.types.need(type, 'read', ...context.methodsOfAny)
  return [context.types.reading(type), context.type(type)]
}
