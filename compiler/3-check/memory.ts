// The `memory` field of an agent: `none`, or `conversation(max_turns: n)`.

import type * as ast from '../1-parse/syntax.ts'
import { badMemory } from '../diagnostics/messages.generated.ts'
import type { MemoryPlan } from '../phases.ts'
import { type Field, numberOf } from './config.ts'
import type { Context } from './context.ts'
import { expect } from './expressions.ts'
import { intType } from './types.ts'

/** The memory that a field asks for; none without one. */
export function checkMemory(context: Context, field: Field | undefined): MemoryPlan {
  const value = field?.value
  if (!value || value.kind === 'nil') return { kind: 'none' }
  const called = value.kind === 'call' && value.callee.kind === 'identifier' ? value.callee.name : undefined
  if (value.kind === 'call' && called === 'conversation') return conversation(context, value)
  if (value.kind === 'call' && called === 'summary') return summary(context, value)
  context.error(value, badMemory())
  return { kind: 'none' }
}

function summary(context: Context, call: ast.Call): MemoryPlan {
  const plan: MemoryPlan = { kind: 'summary', maxTokens: undefined, keep: undefined }
  for (const argument of call.args) {
    const name = argument.name?.text
    if (name !== 'max_tokens' && name !== 'keep') context.error(argument, badMemory())
    else if ((numberOf(argument.value) ?? 1) < 1) context.error(argument.value, badMemory())
    else {
      expect(context, argument.value, intType, () => badMemory())
      if (name === 'keep') plan.keep = argument.value
      else plan.maxTokens = argument.value
    }
  }
  return plan
}

function conversation(context: Context, call: ast.Call): MemoryPlan {
  const [turns, ...more] = call.args
  if (!turns) return { kind: 'conversation', maxTurns: undefined }
  const wrong = [turns, ...more].find((argument, at) => at > 0 || argument.name?.text !== 'max_turns')
  if (wrong) context.error(wrong, badMemory())
  else if ((numberOf(turns.value) ?? 1) < 1) context.error(turns.value, badMemory())
  else expect(context, turns.value, intType, () => badMemory())
  return { kind: 'conversation', maxTurns: turns.value }
}
