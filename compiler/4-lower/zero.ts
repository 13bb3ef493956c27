// Zero values: what `x: T` and fields that are not set begin with (language.md 4).

import { originOf } from '../3-check/generics.ts'
import type { Type as HairaType } from '../3-check/types.ts'
import type { Span } from '../source.ts'
import type { Body } from './body.ts'
import { create, int, nullValue, text } from './build.ts'
import { boxed } from './convert.ts'
import { lower } from './expressions.ts'
import { zeroRange } from './numbers.ts'
import type { Expression } from './program.ts'
import { inStruct } from './structs.ts'
import { zeroOfUnion } from './unions.ts'

/** The zero value of a type. */
export function zeroOf(body: Body, type: HairaType, at: { span: Span }): Expression {
  const { types } = body.context
  switch (type.kind) {
    case 'primitive':
      return zeroOfPrimitive(body, type.name, at)
    case 'option':
      return nullValue
    case 'list':
      return create(types.of(type), [])
    case 'map':
      return create(types.of(type), [])
    case 'tuple':
      return create(
        types.of(type),
        type.elements.map((element) => zeroOf(body, element, at)),
      )
    case 'record':
      return create(
        types.of(type),
        type.fields.map((field) => zeroOf(body, field.type, at)),
      )
    case 'struct':
      return zeroOfStruct(body, type, at)
    case 'enum': {
      const plain = type.enum.variants.find((variant) => variant.fields.length === 0)
      if (plain) return types.variant(type.enum, plain)
      // Beside an error there has to be some value, though nobody may look at it.
      const simple = type.enum.variants.find((variant) => variant.fields.every((field) => field.type.kind !== 'enum'))
      if (!simple) return body.context.fail(at, 'no zero value of this enum')
      return create(
        types.variantClass(type.enum, simple),
        simple.fields.map((field) => zeroOf(body, field.type, at)),
      )
    }
    case 'union': {
      const first = zeroOfUnion(type)
      return first ? boxed(body, zeroOf(body, first, at), first) : nullValue
    }
    default:
      return body.context.fail(at, `no zero value of a ${type.kind}`)
  }
}

function zeroOfPrimitive(
  body: Body,
  name: Extract<HairaType, { kind: 'primitive' }>['name'],
  at: { span: Span },
): Expression {
  switch (name) {
    case 'string':
      return text('')
    case 'bool':
      return { kind: 'bool', value: false }
    case 'float':
    case 'f32':
      return { kind: 'float', value: 0 }
    case 'any':
    case 'nil':
      return nullValue
    case 'range':
      return zeroRange
    case 'file':
      return body.context.fail(at, `no zero value of a ${name}`)
    default:
      return int(0)
  }
}

function zeroOfStruct(body: Body, type: Extract<HairaType, { kind: 'struct' }>, at: { span: Span }): Expression {
  const declaration = body.context.structs.get(originOf(type.struct))
  const operands = type.struct.fields.map((field) => {
    const value = declaration?.fields.find((one) => one.name.text === field.name)?.default
    return {
      type: body.context.type(field.type),
      lower: () => (value ? inStruct(body, type.struct, () => lower(body, value)) : zeroOf(body, field.type, at)),
    }
  })
  return create(body.context.types.of(type), body.inOrder(operands))
}
