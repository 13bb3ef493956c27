// E0120: a budget of money over models that cost nothing, as far as the program says.

import type * as ast from '../1-parse/syntax.ts'
import { badBudget } from '../diagnostics/messages.generated.ts'
import type { CheckedAgent, CheckedWorkflow } from '../phases.ts'
import type { Context } from './context.ts'
import { bodiesOf, reached } from './reached.ts'

/** Reports budgets in `usd` of which some agent's part would count as nothing, since its provider has no prices. */
export function reportFreeBudgets(context: Context, agents: CheckedAgent[], workflows: CheckedWorkflow[]): void {
  for (const { node, budget } of agents) {
    if (budget?.usd) reportFree(context, budget.usd, agents, [node])
  }
  for (const { node, budget } of workflows) {
    if (!budget?.usd) continue
    const found = reached(context.resolved.symbols, bodiesOf(node))
    const asked = found.filter((one) => one.kind === 'agent')
    reportFree(context, budget.usd, agents, asked)
  }
}

/** Whoever is asked may hand over, or ask others by its tools. */
function reportFree(context: Context, limit: ast.Expression, agents: CheckedAgent[], asked: ast.Agent[]): void {
  const all = new Set(asked)
  // A set gives what is added while it is walked over, too.
  for (const agent of all) {
    const checked = agents.find(({ node }) => node === agent)
    if (!checked) continue
    if (!hasPrices(checked.provider)) {
      const prices = '`input_token_cost` and `output_token_cost`'
      const problem = `\`usd\` needs prices: give ${prices} in provider \`${checked.provider.name.text}\``
      context.error(limit, badBudget({ problem }))
      return
    }
    const bodies = checked.tools.flatMap((tool) => [tool.body, ...tool.hooks.map((hook) => hook.body)])
    for (const one of reached(context.resolved.symbols, bodies)) if (one.kind === 'agent') all.add(one)
    for (const target of checked.handoffs) all.add(target)
  }
}

/** Without prices everything is free, and the limit would never be reached. */
function hasPrices(provider: ast.Provider): boolean {
  return provider.fields.some(({ name }) => name.text === 'input_token_cost' || name.text === 'output_token_cost')
}
