// Methods that a program calls on values of type any: `u.greet()` where u may be anything. The class of each struct and enum
// that has such a method gives it as a function, by its name.

import type * as ast from '../1-parse/syntax.ts'
import { originOf } from '../3-check/generics.ts'
import { type Type as HairaType, nilType } from '../3-check/types.ts'
import { Body } from './body.ts'
import { name } from './build.ts'
import type { Context } from './context.ts'
import { membersOfAny } from './dynamic.ts'
import { methodOf } from './function-values.ts'
import type { BoundMethod } from './program.ts'

/** Gives classes the methods that are called on them as values of type any. Making one may ask for more classes. */
export function bindMethods(context: Context): void {
  const names = membersOfAny(context.checked)
  const declared = [...context.checked.functions.keys()].filter(
    (node): node is ast.Method => node.kind === 'method' && names.has(node.name.text),
  )
  if (declared.length === 0) return
  for (;;) {
    const made = context.types.classes.find((one) => one.methods.has('field') && one.bound === undefined)
    if (!made) return
    const struct = context.types.structOf(made)
    const type = context.types.enumOf(made)
    made.bound = []
    if (struct) made.bound = methods(context, declared, { kind: 'struct', struct })
    else if (type) made.bound = methods(context, declared, { kind: 'enum', enum: type })
  }
}

function methods(
  context: Context,
  declared: readonly ast.Method[],
  owner: Extract<HairaType, { kind: 'struct' | 'enum' }>,
): BoundMethod[] {
  return declared
    .filter((node) => isOwn(context.callee(node).self?.type, owner))
    .map((node) => {
      const { type, value } = methodOf(new Body(context, nilType), node, owner, name('this'), node)
      return { key: node.name.text, type: context.type(type), value }
    })
}

function isOwn(self: HairaType | undefined, owner: Extract<HairaType, { kind: 'struct' | 'enum' }>): boolean {
  if (owner.kind === 'struct') return self?.kind === 'struct' && originOf(self.struct) === originOf(owner.struct)
  return self?.kind === 'enum' && originOf(self.enum) === originOf(owner.enum)
}
