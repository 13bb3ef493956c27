// Expressions: one file per family. Each gives an IR expression, and adds to the body what must happen before it.

import type * as ast from '../1-parse/syntax.ts'
import type { Type as HairaType } from '../3-check/types.ts'
import { libraryFunctionOf } from '../library/builtins.ts'
import type { Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import type { Body, Operand } from './body.ts'
import { helper, member, name, nullValue, when } from './build.ts'
import { callableValue, lowerCall } from './calls.ts'
import { lowerCast } from './cast.ts'
import { lowerChain } from './chain.ts'
import { lowerNewChannel } from './channels.ts'
import { localInstance, lowerLambda } from './closures.ts'
import { lowerList, lowerMap, lowerTuple } from './collections.ts'
import { contentOf, convert, panicking, unwrapped, wrapped } from './convert.ts'
import { dynamicPart, mayBeAny } from './dynamic.ts'
import { lowerOrelse, lowerPropagate } from './fallible.ts'
import { functionValue, libraryValue, typeArgumentsFor } from './function-values.ts'
import { lowerBlockValue, lowerIfValue } from './if.ts'
import { lowerMatchValue } from './match.ts'
import { lowerNumber } from './numbers.ts'
import { lowerBinary, lowerUnary } from './operators.ts'
import { libraryConstant, lowerIndex, lowerMember } from './places.ts'
import type { Expression } from './program.ts'
import { lowerSelectValue } from './select.ts'
import { lowerSpawn } from './spawn.ts'
import { lowerString } from './strings.ts'
import { lowerStructLiteral } from './structs.ts'
import { lowerTryValue } from './try.ts'

/** An expression as its place wants it. */
export function lower(body: Body, node: ast.Expression): Expression {
  const given = body.given.get(node)
  if (given) return given
  return body.within(node, () => {
    const value = lowerBare(body, node)
    const wanted = body.context.checked.conversions.get(node)
    return wanted ? convert(body, value, body.context.typeOf(node), wanted, node) : value
  })
}

/** An expression as an operand among others. */
export function operand(body: Body, node: ast.Expression): Operand {
  return { type: body.context.type(body.context.wantedType(node)), lower: () => lower(body, node) }
}

/** An expression as it is written, before any conversion. */
export function lowerBare(body: Body, node: ast.Expression): Expression {
  const end = body.context.checked.chains.get(node)
  return end ? lowerChain(body, node, end) : lowerPlain(body, node)
}

/** An expression without regard to `?.` in it. */
export function lowerPlain(body: Body, node: ast.Expression): Expression {
  switch (node.kind) {
    case 'nil':
    case 'unit':
      return nullValue
    case 'bool':
      return { kind: 'bool', value: node.value }
    case 'int':
    case 'float':
      return lowerNumber(body, node.value, body.context.typeOf(node))
    case 'string':
      return lowerString(body, node)
    case 'identifier':
      return lowerName(body, node, body.context.symbolOf(node), body.context.typeOf(node))
    case 'group':
      return lower(body, node.expression)
    case 'unary':
      return lowerUnary(body, node)
    case 'binary':
      return node.operator === 'orelse' ? lowerOrelse(body, node) : lowerBinary(body, node)
    case 'cast':
      return lowerCast(body, node)
    case 'call':
      return lowerCall(body, node)
    case 'index':
      return lowerIndex(body, node)
    case 'member':
      return lowerMember(body, node)
    case 'tupleIndex':
      return lowerTupleIndex(body, node)
    case 'propagate':
      return lowerPropagate(body, node)
    case 'tuple':
      return lowerTuple(body, node)
    case 'list':
      return lowerList(body, node)
    case 'map':
      return lowerMap(body, node)
    case 'struct':
      return lowerStructLiteral(body, node)
    case 'if':
      return lowerIfValue(body, node)
    case 'blockExpression':
      return lowerBlockValue(body, node)
    case 'match':
      return lowerMatchValue(body, node)
    case 'tryExpression':
      return lowerTryValue(body, node)
    case 'lambda':
      return lowerLambda(body, node)
    case 'select':
      return lowerSelectValue(body, node)
    case 'spawn':
      return lowerSpawn(body, node)
    case 'newChannel':
      return lowerNewChannel(body, node)
    default:
      return node satisfies never
  }
}

/** `t.0` */
function lowerTupleIndex(body: Body, node: ast.TupleIndex): Expression {
  const object = lower(body, node.object)
  const type = body.context.wantedType(node.object)
  return mayBeAny(type) ? dynamicPart(body, object, node.index) : member(object, `_${node.index}`)
}

/** A global that may not have its value yet. */
function readEarly(body: Body, symbol: Symbol, at: { span: Span }, type: HairaType): Expression {
  const value = body.temporary(body.read(symbol, at), body.context.type(type))
  const isUnset = helper('panic', 'isUnset', [value], [body.context.type(type)])
  body.add(when(isUnset, panicking(body, `\`${symbol.name}\` is read before it is set`)))
  return value
}

/** A name where it is used. Where a test has shown an optional variable not to be nil, `type` says so. */
export function lowerName(body: Body, at: ast.Identifier | ast.Name, symbol: Symbol, type: HairaType): Expression {
  const { context } = body
  switch (symbol.kind) {
    case 'local':
    case 'global': {
      const declared = context.typeOfSymbol(symbol, at)
      const value = context.early.has(symbol) ? readEarly(body, symbol, at, declared) : body.read(symbol, at)
      body.disown(symbol)
      // A hook may run before the variable has got its value: there its type is that of an option.
      if (declared.kind !== 'option' && type.kind === 'option') return wrapped(body, value, declared)
      if (declared.kind !== 'option' || type.kind === 'option') return value
      // A call may have set a global to nil since it was tested.
      return symbol.kind === 'global' ? unwrapped(body, value, declared.inner) : contentOf(value, declared.inner)
    }
    case 'agent':
    case 'provider':
      return name(context.valueName(symbol.node))
    case 'tool':
    case 'workflow':
      return callableValue(body, symbol.node)
    case 'function':
      if (!context.captures.isLocal(symbol.node)) return functionValue(body, symbol.node, type)
      if (!context.captures.isGeneric(symbol.node)) return body.read(symbol, at)
      return localInstance(body, symbol.node, typeArgumentsFor(context.callee(symbol.node), type), at)
    case 'builtin':
    case 'library': {
      const constant = symbol.kind === 'library' ? libraryConstant(symbol.module, symbol.name) : undefined
      return constant ?? libraryValue(body, libraryFunctionOf(symbol), type, at)
    }
    default:
      return context.fail(at, `\`${symbol.name}\` is not a value`)
  }
}
