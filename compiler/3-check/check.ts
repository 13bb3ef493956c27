// Phase 3: Resolved → Checked. Declarations first, then top-level statements, then fields and bodies, then the reports
// that look at the program as a whole.

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Checked, CheckedAgent, CheckedTool, CheckedWorkflow, Resolved } from '../phases.ts'
import { checkAgent } from './agent.ts'
import { checkBody } from './bodies.ts'
import { Context } from './context.ts'
import { checkDefaults, declareSignatures, declareStructs } from './declarations.ts'
import { declareEnums, declareVariants } from './enums.ts'
import { checkEval } from './eval.ts'
import { declareMethods } from './methods.ts'
import { checkProvider } from './provider.ts'
import { reportDuplicateRoutes } from './report-duplicate-routes.ts'
import { reportFreeBudgets } from './report-free-budgets.ts'
import { reportGrowingCalls, reportGrowingTypes } from './report-growing-types.ts'
import { reportHandoffCycles } from './report-handoff-cycles.ts'
import { reportToolNameCollisions } from './report-tool-name-collisions.ts'
import { reportUnusedAgents } from './report-unused-agents.ts'
import { reportUnusedVariables } from './report-unused-variables.ts'
import { checkTest } from './test.ts'
import { checkTool } from './tool.ts'
import { checkTopLevel } from './top-level.ts'
import { checkAlias } from './type-nodes.ts'
import { checkWorkflow } from './workflow.ts'

/** What the declarations of the file turn out to be. */
interface Declarations {
  providers: ast.Provider[]
  tools: CheckedTool[]
  agents: CheckedAgent[]
  workflows: CheckedWorkflow[]
}

type Step = (context: Context, found: Declarations) => void

/** The checks of each file, in order. */
const steps: Step[] = [
  declareEnums,
  declareStructs,
  declareVariants,
  reportGrowingTypes,
  declareMethods,
  checkAliases,
  declareSignatures,
  checkTopLevel,
  checkDefaults,
  checkDeclarations,
  reportUnusedAgents,
]

/** The checks of the program as a whole. */
const reports: Step[] = [
  reportHandoffCycles,
  reportToolNameCollisions,
  reportGrowingCalls,
  (context, found) => reportDuplicateRoutes(context, found.workflows),
  (context, found) => reportFreeBudgets(context, found.agents, found.workflows),
  reportUnusedVariables,
]

/** Checks types and agents of a resolved program. After errors the result is good for tools such as hover only. */
export function check(resolved: Resolved, report: Report): Checked {
  const context = new Context(resolved, report)
  const found: Declarations = { providers: [], tools: [], agents: [], workflows: [] }
  for (const step of steps) context.inEachModule(() => step(context, found))
  for (const report of reports) report(context, found)
  const env = [...context.env]
  return {
    ...resolved,
    types: context.types,
    conversions: context.conversions,
    shorthands: context.shorthands,
    chains: context.chainEnds,
    symbolTypes: context.symbolTypes,
    calls: context.calls,
    variants: context.variants,
    outputs: context.outputs,
    pairs: context.pairs,
    toolErrors: context.toolErrors,
    pipes: context.pipes,
    patterns: context.patterns,
    boundMethods: context.boundMethods,
    exhaustive: context.exhaustive,
    mayMiss: context.mayMiss,
    reassigned: context.assignments.reassigned,
    typeNodes: context.typeNodes,
    functions: context.functions,
    ...found,
    structs: context.structs,
    enums: [...context.enums.values()],
    env: env.map(([name]) => name),
    secrets: env.filter(([, { secret }]) => secret).map(([name]) => name),
  }
}

function checkAliases(context: Context): void {
  for (const item of context.module.syntax.items) {
    if (item.kind === 'typeAlias') checkAlias(context, item)
  }
}

/** Fields and bodies, in source order. */
function checkDeclarations(context: Context, found: Declarations): void {
  for (const item of context.module.syntax.items) {
    switch (item.kind) {
      case 'provider':
        checkProvider(context, item)
        found.providers.push(item)
        break
      case 'agent':
        push(found.agents, checkAgent(context, item))
        break
      case 'tool':
        push(found.tools, checkTool(context, item))
        break
      case 'workflow':
        push(found.workflows, checkWorkflow(context, item))
        break
      case 'test':
        checkTest(context, item)
        break
      case 'eval':
        checkEval(context, item)
        break
      case 'method':
      case 'fn': {
        const checked = checkBody(context, item)
        if (checked) context.functions.set(item, checked)
        break
      }
      default:
        break
    }
  }
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item)
}
