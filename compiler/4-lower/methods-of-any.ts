// Methods that a program calls on values of type any: `u.greet()` where u may be anything. The class of each struct and enum
// that has such a method gives it as a function, by its name. Values of the library, such as agents, are looked for where
// the method is called.

import type * as ast from '../1-parse/syntax.ts'
import { originOf, typeKey } from '../3-check/generics.ts'
import { partsOf } from '../3-check/type-size.ts'
import { anyType, type Type as HairaType, nilType, type RecordField } from '../3-check/types.ts'
import type { LibraryFunction } from '../library/library.ts'
import { methodsOf } from '../library/methods.ts'
import type { Checked } from '../phases.ts'
import { Body } from './body.ts'
import { assign, helper, member, name, nullValue, present, when } from './build.ts'
import type { Context } from './context.ts'
import { boxed } from './convert.ts'
import { dynamicField, membersOfAny } from './dynamic.ts'
import { libraryValue, methodOf } from './function-values.ts'
import type { BoundMethod, Expression, Statement } from './program.ts'

/** `a.name`, which may be a method or a field of a value of the library that the program has. */
export function memberOfAny(body: Body, object: Expression, at: ast.Name): Expression {
  const { context } = body
  const owners = context.libraryValues.filter((type) => methodsOf(type).has(at.text) || fieldOf(type, at.text))
  if (owners.length === 0) return dynamicField(body, object, at.text)
  const any = context.type(anyType)
  const held = body.settled(object, any)
  const found = name(body.fresh())
  body.add({ kind: 'let', name: found.name, constant: false, type: any, value: nullValue })
  const otherwise = body.block(() => body.add(assign(found, dynamicField(body, held, at.text))))
  body.add(
    ...owners.reduceRight<Statement[]>((rest, type) => {
      const ir = context.type(type)
      const then = body.block(() => {
        const self = { type, value: helper('any', 'content', [present(held)], [ir]) }
        const fn = methodsOf(type).get(at.text)
        const own = fn ? methodType(fn) : fieldOf(type, at.text)!.type
        const value = fn ? libraryValue(body, fn, own, at, self) : member(self.value, at.text)
        body.add(assign(found, boxed(body, value, own)))
      })
      return [when(helper('any', 'holds', [held], [ir]), then, rest)]
    }, otherwise),
  )
  return found
}

/** A field of a struct of the library. */
function fieldOf(type: HairaType, name: string): RecordField | undefined {
  if (type.kind !== 'struct' || type.struct.library === undefined) return undefined
  return type.struct.fields.find((field) => field.name === name)
}

function methodType(fn: LibraryFunction): Extract<HairaType, { kind: 'fn' }> {
  const positional = fn.params.filter((param) => !param.rest)
  return {
    kind: 'fn',
    params: positional.map((param) => param.type),
    required: positional.filter((param) => !param.optional).length,
    rest: fn.params.find((param) => param.rest)?.type,
    result: fn.result,
  }
}

/**
 * The types of the library with members that values in the program may have, also those that members of others give.
 * Channels know theirs themselves.
 */
export function libraryValues(checked: Checked): HairaType[] {
  const found = new Map<string, HairaType>()
  const add = (type: HairaType): void => {
    if (type.kind === 'chan') return
    const fields = type.kind === 'struct' && type.struct.library !== undefined ? type.struct.fields : []
    const methods = methodsOf(type)
    if (fields.length + methods.size === 0) {
      for (const part of partsOf(type)) add(part)
      return
    }
    const key = typeKey(type)
    if (found.has(key)) return
    found.set(key, type)
    for (const field of fields) add(field.type)
    for (const { result } of methods.values()) add(result)
  }
  if (membersOfAny(checked).size > 0) for (const type of new Set(checked.types.values())) add(type)
  return [...found.values()]
}

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
