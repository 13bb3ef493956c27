// Binds the names inside of top-level declarations, and the parameters and bodies of functions wherever they stand.

import type * as ast from '../1-parse/syntax.ts'
import { duplicateName } from '../diagnostics/messages.generated.ts'
import type { Binder } from './bind.ts'
import { bindConfig } from './bind-config.ts'
import { bindExpression } from './bind-expressions.ts'
import { bindHooks } from './bind-protected.ts'
import { bindBlock, bindStatement } from './bind-statements.ts'
import { nameOf } from './declare.ts'

/** Binds one top-level item. */
export function bindItem(binder: Binder, item: ast.Item): void {
  switch (item.kind) {
    case 'fn':
    case 'tool':
    case 'workflow':
      binder.insideDeclaration(() => bindFunction(binder, item))
      return
    case 'provider':
    case 'agent':
    case 'eval':
      binder.insideDeclaration(() => bindConfig(binder, item))
      return
    case 'struct':
      binder.insideDeclaration(() => {
        for (const field of item.fields) if (field.default) bindExpression(binder, field.default)
      })
      return
    case 'const':
      bindExpression(binder, item.value)
      binder.declare(item.name, item.mutable, 'variable')
      return
    case 'import':
    case 'export':
    case 'enum':
    case 'typeAlias':
      return
    case 'test':
      binder.insideDeclaration(() => {
        bindExpression(binder, item.title)
        bindBlock(binder, item.body)
      })
      return
    case 'method':
      binder.insideDeclaration(() => bindMethod(binder, item))
      return
    default:
      bindStatement(binder, item)
  }
}

/** Binds a function inside of a function, whose name is there from its declaration on. */
export function bindLocalFunction(binder: Binder, node: ast.Fn): void {
  const { name } = node
  const first = binder.scope.names.get(name.text)
  const declared = first && nameOf(first)
  if (declared) {
    const related = [{ span: declared.span, text: 'first declared here' }]
    binder.report.add(name.span, duplicateName({ name: name.text }), { related })
  } else binder.scope.names.set(name.text, { kind: 'function', name: name.text, node })
  bindFunction(binder, node)
}

/** Binds parameters and then, by `body`, what sees them. */
export function bindParameters(binder: Binder, params: ast.Param[], body: () => void): void {
  binder.insideFunction(() =>
    binder.inScope(() => {
      for (const param of params) {
        // A default may use the parameters before it.
        if (param.default) bindExpression(binder, param.default)
        binder.declare(param.name, true, 'parameter')
      }
      body()
    }),
  )
}

function bindMethod(binder: Binder, node: ast.Method): void {
  const name = node.receiver ?? { text: 'self', span: node.owner.span }
  binder.inScope(() => {
    binder.declare(name, false, 'self')
    binder.selves.set(node, binder.symbols.get(name)!)
    bindFunction(binder, node)
  })
}

function bindFunction(binder: Binder, node: ast.Fn | ast.Tool | ast.Workflow | ast.Method): void {
  if (node.kind === 'workflow') {
    for (const { args } of node.decorators) for (const { value } of args) bindExpression(binder, value)
  }
  bindParameters(binder, node.params, () => {
    if (node.kind === 'tool') for (const hook of node.hooks) bindToolHook(binder, hook)
    bindBlock(binder, node.body, { ownScope: false })
    // After the body, whose variables they see.
    if (node.kind === 'workflow') bindHooks(binder, node.hooks)
  })
}

/** `@after` sees `result` and `err`, which stand nowhere in the text. */
function bindToolHook(binder: Binder, hook: ast.ToolHook): void {
  binder.inScope(() => {
    if (hook.when === 'after') {
      const [result, err] = ['result', 'err'].map((text): ast.Name => ({ text, span: hook.span }))
      for (const name of [result!, err!]) binder.declare(name, true, 'pattern')
      binder.afterHooks.set(hook, { result: binder.symbols.get(result!)!, err: binder.symbols.get(err!)! })
    }
    bindBlock(binder, hook.body)
  })
}
