// `a.b`, `a[i]` and names, read and as targets of assignments.

import type * as ast from '../1-parse/syntax.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import { methodsOf } from '../library/methods.ts'
import { libraryModule } from '../library/modules.ts'
import type { Body } from './body.ts'
import { assign, helper, i64, member, method, perform, text, when } from './build.ts'
import { leaving, unwrapped } from './convert.ts'
import { dynamicElement, dynamicElementPlace, dynamicFieldPlace, dynamicSlice } from './dynamic.ts'
import { lower, lowerBare, lowerName, operand } from './expressions.ts'
import { boundMethod, libraryValue } from './function-values.ts'
import { lookedAt } from './growing.ts'
import { memberOfAny } from './methods-of-any.ts'
import { makesCalls } from './order.ts'
import type { Expression } from './program.ts'
import { isSlice, lowerSlice } from './slices.ts'
import { fieldName, isBoxed } from './types.ts'

/** Something that can be read and stored into, its parts evaluated. */
export interface Place {
  /** What can stand to the left of `=`, where there is such a thing. */
  target?: Expression
  read: () => Expression
  store: (value: Expression) => void
}

/** `a[i]` as a value: of a list or string an element, which must exist; of a map `V?`. */
export function lowerIndex(body: Body, node: ast.Index): Expression {
  const type = body.context.wantedType(node.object)
  if (isDynamic(type)) {
    const isRange = isPrimitive(body.context.typeOf(node.index), 'range')
    return isRange ? dynamicSlice(body, node) : dynamicElement(body, node)
  }
  if (isSlice(body, node)) return lowerSlice(body, node)
  if (type.kind === 'record') return keyedField(body, node, type)
  const looks = type.kind === 'list' ? lookedAt(body, node.object, node.index) : operand(body, node.object)
  const [object, index] = body.inOrder([looks, operand(body, node.index)]) as [Expression, Expression]
  return element(body, type, object, index, node)
}

/** `r["a"]` of a record is `r.a`. */
function keyedField(body: Body, node: ast.Index, type: HairaType): Expression {
  const key = unwrapGroup(node.index)
  const [part] = key.kind === 'string' ? key.parts : []
  const name = part?.kind === 'text' ? part.text : ''
  return field(type, lower(body, node.object), name)
}

function element(body: Body, type: HairaType, object: Expression, index: Expression, at: ast.Expression): Expression {
  if (type.kind === 'map') return lookup(body, type, object, index)
  if (type.kind === 'list') return listElement(body, type, object, index)
  if (!isPrimitive(type, 'string')) return body.context.fail(at, 'index into a value that has no elements')
  const found = body.temporary(helper('characters', 'characterAt', [object, index]), undefined)
  body.check()
  return found
}

/** An element of a list. The test stands here, where it costs a comparison and no call. */
function listElement(
  body: Body,
  type: Extract<HairaType, { kind: 'list' }>,
  object: Expression,
  index: Expression,
): Expression {
  const element = body.context.type(type.element)
  const [list, at] = [body.settled(object, body.context.type(type)), body.settled(index, i64)]
  const fault = perform(helper('list', 'indexFault', [list, at], [element]))
  body.add(when(helper('list', 'isOutside', [list, at], [element]), [fault, leaving(body)]))
  return body.temporary(helper('list', 'item', [list, at], [element]), undefined)
}

function lookup(
  body: Body,
  type: Extract<HairaType, { kind: 'map' }>,
  object: Expression,
  key: Expression,
): Expression {
  const fn = isBoxed(type.value) ? 'lookupValue' : 'lookup'
  return helper('map', fn, [object, key], [body.context.type(type.key), body.context.type(type.value)])
}

/** `a.b` as a value; of a map, `m.b` is `m["b"]`. */
export function lowerMember(body: Body, node: ast.Member): Expression {
  const variant = body.context.checked.variants.get(node)
  const made = body.context.typeOf(node)
  if (variant && made.kind === 'enum') return body.context.types.variant(made.enum, variant)
  if (made.kind === 'fn') {
    const value = functionMember(body, node, made)
    if (value) return value
  }
  const constant = constantMember(body, node)
  if (constant) return constant
  const symbol = body.context.reference(node)
  if (symbol) return lowerName(body, node.name, symbol, body.context.typeOf(node))
  const whole = body.context.wantedType(node.object)
  const type = node.optional && whole.kind === 'option' ? whole.inner : whole
  const object = lowerObject(body, node)
  if (isDynamic(type)) return memberOfAny(body, object, node.name)
  return type.kind === 'map' ? lookup(body, type, object, text(node.name.text)) : field(type, object, node.name.text)
}

