// Names in statements: which assignments declare, and the scopes of blocks and loops.

import type * as ast from '../1-parse/syntax.ts'
import { undefinedName } from '../diagnostics/messages.generated.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'
import { bindLocalFunction } from './bind-items.ts'
import { bindDefer, bindStep, bindTry } from './bind-protected.ts'
import { isVariable } from './scope.ts'

/** Binds the statements of a block, in a scope of its own unless the header's names belong to it. */
export function bindBlock(binder: Binder, block: ast.Block, { ownScope = true } = {}): void {
  const bind = () => {
    for (const statement of block.statements) bindStatement(binder, statement)
  }
  if (ownScope) binder.inScope(bind)
  else bind()
}

/** Binds the names of one statement. */
export function bindStatement(binder: Binder, statement: ast.Statement): void {
  switch (statement.kind) {
    case 'expressionStatement':
      bindExpression(binder, statement.expression)
      return
    case 'assign':
      bindAssign(binder, statement)
      return
    case 'let':
      for (const value of statement.values) bindExpression(binder, value)
      for (const target of statement.targets) binder.declare(target.name, statement.mutable, 'variable')
      return
    case 'varDeclaration':
      binder.declare(statement.name, true, 'variable')
      return
    case 'forIn':
      bindForIn(binder, statement)
      return
    case 'while':
      if (statement.condition) bindExpression(binder, statement.condition)
      bindBlock(binder, statement.body)
      return
    case 'return':
      for (const value of statement.values) bindExpression(binder, value)
      return
    case 'blockStatement':
      bindBlock(binder, statement.block)
      return
    case 'break':
    case 'continue':
      return
    case 'fnStatement':
      bindLocalFunction(binder, statement.fn)
      return
    case 'try':
      bindTry(binder, statement)
      return
    case 'defer':
      bindDefer(binder, statement)
      return
    case 'assert':
      bindExpression(binder, statement.condition)
      if (statement.message) bindExpression(binder, statement.message)
      return
    case 'verify':
      bindBlock(binder, statement.body)
      return
    case 'step':
      bindStep(binder, statement)
      return
    case 'send':
      bindExpression(binder, statement.channel)
      bindExpression(binder, statement.value)
      return
    default:
      statement satisfies never
  }
}

/** Binds an assignment, also the one before the condition of an `if`. */
export function bindAssign(binder: Binder, statement: ast.AssignStatement): void {
  for (const value of statement.values) bindExpression(binder, value)
  for (const target of statement.targets) {
    if (target.kind === 'placeTarget') bindExpression(binder, target.place)
    else if (target.type) binder.declare(target.name, true, 'variable')
    else if (statement.operator === '=') binder.assign(target.name)
    else bindUpdated(binder, target.name)
  }
}

/** The target of `x += e` must exist already. */
function bindUpdated(binder: Binder, name: ast.Name): void {
  const symbol = binder.scope.find(name.text)
  if (isVariable(symbol)) binder.symbols.set(name, symbol)
  else
    binder.report.add(
      name.span,
      undefinedName({ name: name.text, suggestion: binder.scope.suggest(name.text, isVariable) }),
    )
}

function bindForIn(binder: Binder, loop: ast.ForIn): void {
  bindExpression(binder, loop.iterable)
  binder.inScope(() => {
    for (const variable of loop.variables) binder.declare(variable, true, 'loop')
    bindBlock(binder, loop.body, { ownScope: false })
  })
}
