// `spawn`: a task for a call, one task for a block as a statement, and a task for each statement of a block whose value
// is used (language.md 8).

import type * as ast from '../../1-parse/syntax.ts'
import { walk } from '../../1-parse/walk.ts'
import { notSharedByTasks, sequentialBackground, spawnNeedsCall } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { converts, infer, unwrapGroup, value } from '../expressions.ts'
import { commonType } from '../fit.ts'
import { exits } from '../flow.ts'
import { forgetAssigned } from '../narrowing.ts'
import { checkStatements } from '../statements.ts'
import { anyType, errorKind, errorType, isPrimitive, listOf, nilType, optionOf, type Type } from '../types.ts'
import { nothing, type TaskValue, taskValues } from './task-values.ts'

/** `spawn f(x)`, a task; or `spawn { … }` whose value is used, the list of its statements' results. */
export function inferSpawn(context: Context, node: ast.Spawn): Type {
  if (node.body.kind === 'block') return listOf(results(context, node.body, (type) => type))
  const call = unwrapGroup(node.body)
  if (call.kind !== 'call') {
    value(context, node.body)
    return context.error(node.body, spawnNeedsCall())
  }
  const result = infer(context, node.body)
  return result.kind === 'error' ? errorKind : { kind: 'task', result }
}

/** `xs, err = spawn { … }`: the first error is given, not raised, and failed tasks leave nil behind. */
export function inferSpawnPair(context: Context, block: ast.Block): Type {
  return { kind: 'tuple', elements: [listOf(results(context, block, optionOf)), errorType] }
}

/** A block as a statement is one background task, whose failure is only told. */
export function checkSpawnStatement(context: Context, node: ast.Spawn, body: ast.Block): void {
  const { statements } = body
  inTask(context, body, undefined, () => checkStatements(context, statements))
  context.types.set(node, nilType)
  const areCalls = statements.every(
    (one) => one.kind === 'expressionStatement' && unwrapGroup(one.expression).kind === 'call',
  )
  if (statements.length < 2 || !areCalls) return
  context.error({ span: { ...node.span, end: body.span.start + 1 } }, sequentialBackground())
}

/** A task is a function of its own: jumps do not leave it, and what was tested before may have changed when it runs. */
function inTask(context: Context, code: unknown, returns: TaskValue[] | undefined, action: () => void): void {
  const { place } = context.body
  const result = returns ? { result: anyType, returns } : { result: nilType }
  forgetAssigned(context, code)
  // Tasks whose results are awaited run here and now; a background task may run after variables have changed.
  const facts = returns ? context.narrowed : new Map()
  context.inBody({ name: 'the task', isFunction: true, ...result, ...(place ? { place } : {}) }, () => {
    context.assuming(facts, action)
  })
}

/** The type that the results of all tasks have in common, after `shape`; as in a list of them, `any` if there is none. */
function results(context: Context, block: ast.Block, shape: (type: Type) => Type): Type {
  forgetAssigned(context, block)
  const found: TaskValue[] = []
  for (const statement of block.statements) {
    const returned: TaskValue[] = []
    let ends: TaskValue[] = []
    inTask(context, statement, returned, () => {
      ends = taskValues(context, statement)
    })
    found.push(...ends, ...returned)
    // One that may return a value, and may end without.
    const isLoop = statement.kind === 'forIn'
    if (returned.length > 0 && ends.length === 0 && !isLoop && !exits(context, statement)) found.push(nothing)
  }
  reportShared(context, block)
  let common: Type | undefined
  for (const { type } of found) common = common === undefined ? type : (commonType(common, type) ?? anyType)
  const element = shape(common === undefined || isPrimitive(common, 'nil') ? anyType : common)
  for (const { expression, type } of found) if (expression) converts(context, expression, type, element)
  return element
}

/** E0210: statements that run at the same time do not see each other's variables. */
function reportShared(context: Context, block: ast.Block): void {
  const { declares } = context.resolved
  const owners = new Map(
    block.statements.flatMap((statement) => {
      const names: ast.Name[] = []
      walk(statement, (one) => {
        if ('text' in one && declares.has(one as ast.Name)) names.push(one as ast.Name)
        return true
      })
      return names.map((name) => [context.symbol(name), statement] as const)
    }),
  )
  for (const statement of block.statements) {
    walk(statement, (one) => {
      if (one.kind !== 'identifier') return true
      const symbol = context.symbol(one as ast.Identifier)
      const owner = symbol && owners.get(symbol)
      if (owner === undefined || owner === statement) return true
      const related = context.declaredHere(symbol, 'declared in another task')
      context.error(one as ast.Identifier, notSharedByTasks({ name: symbol!.name }), { related })
      return true
    })
  }
}
