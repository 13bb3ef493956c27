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
  if (called === 'summary') context.notYet(value, '`summary` memory')
  else context.error(value, badMemory())
  return { kind: 'none' }
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
