// The built-in types that take one type: `task<T>` and `stream<T>`.

import type * as ast from '../1-parse/syntax.ts'
import { wrongTypeArguments } from '../diagnostics/messages.generated.ts'
import type { Context } from './context.ts'
import { counted } from './inference.ts'
import { typeOfNode } from './type-nodes.ts'
import { stringType, type Type } from './types.ts'

/** The type that `task<T>`, `stream<T>` or `stream` denotes; nothing for other names. */
export function builtInGeneric(context: Context, node: Extract<ast.TypeNode, { kind: 'namedType' }>): Type | undefined {
  const { text: name } = node.name
  if (name !== 'task' && name !== 'stream') return undefined
  const [argument, ...more] = node.args.map((arg) => typeOfNode(context, arg))
  if (more.length > 0 || (name === 'task' && !argument)) {
    return context.error(node, wrongTypeArguments({ name, wanted: counted(1), found: node.args.length }))
  }
  return name === 'task' ? { kind: 'task', result: argument! } : { kind: 'stream', element: argument ?? stringType }
}