/** A function of a module, or a method of an object, that is not called; nothing for a field that holds a function. */
function functionMember(body: Body, node: ast.Member, type: HairaType): Expression | undefined {
  const { checked } = body.context
  const named = node.object.kind === 'identifier' ? checked.symbols.get(node.object) : undefined
  if (named?.kind === 'module' && !named.file) {
    return libraryValue(body, libraryModule(named.name)?.functions.get(node.name.text), type, node)
  }
  const method = checked.boundMethods.get(node.name)
  if (method) return boundMethod(body, node, method)
  const owner = body.context.wantedType(node.object)
  const fn = methodsOf(owner).get(node.name.text)
  return fn && libraryValue(body, fn, type, node, { type: owner, value: lower(body, node.object) })
}

/** `math.pi` */
function constantMember({ context }: Body, node: ast.Member): Expression | undefined {
  const owner = node.object.kind === 'identifier' ? context.checked.symbols.get(node.object) : undefined
  return owner?.kind === 'module' && !owner.file ? libraryConstant(owner.name, node.name.text) : undefined
}

/** A constant of the library; nothing for a name that is none. */
export function libraryConstant(module: string, name: string): Expression | undefined {
  const isConstant = libraryModule(module)?.constants.has(name)
  return isConstant ? { kind: 'library', file: `lib-${module}`, name } : undefined
}

/** The left side of a dot: nil has no fields. */
function lowerObject(body: Body, node: ast.Member): Expression {
  const { context } = body
  const given = body.given.get(node.object)
  if (given) return given
  const own = context.typeOf(node.object)
  const wanted = context.checked.conversions.get(node.object)
  if (own.kind !== 'option' || !wanted || wanted.kind === 'option') return lower(body, node.object)
  const value = lowerBare(body, node.object)
  return unwrapped(body, value, own.inner, `nil has no field '${node.name.text}'`)
}

function field(type: HairaType, object: Expression, name: string): Expression {
  const isLibrary = type.kind === 'struct' && type.struct.library !== undefined
  return member(object, isLibrary ? name : fieldName(name))
}

/** A place to assign to. Its parts are evaluated here, once, whatever is done with it. */
export function lowerPlace(body: Body, node: ast.PlaceTarget['place']): Place {
  switch (node.kind) {
    case 'member':
      return memberPlace(body, node)
    case 'index':
      return indexPlace(body, node)
    case 'tupleIndex':
      return body.context.fail(node, 'assignment to a part of a tuple')
    default:
      return node satisfies never
  }
}

function memberPlace(body: Body, node: ast.Member): Place {
  const symbol = body.context.reference(node)
  if (symbol) {
    const variable = body.read(symbol, node)
    return { target: variable, read: () => variable, store: (value) => body.add(assign(variable, value)) }
  }
  const type = body.context.wantedType(node.object)
  const object = body.settled(lowerObject(body, node), body.context.type(type))
  if (isDynamic(type)) return dynamicFieldPlace(body, object, node.name.text)
  if (type.kind === 'map') return mapPlace(body, type, object, text(node.name.text))
  const target = field(type, object, node.name.text)
  return { target, read: () => target, store: (value) => body.add(assign(target, value)) }
}

function indexPlace(body: Body, node: ast.Index): Place {
  const type = body.context.wantedType(node.object)
  if (isDynamic(type)) return dynamicElementPlace(body, node)
  const operands = [lookedAt(body, node.object, node.index), operand(body, node.index)]
  const [object, index] = body.inOrder(operands).map((value, at) => body.settled(value, operands[at]!.type)) as [
    Expression,
    Expression,
  ]
  if (type.kind === 'map') return mapPlace(body, type, object, index)
  if (type.kind !== 'list') return body.context.fail(node, 'assignment to an element of a value that has none')
  const ir = body.context.type(type.element)
  const store = (value: Expression) => {
    // Nothing runs between the test and the store.
    const settled = makesCalls(value) ? body.temporary(value, ir) : value
    body.add(when(helper('list', 'refuses', [object, index], [ir]), [leaving(body)]))
    body.add(perform(helper('list', 'put', [object, index, settled], [ir])))
  }
  return { read: () => element(body, type, object, index, node), store }
}

function mapPlace(body: Body, type: Extract<HairaType, { kind: 'map' }>, object: Expression, key: Expression): Place {
  return {
    read: () => {
      const found = lookup(body, type, object, key)
      return type.value.kind === 'option' ? found : unwrapped(body, found, type.value)
    },
    store: (value) => body.add(perform(method(object, 'set', [key, value]))),
  }
}
