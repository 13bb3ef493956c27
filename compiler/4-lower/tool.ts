// A tool: the function that Haira code calls, the adapter that a model calls, and the constant that agents list.

import type { CheckedTool } from '../phases.ts'
import { lowerAdapter } from './adapter.ts'
import { helper, libraryClass, name, text } from './build.ts'
import type { Context } from './context.ts'
import { declaration } from './declaration.ts'
import { lowerFunction } from './functions.ts'
import { pascal } from './names.ts'
import type { ClassDeclaration, Expression, FunctionDeclaration, Variable } from './program.ts'
import { lowerHookedTool } from './tool-hooks.ts'

/** The code of a tool. */
export function lowerTool(
  context: Context,
  tool: CheckedTool,
): { constant: Variable; functions: FunctionDeclaration[]; classes: ClassDeclaration[] } {
  const { node } = tool
  const own = context.nameOf(node)
  const adapter = lowerAdapter(context, tool, {
    name: context.names.invented(`call${pascal(node.name.text)}`),
    comment: `${node.name.text} as a model calls it: arguments from JSON, result as text.`,
    render: (value, type) => helper('json', 'toolText', [value], [context.type(type)]),
    nothing: 'ok',
  })
  const schema = { kind: 'template' as const, parts: [JSON.stringify(tool.schema)] }
  const args: Expression[] = [text(node.name.text), text(tool.description), schema, name(adapter.name)]
  if (tool.timeout !== undefined) args.push({ kind: 'float', value: tool.timeout })
  const constant = declaration(context.valueName(node), libraryClass('Tool', 'tool'), args, node)
  if (node.hooks.length > 0) {
    const { functions, classes } = lowerHookedTool(context, tool)
    return { constant, functions: [...functions, adapter], classes }
  }
  return { constant, functions: [...lowerFunction(context, tool, own, node), adapter], classes: [] }
}
