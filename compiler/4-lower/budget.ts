// Budgets: `limits(…)` of an agent, and `@budget(…)` of a workflow, whose function is then made of two: one that does the
// work, and one around it that opens the budget's account before and closes it after, whichever way the work has ended.

import { type BudgetPlan, budgetLimits, type CheckedWorkflow } from '../phases.ts'
import { Body } from './body.ts'
import { call, giveBack, helper, int, name, perform, text } from './build.ts'
import type { Context } from './context.ts'
import { lower } from './expressions.ts'
import { lowerFunction } from './functions.ts'
import type { Expression, FunctionDeclaration } from './program.ts'

/** What is not limited is said by a negative number. */
export function lowerLimits(body: Body, plan: BudgetPlan): Expression {
  const values = budgetLimits.map((name): Expression => {
    const value = plan[name]
    if (value) return lower(body, value)
    return name === 'seconds' || name === 'usd' ? { kind: 'float', value: -1 } : int(-1)
  })
  return helper('budget', 'limits', values)
}

/** The functions of a workflow that has a budget; the first is what callers call. */
export function lowerLimited(context: Context, workflow: CheckedWorkflow, budget: BudgetPlan): FunctionDeclaration[] {
  const { node } = workflow
  const own = context.nameOf(node)
  const [work, ...more] = lowerFunction(context, workflow, context.names.invented(`${own}Work`), node)
  const body = new Body(context, workflow.result)
  const opened = helper('budget', 'enterBudget', [text(node.name.text), lowerLimits(body, budget)])
  const done = call(
    name(work!.name),
    work!.params.map((param) => name(param.name)),
  )
  const isVoid = work!.result.kind === 'void'
  body.add(
    { kind: 'let', name: '$outer', constant: true, type: undefined, value: opened },
    isVoid ? perform(done) : { kind: 'let', name: '$result', constant: true, type: work!.result, value: done },
    perform(helper('budget', 'leaveBudget', [name('$outer')])),
    ...(isVoid ? [] : [giveBack(name('$result'))]),
  )
  // In a call chain the work is enough.
  const outer: FunctionDeclaration = { ...work!, name: own, body: body.whole, place: undefined }
  const inner = { ...work!, comment: undefined, params: work!.params.map(({ name, type }) => ({ name, type })) }
  return [outer, inner, ...more]
}
