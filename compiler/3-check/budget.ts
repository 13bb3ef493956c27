// What a request may cost: `budget: limits(seconds: 60, calls: 12, tokens: 20000, usd: 0.05, hops: 3)` of an agent, and
// `@budget(…)` of a workflow, with at least one of them.

import type * as ast from '../1-parse/syntax.ts'
import { badBudget } from '../diagnostics/messages.generated.ts'
import { type BudgetPlan, budgetLimits } from '../phases.ts'
import { type Field, numberOf } from './config.ts'
import type { Context } from './context.ts'
import { expect } from './expressions.ts'
import { floatType, intType } from './types.ts'

/** What the `budget` field of an agent limits; nothing without one. */
export function checkBudget(context: Context, field: Field | undefined): BudgetPlan | undefined {
  const value = field?.value
  if (!value || value.kind === 'nil') return undefined
  const isLimits = value.kind === 'call' && value.callee.kind === 'identifier' && value.callee.name === 'limits'
  if (isLimits) return checkLimits(context, value, value.args, '`budget` must be `limits(…)` with')
  context.error(value, badBudget({ form: '`budget` must be `limits(…)` with' }))
  return undefined
}

/** What `@budget(…)` of a workflow limits; nothing without one. */
export function checkBudgetDecorator(context: Context, decorators: ast.Decorator[]): BudgetPlan | undefined {
  const [first, second] = decorators.filter(({ name }) => name.text === 'budget')
  if (second) context.error(second, badBudget({ problem: 'a workflow has one' }))
  return first && checkLimits(context, first, first.args, '`@budget(…)` takes')
}

function checkLimits(
  context: Context,
  whole: ast.Call | ast.Decorator,
  args: ast.Argument[],
  form: string,
): BudgetPlan | undefined {
  if (args.length === 0) {
    context.error(whole, badBudget({ form }))
    return undefined
  }
  const plan: BudgetPlan = {}
  for (const argument of args) checkLimit(context, argument, plan, form)
  return plan
}

function checkLimit(context: Context, argument: ast.Argument, plan: BudgetPlan, form: string): void {
  const name = budgetLimits.find((one) => one === argument.name?.text)
  if (name === undefined || plan[name]) {
    context.error(argument, badBudget({ form }))
    return
  }
  const { value } = argument
  const isWhole = name !== 'seconds' && name !== 'usd'
  expect(context, value, isWhole ? intType : floatType, () =>
    badBudget({ problem: `\`${name}\` must be ${isWhole ? 'an int' : 'a number'}` }),
  )
  const number = numberOf(value)
  if (number !== undefined && (name === 'hops' ? number < 0 : number <= 0)) {
    const least = name === 'hops' ? 'at least 0' : 'more than 0'
    context.error(value, badBudget({ problem: `\`${name}\` must be ${least}` }))
  }
  plan[name] = value
}
