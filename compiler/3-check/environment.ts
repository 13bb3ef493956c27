// Which environment variables a program names: the host grants those, and keeps the values of secrets to itself.

import type * as ast from '../1-parse/syntax.ts'
import type { Context } from './context.ts'

/** Notes the variable of `env("NAME")`. */
export function noteEnvironment(context: Context, call: ast.Call): void {
  // Tests are no part of the module, so nothing is granted to it for their sake.
  if (context.body.place === 'test') return
  const [first] = call.args
  if (first?.value.kind !== 'string') return
  const { parts } = first.value
  if (parts.some((part) => part.kind !== 'text')) return
  const name = parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
  const known = context.env.get(name)
  context.env.set(name, { secret: context.inSecret || (known?.secret ?? false) })
}
