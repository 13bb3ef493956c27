// A function inside of a function, which sees the variables around it.

import type * as ast from '../1-parse/syntax.ts'
import { checkBody } from './bodies.ts'
import type { Context } from './context.ts'
import { checkParameterDefaults, declareSignature } from './declarations.ts'

/** Checks a function where it is declared. */
export function checkLocalFunction(context: Context, node: ast.Fn): void {
  declareSignature(context, node)
  checkParameterDefaults(context, node)
  const checked = checkBody(context, node)
  if (checked) context.functions.set(node, checked)
}
