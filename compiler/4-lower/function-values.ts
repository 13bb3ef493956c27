// Functions as values that are no lambdas: declared ones, those of the library, methods of an object, and function values
// of another type than their place wants.

import type * as ast from '../1-parse/syntax.ts'
import { paramKey, unify } from '../3-check/generics.ts'
import { anyType, type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { LibraryFunction } from '../library/library.ts'
import type { CheckedFunction } from '../phases.ts'
import type { Span } from '../source.ts'
import { Body } from './body.ts'
import { call, giveBack, helper, member, method, name, nullValue, perform, when } from './build.ts'
import { type FnType, functionTypeOf, innerFunction } from './closures.ts'
import { convert } from './convert.ts'
import { lower } from './expressions.ts'
import { typeParamsOf } from './instances.ts'
import { panicWith } from './panic.ts'
import type { Expression, Statement } from './program.ts'
import { template } from './strings.ts'
import { bindFunction } from './type-arguments.ts'

/** A declared function as a value: the same object each time. */
export function functionValue(body: Body, node: ast.Fn, type: HairaType): Expression {
  const { context: outer } = body
  const typeArgs = typeArgumentsFor(outer.callee(node), type)
  const context = outer.inside(node, typeArgs)
  const fn = context.callee(node)
  const own = typeArgs.length === 0 ? outer.nameOf(node) : outer.instanceName(node, typeArgs)
  return constantOf(context, node, fn, own, (_, args) => call(name(own), args))
}

/** The one function value of a declaration, by the name that its function has: what it gives for its own parameters. */
export function constantOf(
  context: Body['context'],
  node: ast.Fn | ast.Tool | ast.Workflow,
  fn: CheckedFunction,
  own: string,
  result: (inner: Body, args: Expression[]) => Expression,
): Expression {
  const make = () =>
    innerFunction(new Body(context, fn.result), undefined, {
      title: node.name.text,
      type: functionTypeOf(fn.params, fn.result),
      params: fn.params,
      isDeferring: false,
      at: node,
      lowerBody: (inner) => {
        const args = fn.params.map(({ symbol }) => inner.read(symbol, node))
        inner.add(returning(inner, result(inner, args)))
        return inner.whole
      },
    })
  return name(context.functionConstant(own, make))
}

/** What the type parameters of a function stand for where it is a value of a type. */
export function typeArgumentsFor(fn: CheckedFunction, type: HairaType): HairaType[] {
  const known = new Map<string, HairaType>()
  if (fn.typeParams.length > 0) unify(functionTypeOf(fn.params, fn.result), type, known, () => true)
  return fn.typeParams.map((param) => known.get(paramKey(param)) ?? anyType)
}

/** `user.greet` without a call. */
export function boundMethod(body: Body, node: ast.Member, declared: ast.Method): Expression {
  return methodOf(body, declared, body.context.wantedType(node.object), lower(body, node.object), node).value
}

/** A method of a value of a type as a function. What else it is generic in is any. */
export function methodOf(
  body: Body,
  declared: ast.Method,
  owner: HairaType,
  object: Expression,
  at: { span: Span },
): { type: FnType; value: Expression } {
  const { context } = body
  const ofOwner =
    (owner.kind === 'struct' ? owner.struct.typeArgs : owner.kind === 'enum' ? owner.enum.typeArgs : undefined) ?? []
  const typeArgs = typeParamsOf(context.callee(declared)).map((_, index) => ofOwner[index] ?? anyType)
  const own = typeArgs.length === 0 ? context.nameOf(declared) : context.instanceName(declared, typeArgs)
  const inside = context.inside(declared, typeArgs)
  const fn = inside.callee(declared)
  const type = functionTypeOf(fn.params, fn.result)
  const self = { name: '$self', type: context.type(owner) }
  const value = innerFunction(body, undefined, {
    title: declared.name.text,
    type,
    params: fn.params,
    isDeferring: false,
    at,
    context: inside,
    given: [{ field: self, outside: object }],
    lowerBody: (inner) => {
      const args = fn.params.map(({ symbol }) => inner.read(symbol, at))
      const receiver = member(name('this'), self.name)
      inner.add(returning(inner, call(name(own), [receiver, ...args])))
      return inner.whole
    },
  })
  return { type, value }
}

/** Gives back what a call gives, which may be nothing. */
function returning(body: Body, made: Expression): Statement {
  return isPrimitive(body.result, 'nil') ? { kind: 'do', expression: made } : giveBack(made)
}

/** A function of the library as a value of a type; with a receiver, a method of that. */
export function libraryValue(
  body: Body,
  fn: LibraryFunction | undefined,
  type: HairaType,
  at: { span: Span },
  receiver?: { type: HairaType; value: Expression },
): Expression {
  if (!fn || type.kind !== 'fn') return body.context.fail(at, 'name that is no function of the library')
  const self = receiver && { name: '$self', type: body.context.type(receiver.type) }
  const own = body.context.types.functionType(type)
  return innerFunction(body, undefined, {
    title: fn.name.slice(fn.name.indexOf('.') + 1),
    type,
    params: own.params.map((_, index) => ({ symbol: undefined, type: paramType(type, index), default: undefined })),
    isDeferring: false,
    at,
    given: self ? [{ field: self, outside: receiver.value }] : [],
    lowerBody: (inner, params) => {
      const args = params.map((param) => name(param.name))
      const object = self && member(name('this'), self.name)
      const make = (given: Expression[]) => libraryCall(inner, fn, type, given, object)
      // What may be left out at the end is left to the runtime.
      for (let count = type.required; count < type.params.length; count++) {
        const shorter = inner.block(() =>
          inner.add(...make(args.slice(0, count).map((arg, index) => unboxed(arg, index, type)))),
        )
        inner.add(when({ kind: 'binary', operator: '===', left: args[count]!, right: nullValue }, shorter))
      }
      inner.add(...make(args.map((arg, index) => unboxed(arg, index, type))))
      return inner.whole
    },
  })
}

function paramType(type: FnType, index: number): HairaType {
  return type.params[index] ?? { kind: 'list', element: type.rest! }
}

function unboxed(arg: Expression, index: number, type: FnType): Expression {
  const isBoxed = index >= type.required && index < type.params.length
  return isBoxed ? member({ kind: 'present', value: arg }, 'value') : arg
}

function libraryCall(
  body: Body,
  fn: LibraryFunction,
  type: FnType,
  args: Expression[],
  object: Expression | undefined,
): Statement[] {
  if (fn.name === 'builtin.panic') return [perform(panicWith(body, args[0]!, type.params[0]!)), giveBack(undefined)]
  const isNil = isPrimitive(type.result, 'nil')
  const given = fn.shown ? [shownRest(body, args, type)] : args
  const made = object
    ? method(object, fn.export, given)
    : helper(fn.file, exportFor(fn, type), given, bindFunction(body.context, fn, type))
  return isNil ? [perform(made), giveBack(undefined)] : [giveBack(made)]
}

/** A function that takes functions with more or fewer parameters has one export for each. */
function exportFor(fn: LibraryFunction, type: FnType): string {
  const taken = type.params[fn.params.findIndex((param) => param.others)]
  return taken?.kind === 'fn' ? `${fn.export}${taken.params.length}` : fn.export
}

/** Printed forms of what comes as a list, with blanks between them. */
function shownRest(body: Body, [list]: Expression[], type: FnType): Expression {
  const element = body.context.type(type.rest!)
  if (!list) return template([])
  body.context.types.need(type.rest!, 'show')
  return helper('show', 'showAll', [list], [element])
}

/** A function value where one of another type is wanted: it converts what it is given and what it gives. */
export function adapted(body: Body, value: Expression, from: FnType, to: FnType, at: { span: Span }): Expression {
  const field = { name: '$function', type: body.context.type(from) }
  const params = to.params.map((type) => ({ symbol: undefined, type, default: undefined }))
  return innerFunction(body, undefined, {
    title: '',
    type: to,
    params,
    isDeferring: false,
    at,
    given: [{ field, outside: value }],
    lowerBody: (inner, own) => {
      const args = from.params.map((type, index) => {
        const param = own[index]
        return param ? convert(inner, name(param.name), to.params[index]!, type, at) : nullValue
      })
      const rest: Expression[] = from.rest ? [{ kind: 'array', items: [] }] : []
      const made = method(member(name('this'), field.name), 'call', [...args, ...rest])
      if (isPrimitive(to.result, 'nil') || isPrimitive(from.result, 'nil')) {
        inner.add(perform(made))
        if (!isPrimitive(to.result, 'nil')) inner.add(giveBack(nullValue))
        return inner.whole
      }
      const result = inner.temporary(made, undefined)
      inner.check()
      inner.add(giveBack(convert(inner, result, from.result, to.result, at)))
      return inner.whole
    },
  })
}
