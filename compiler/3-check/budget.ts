// The `budget` field of an agent: `limits(seconds: 60, calls: 12, tokens: 20000, usd: 0.05, hops: 3)`, at least one of them.

import type * as ast from '../1-parse/syntax.ts'
import { badBudget } from '../diagnostics/messages.generated.ts'
import { type BudgetPlan, budgetLimits } from '../phases.ts'
import { type Field, numberOf } from './config.ts'
import type { Context } from './context.ts'
import { expect } from './expressions.ts'
import { floatType, intType } from './types.ts'

/** What a budget limits; nothing without one. */
export function checkBudget(
  context: Context,
  field: Field | undefined,
  provider: ast.Provider | undefined,
): BudgetPlan | undefined {
  const value = field?.value
  if (!value || value.kind === 'nil') return undefined
  const isLimits = value.kind === 'call' && value.callee.kind === 'identifier' && value.callee.name === 'limits'
  if (!isLimits || value.args.length === 0) {
    context.error(value, badBudget({ problem: undefined }))
    return undefined
  }
  const plan: BudgetPlan = {}
  for (const argument of value.args) checkLimit(context, argument, plan, provider)
  return plan
}

function checkLimit(
  context: Context,
  argument: ast.Argument,
  plan: BudgetPlan,
  provider: ast.Provider | undefined,
): void {
  const name = budgetLimits.find((one) => one === argument.name?.text)
  if (name === undefined || plan[name]) {
    context.error(argument, badBudget({ problem: undefined }))
    return
  }
  const { value } = argument
  const isWhole = name !== 'seconds' && name !== 'usd'
  expect(context, value, isWhole ? intType : floatType, () =>
    badBudget({ problem: `\`${name}\` must be ${kind(isWhole)}` }),
  )
  const number = numberOf(value)
  if (number !== undefined && (name === 'hops' ? number < 0 : number <= 0)) {
    context.error(
      value,
      badBudget({ problem: `\`${name}\` must be ${name === 'hops' ? 'at least 0' : 'more than 0'}` }),
    )
  }
  if (name === 'usd' && provider && !hasPrices(provider)) {
    const prices = '`input_token_cost` and `output_token_cost`'
    const problem = `\`usd\` needs prices: give ${prices} in provider \`${provider.name.text}\``
    context.error(argument, badBudget({ problem }))
  }
  plan[name] = value
}

function kind(isWhole: boolean): string {
  return isWhole ? 'an int' : 'a number'
}

/** Without prices everything is free, and the limit would never be reached. */
function hasPrices(provider: ast.Provider): boolean {
  return provider.fields.some(({ name }) => name.text === 'input_token_cost' || name.text === 'output_token_cost')
}
