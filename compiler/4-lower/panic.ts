// `panic(v)`: an Error is raised as it is, every other value by its printed form (language.md 7.4).

import { type Type as HairaType, isError } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { Body } from './body.ts'
import { helper } from './build.ts'
import type { Expression } from './program.ts'
import { shown } from './strings.ts'

/** Starts a panic with a value of a type. */
export function panicWith(body: Body, value: Expression, type: HairaType): Expression {
  if (isError(type)) return helper('panic', type.kind === 'option' ? 'raiseOptional' : 'raise', [value])
  if (isDynamic(type.kind === 'option' ? type.inner : type)) return helper('any', 'panicWith', [value])
  return helper('panic', 'panic', [shown(body, value, type)])
}
