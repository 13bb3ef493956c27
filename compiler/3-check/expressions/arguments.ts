// Arguments to parameters: positional ones first, then named ones, defaults for the rest.

import type * as ast from '../../1-parse/syntax.ts'
import type { Label } from '../../diagnostics/diagnostic.ts'
import {
  missingArgument,
  positionalAfterNamed,
  repeatedArgument,
  tooManyArguments,
  unknownArgument,
} from '../../diagnostics/messages.generated.ts'
import type { ResolvedArgument } from '../../phases.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { calleeText, expect } from '../expressions.ts'
import type { Type } from '../types.ts'

export interface Parameter {
  name: string
  type: Type
  optional: boolean
  rest: boolean
  default?: ast.Expression | undefined
}

type Check = (value: ast.Expression, parameter: Parameter) => void

/**
 * Matches the arguments of a call with parameters and checks each; one result per parameter, in their order. Where an
 * argument could not be matched, missing ones are not reported: they are most likely the same mistake.
 */
export function bindArguments(
  context: Context,
  node: ast.Call,
  params: Parameter[],
  related: Label[] = [],
  check: Check = (value, parameter) => {
    expect(context, value, parameter.type)
  },
): ResolvedArgument[] {
  const { matched, isClear } = match(context, node, params, related)
  let isComplete = isClear
  return params.map((parameter): ResolvedArgument => {
    const given = matched.get(parameter) ?? []
    for (const value of given) check(value, parameter)
    if (parameter.rest) return { kind: 'rest', values: given.map((value) => ({ spread: false, value })) }
    if (given[0]) return { kind: 'given', value: given[0] }
    if (!parameter.optional && isComplete) {
      isComplete = false
      const message = missingArgument({ name: parameter.name, callee: calleeText(node) })
      context.error(node, message, { related })
    }
    return { kind: 'default', value: parameter.default }
  })
}

function match(
  context: Context,
  node: ast.Call,
  params: Parameter[],
  related: Label[],
): { matched: Map<Parameter, ast.Expression[]>; isClear: boolean } {
  const matched = new Map<Parameter, ast.Expression[]>()
  let isClear = true
  let next = 0
  let named = false
  for (const argument of node.args) {
    if (argument.spread) {
      context.notYet(argument, '`...` in a call')
      isClear = false
    } else if (argument.name) {
      named = true
      const parameter = findNamed(context, argument.name, params, matched, related)
      if (parameter) matched.set(parameter, [argument.value])
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
      matched.set(parameter, [...(matched.get(parameter) ?? []), argument.value])
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
