// In `api_key` and `headers` a variable of the environment is a reference that only the host can open. So it may be passed
// on there, alone or as part of a text, but not be looked at: compared, or given to a function.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { secretLookedInto } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { calleeText } from './expressions.ts'

/** Reports calls of `env` below the value of a secret field that would see the reference instead of the value. */
export function reportOpenedSecrets(context: Context, field: ast.Name, value: ast.Expression): void {
  const passed = new Set<ast.Expression>()
  passedOn(context, value, passed)
  walk(value, (node) => {
    if (node.kind === 'call' && isEnv(context, node as ast.Call) && !passed.has(node as ast.Call)) {
      const call = calleeText(node as ast.Call)
      context.error(node as ast.Call, secretLookedInto({ call, field: field.text }))
    }
    return true
  })
}

/** Collects the calls of `env` whose value becomes a part of the field's value unchanged. */
function passedOn(context: Context, node: ast.Binary['right'] | undefined, passed: Set<ast.Expression>): void {
  const into = (inner: ast.Binary['right'] | undefined) => passedOn(context, inner, passed)
  switch (node?.kind) {
    case 'call':
      if (isEnv(context, node)) passed.add(node)
      return
    case 'group':
      return into(node.expression)
    case 'string':
      for (const part of node.parts) if (part.kind === 'interpolation') into(part.expression)
      return
    case 'binary':
      if (node.operator !== '+') return
      into(node.left)
      return into(node.right)
    case 'if':
      into(lastOf(node.then))
      return into(node.else?.kind === 'if' ? node.else : node.else && lastOf(node.else))
    case 'map':
      for (const entry of node.entries) if (entry.kind === 'field' || entry.kind === 'keyed') into(entry.value)
      return
    default:
  }
}

function lastOf(block: ast.Block): ast.Expression | undefined {
  const last = block.statements.at(-1)
  return last?.kind === 'expressionStatement' ? last.expression : undefined
}

function isEnv(context: Context, node: ast.Call): boolean {
  const target = context.calls.get(node)?.target
  return target?.kind === 'library' && (target.fn.name === 'builtin.env' || target.fn.name === 'env.get')
}
