// Steps of workflows, and the hooks of both (agentic.md 9).

import type * as ast from '../../1-parse/syntax.ts'
import { assignedNames } from '../../1-parse/walk.ts'
import { misplacedStep } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { checkDecorators } from '../decorators.ts'
import { coerce, value } from '../expressions.ts'
import { forgetAssigned } from '../narrowing.ts'
import { checkStatement, checkStatements } from '../statements.ts'
import { anyType, errorStructType, isErrorPair, isPrimitive, optionOf, type Type, withoutError } from '../types.ts'
import { checkVerify } from './assert.ts'

/** A step, whose variables belong to the block around it. */
export function checkStep(context: Context, node: ast.Step): void {
  const { place } = context.body
  if (place !== 'workflow' && place !== 'step') context.error(node.title, misplacedStep())
  checkDecorators(context, node.decorators, 'step')
  value(context, node.title)
  context.inPlace('step', () => {
    const isAsked = node.hooks.some(({ event, variable }) => event === 'onsuccess' && variable)
    checkStatements(context, node.body.statements, (last) => {
      // The value of its last expression is what `onsuccess` gets.
      if (isAsked && last.kind === 'expressionStatement') value(context, last.expression)
      else checkStatement(context, last)
    })
    for (const verify of node.verify) checkVerify(context, verify)
  })
  checkHooks(context, node.hooks, node.body, anyType)
}

/** Hooks may run when only a part of the body has: its variables may be nil still. */
export function checkHooks(context: Context, hooks: ast.FlowHook[], body: ast.Block, result: Type): void {
  for (const hook of hooks) {
    context.assuming(new Map(), () => {
      forgetAssigned(context, body)
      for (const name of assignedNames(body)) {
        const symbol = context.resolved.declares.has(name) ? context.symbol(name) : undefined
        const type = symbol && context.symbolTypes.get(symbol)
        if (symbol && type) context.narrowed.set(symbol, optionOf(type))
      }
      const symbol = hook.variable && context.symbol(hook.variable)
      const success = isErrorPair(result) ? withoutError(result) : result
      if (symbol) context.symbolTypes.set(symbol, hook.event === 'onsuccess' ? success : errorStructType)
      checkHookBody(context, hook)
    })
  }
}

function checkHookBody(context: Context, hook: ast.FlowHook): void {
  const { body } = context
  const whole = isErrorPair(body.result) ? withoutError(body.result) : body.result
  // Only what `onerror` gives becomes the answer.
  const result = hook.event === 'onerror' ? whole : anyType
  context.body = { ...body, result, loops: [] }
  checkStatements(context, hook.body.statements, (last) => {
    if (hook.event !== 'onerror' || last.kind !== 'expressionStatement' || isPrimitive(whole, 'nil')) {
      checkStatement(context, last)
      return
    }
    const found = value(context, last.expression, whole)
    if (!isPrimitive(found, 'nil')) coerce(context, last.expression, found, whole)
  })
  context.body = body
}
