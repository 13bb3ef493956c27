// Arguments to parameters: positional ones first, then named ones, defaults for the rest.

import type * as ast from '../../1-parse/syntax.ts'
import type { Label } from '../../diagnostics/diagnostic.ts'
import {
  missingArgument,
  positionalAfterNamed,
  repeatedArgument,
  spreadWithoutRest,
  tooManyArguments,
  unknownArgument,
} from '../../diagnostics/messages.generated.ts'
import type { ResolvedArgument } from '../../phases.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { calleeText, coerce, expect, value } from '../expressions.ts'
import { isPrimitive, listOf, type Type } from '../types.ts'

export interface Parameter {
  name: string
  type: Type
  optional: boolean
  rest: boolean
  default?: ast.Expression | undefined
  /** Other function types that will do. */
  others?: Type[]
}

type Check = (value: ast.Expression, parameter: Parameter, isSpread: boolean) => void

/**
 * Matches the arguments of a call with parameters and checks each; one result per parameter, in their order. Where an
 * argument could not be matched, missing ones are not reported: they are most likely the same mistake.
 */
export function bindArguments(
  context: Context,
  node: ast.Call,
  params: Parameter[],
  related: Label[] = [],
  check: Check = (value, parameter, isSpread) => {
    if (isSpread) checkSpread(context, value, parameter)
    else expect(context, value, parameter.type)
  },
): ResolvedArgument[] {
  const { matched, isClear } = match(context, node, params, related)
  let isComplete = isClear
  return params.map((parameter): ResolvedArgument => {
    const given = matched.get(parameter) ?? []
    for (const one of given) check(one.value, parameter, one.spread)
    if (parameter.rest) return { kind: 'rest', values: given }
    if (given[0]) return { kind: 'given', value: given[0].value }
    if (!parameter.optional && isComplete) {
      isComplete = false
      const message = missingArgument({ name: parameter.name, callee: calleeText(node) })
      context.error(node, message, { related })
    }
    return { kind: 'default', value: parameter.default }
  })
}

type Given = { spread: boolean; value: ast.Expression }

/** `...xs`: all elements become arguments of the rest parameter. */
export function checkSpread(context: Context, node: ast.Expression, parameter: Parameter): void {
  const isAny = parameter.type.kind === 'typeParam' || isPrimitive(parameter.type, 'any')
  const found = value(context, node, isAny ? undefined : listOf(parameter.type))
  if (isAny && found.kind === 'list') return
  coerce(context, node, found, listOf(parameter.type))
}

function match(
  context: Context,
  node: ast.Call,
  params: Parameter[],
  related: Label[],
): { matched: Map<Parameter, Given[]>; isClear: boolean } {
  const matched = new Map<Parameter, Given[]>()
  let isClear = true
  let next = 0
  let named = false
  for (const argument of node.args) {
    const { spread, value } = argument
    if (spread) {
      const parameter = params.at(-1)
      if (parameter?.rest) matched.set(parameter, [...(matched.get(parameter) ?? []), { spread, value }])
      else {
        context.error(argument, spreadWithoutRest({ callee: calleeText(node) }), { related })
        isClear = false
      }
    } else if (argument.name) {
      named = true
      const parameter = findNamed(context, argument.name, params, matched, related)
      if (parameter) matched.set(parameter, [{ spread, value }])
      else isClear = false
    } else if (named) {
      context.error(argument, positionalAfterNamed())
      isClear = false
    } else {
      const parameter = params[next]
      if (!parameter) {
        const message = tooManyArguments({ callee: calleeText(node), wanted: params.length, found: node.args.length })
        context.error(argument, message, { related })
        break
      }
      matched.set(parameter, [...(matched.get(parameter) ?? []), { spread, value }])
      if (!parameter.rest) next++
    }
  }
  return { matched, isClear }
}

function findNamed(
  context: Context,
  name: ast.Name,
  params: Parameter[],
  matched: ReadonlyMap<Parameter, unknown>,
  related: Label[],
): Parameter | undefined {
  const parameter = params.find((one) => one.name === name.text && !one.rest)
  if (!parameter) {
    const names = params.filter((one) => !one.rest).map((one) => one.name)
    context.error(name, unknownArgument({ name: name.text, suggestion: nearest(name.text, names) }), { related })
  } else if (matched.has(parameter)) context.error(name, repeatedArgument({ name: name.text }))
  else return parameter
  return undefined
}
