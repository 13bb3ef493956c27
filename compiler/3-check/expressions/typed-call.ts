// Library calls that are told a type: `env("PORT", int)`, `json.decode<User>(text)`, `json.decode(text, User)`.

import type * as ast from '../../1-parse/syntax.ts'
import { expectedType, tooManyArguments } from '../../diagnostics/messages.generated.ts'
import type { LibraryFunction } from '../../library/library.ts'
import type { ResolvedCall } from '../../phases.ts'
import type { Context } from '../context.ts'
import { calleeText, expect } from '../expressions.ts'
import { canBeDecoded } from '../json-parameters.ts'
import { showType } from '../show-type.ts'
import { typeNamed, typeOfNode } from '../type-nodes.ts'
import { fallible, isPrimitive, stringType, type Type } from '../types.ts'

/** Such a call, with the text that it reads as its one argument; nothing where no type is given. */
export function typedCall(context: Context, node: ast.Call, fn: LibraryFunction): ResolvedCall | undefined {
  if (fn.name !== 'builtin.env' && fn.name !== 'json.decode') return undefined
  const [text, second, third] = node.args
  const [written] = node.typeArgs
  const type = written
    ? typeOfNode(context, written)
    : second && !second.name
      ? typeNamed(context, second.value)
      : undefined
  if (!text || !type) return undefined
  expect(context, text.value, stringType)
  const surplus = written ? second : third
  if (surplus) {
    const count = { wanted: written ? 1 : 2, found: node.args.length }
    context.error(surplus, tooManyArguments({ callee: calleeText(node), ...count }))
  }
  if (fn.name === 'builtin.env' && type.kind !== 'error' && !isPrimitive(type, 'int', 'float', 'bool', 'string')) {
    const expected = 'int, float, bool or string'
    context.error(written ?? second!.value, expectedType({ expected, found: showType(type) }))
  }
  if (fn.name === 'json.decode' && !canBeDecoded(type)) {
    const expected = 'a type that JSON can give'
    context.error(written ?? second!.value, expectedType({ expected, found: showType(type) }))
  }
  const result: Type = fallible(type)
  return {
    target: { kind: 'library', fn: { ...fn, typed: true, mayPanic: true } },
    args: [{ kind: 'given', value: text.value }],
    result,
  }
}
