// `a |> f` (language.md 5.5). What it means is a call, which is made here and noted for the lowering.

import type * as ast from '../../1-parse/syntax.ts'
import { pipeIntoValue } from '../../diagnostics/messages.generated.ts'
import type { Context } from '../context.ts'
import { infer } from '../expressions.ts'
import type { Type } from '../types.ts'

/** A pipe: the left side is the first argument of the right one. */
export function inferPipe(context: Context, node: ast.Binary): Type {
  const meant = meaning(node, node.right)
  if (!meant) {
    infer(context, node.left)
    return context.error(node.right, pipeIntoValue())
  }
  context.pipes.set(node, meant)
  return infer(context, meant)
}

function meaning(node: ast.Binary, right: ast.Binary['right']): ast.Expression | undefined {
  const { span } = node
  const first: ast.Argument = { span: node.left.span, spread: false, value: node.left }
  switch (right.kind) {
    case 'identifier':
    case 'member':
    case 'lambda':
      return { kind: 'call', span, callee: right, typeArgs: [], args: [first] }
    case 'group':
      return meaning(node, right.expression)
    case 'call':
      return { ...right, span, args: [first, ...right.args] }
    case 'propagate': {
      const operand = meaning(node, right.operand)
      return operand && { kind: 'propagate', span, operand }
    }
    default:
      return undefined
  }
}
