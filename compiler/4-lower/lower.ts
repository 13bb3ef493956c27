// Phase 4: Checked -> Program. Makes explicit what Haira leaves unsaid: where panics are looked for, which values are
// converted, what a default is, how tools and workflows are called from outside, and what is initialised when.

import type { Checked } from '../phases.ts'
import { lowerAgent } from './agent.ts'
import { Context } from './context.ts'
import type { Declared } from './declaration.ts'
import { evalRunner, lowerEvals } from './eval.ts'
import { lowerFunction } from './functions.ts'
import { namedHosts } from './hosts.ts'
import { initTable } from './init-table.ts'
import { typeParamsOf } from './instances.ts'
import { bindMethods } from './methods-of-any.ts'
import type { FunctionDeclaration, Item, Program } from './program.ts'
import { lowerProvider } from './provider.ts'
import { readDefaults } from './read-defaults.ts'
import { guardRecursion } from './recursion.ts'
import { lowerTests, testRunner } from './test.ts'
import { lowerTool } from './tool.ts'
import { lowerTopLevel } from './top-level.ts'
import { lowerWorkflow } from './workflow.ts'

/** Lowers a program that has been checked without errors. */
export function lower(checked: Checked, { tests: hasTests = false, evals: hasEvals = false } = {}): Program {
  const context = new Context(checked)
  const declared = lowerDeclarations(context)
  const functions = [...checked.functions]
    .filter(([node, fn]) => !context.captures.isLocal(node) && typeParamsOf(fn).length === 0)
    .flatMap(([node, fn]) => lowerFunction(context, fn, context.nameOf(node), node))
  const tests = hasTests ? lowerTests(context) : undefined
  const evals = hasEvals ? lowerEvals(context) : undefined
  const {
    globals,
    functions: starting,
    entry,
  } = lowerTopLevel(context, tests ? testRunner(tests) : evals && evalRunner(evals))
  const instances = lowerInstances(context)
  const defaults = readDefaults(context)
  const entries = initTable(checked)
  const items: Item[] = [
    ...context.types.variants,
    ...context.functionConstants,
    // Before the constants, which name functions: AssemblyScript compiles those where they are first named.
    ...globals,
    ...declared.constants,
    ...context.types.classes,
    ...context.types.readers,
    ...declared.classes,
    ...declared.initialisers,
    ...declared.functions,
    ...defaults,
    ...context.closures,
    ...functions,
    ...instances,
    ...(tests ?? []).flatMap(({ functions }) => functions),
    ...(evals ?? []).map((one) => one.function),
    ...starting,
  ]
  return {
    sources: checked.modules.map((module) => module.source),
    env: checked.env,
    secrets: checked.secrets,
    hosts: namedHosts(checked),
    init: { entries },
    items,
    isRecursive: guardRecursion(items),
    entries: entries.map(({ name }) => declared.entryOf(name)),
    start: entry,
    ...(tests
      ? { tests: tests.map(({ title, position, functions }) => ({ title, position, name: functions[0]!.name })) }
      : {}),
    ...(evals ? { evals: evals.map(({ function: _, ...entry }) => entry) } : {}),
    names: context.names.all,
  }
}

/** Generic functions for the types that they are used with; making one may ask for others, as may methods of values. */
function lowerInstances(context: Context): FunctionDeclaration[] {
  const made: FunctionDeclaration[] = []
  const { instances } = context
  let next = 0
  do {
    for (; next < instances.length; next++) {
      const { node, typeArgs, name } = instances[next]!
      const inside = context.inside(node, typeArgs)
      made.push(...lowerFunction(inside, inside.callee(node), name, node))
    }
    bindMethods(context)
  } while (next < instances.length)
  return made
}

/** The code of providers, agents, tools and workflows. */
function lowerDeclarations(context: Context) {
  const { checked } = context
  const fields = new Map<string, Declared>([
    ...checked.providers.map((node) => [node.name.text, lowerProvider(context, node)] as const),
    ...checked.agents.map((agent) => [agent.node.name.text, lowerAgent(context, agent)] as const),
  ])
  const tools = checked.tools.map((tool) => [tool.node.name.text, lowerTool(context, tool)] as const)
  const callables = new Map([
    ...tools,
    ...checked.workflows.map((workflow) => [workflow.node.name.text, lowerWorkflow(context, workflow)] as const),
  ])
  const all: ReadonlyMap<string, Declared> = new Map<string, Declared>([...fields, ...callables])
  const isFunction = (fn: FunctionDeclaration | undefined) => fn !== undefined
  return {
    constants: [...all.values()].map(({ constant }) => constant),
    initialisers: [...fields.values()].map(({ initialise }) => initialise).filter(isFunction),
    classes: tools.flatMap(([, tool]) => tool.classes),
    functions: [...callables.values()].flatMap((callable) => callable.functions),
    entryOf: (name: string) => {
      const one = all.get(name)!
      return { declaration: one.constant.name, initialise: one.initialise?.name }
    },
  }
}
