// The built-in types that take one type: `task<T>` and `stream<T>`.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'
import { typeOfNode } from './type-nodes.ts'
import type { Type } from './types.ts'

/** The type that `task<T>` or `stream<T>` denotes; nothing for other names, and for another number of arguments. */
export function builtInGeneric(
  context: Context,
  { name, args }: Extract<ast.TypeNode, { kind: 'namedType' }>,
): Type | undefined {
  const [argument, ...more] = args
  if (!argument || more.length > 0) return undefined
  if (name.text === 'task') return { kind: 'task', result: typeOfNode(context, argument) }
  if (name.text === 'stream') return { kind: 'stream', element: typeOfNode(context, argument) }
  return undefined
}
