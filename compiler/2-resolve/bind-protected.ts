// Names in `try`, `defer`, steps and hooks. A plain assignment in the body of a `try`, `catch` or step declares in the block
// around it, so that a result can be used afterwards (language.md 5.1).

import type * as ast from '../1-parse/syntax.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'
import { bindAssign, bindBlock } from './bind-statements.ts'

/** Binds a `try`, as a statement or as a value. */
export function bindTry(binder: Binder, node: ast.TryStatement): void {
  bindHoisting(binder, node.body)
  bindHoisting(binder, node.handler, node.variable)
}

/** Binds a block whose assignments declare outside of it. */
function bindHoisting(binder: Binder, block: ast.Block, variable?: ast.Name): void {
  binder.inScope(
    () => {
      if (variable) binder.declare(variable, true, 'pattern')
      bindBlock(binder, block, { ownScope: false })
    },
    { hoists: true },
  )
}

/** Binds what a `defer` or `errdefer` does. */
export function bindDefer(binder: Binder, { action }: ast.DeferStatement): void {
  switch (action.kind) {
    case 'block':
      bindBlock(binder, action)
      return
    case 'assign':
      bindAssign(binder, action)
      return
    default:
      bindExpression(binder, action)
  }
}

/** Binds a step: its hooks and verify blocks see what its body assigns. */
export function bindStep(binder: Binder, node: ast.Step): void {
  for (const decorator of node.decorators) for (const { value } of decorator.args) bindExpression(binder, value)
  bindExpression(binder, node.title)
  bindHoisting(binder, node.body)
  for (const verify of node.verify) bindBlock(binder, verify.body)
  bindHooks(binder, node.hooks)
}

/** Binds the hooks of a workflow or step. */
export function bindHooks(binder: Binder, hooks: ast.FlowHook[]): void {
  for (const hook of hooks) {
    binder.inScope(() => {
      if (hook.variable) binder.declare(hook.variable, true, 'pattern')
      bindBlock(binder, hook.body, { ownScope: false })
    })
  }
}

/** The names that assignments in a statement of the top level declare as globals. */
export function hoistedNames(statement: ast.Item): ast.Name[] {
  switch (statement.kind) {
    case 'try':
      return [...statement.body.statements, ...statement.handler.statements].flatMap(assigned)
    case 'step':
      return statement.body.statements.flatMap(assigned)
    default:
      return []
  }
}

function assigned(statement: ast.Statement): ast.Name[] {
  if (statement.kind !== 'assign') return hoistedNames(statement)
  if (statement.operator !== '=') return []
  return statement.targets.flatMap((target) =>
    target.kind === 'bindTarget' && !target.type && target.name.text !== '_' ? [target.name] : [],
  )
}
