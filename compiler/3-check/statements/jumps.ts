// `return`, `break` and `continue`.

import type * as ast from '../../1-parse/syntax.ts'
import {
  jumpOutsideLoop,
  returnMismatch,
  returnOutside,
  returnWithoutValue,
  unknownLabel,
} from '../../diagnostics/messages.generated.ts'
import { nearest } from '../../util/distance.ts'
import type { Context } from '../context.ts'
import { coerce, infer, value } from '../expressions.ts'
import { showType } from '../show-type.ts'
import { errorType, isErrorPair, isPrimitive, nilType, type Type } from '../types.ts'

/** `return`, with as many values as the result has parts. */
export function checkReturn(context: Context, statement: ast.Return): void {
  const { body } = context
  const { values } = statement
  if (!body.isFunction) {
    context.error(statement, returnOutside())
    return
  }
  if (body.returns) {
    const [first] = values
    if (first && values.length === 1) body.returns.push({ expression: first, type: value(context, first) })
    else {
      const elements = values.map((one) => value(context, one))
      body.returns.push({ expression: undefined, type: first ? { kind: 'tuple', elements } : nilType })
    }
    return
  }
  if (values.length === 0) {
    if (!isPrimitive(body.result, 'nil', 'any') && body.result.kind !== 'error') {
      context.error(statement, returnWithoutValue({ result: showType(body.result) }))
    }
    return
  }
  if (values.length === 1) {
    returnOne(context, values[0]!, body.result)
    return
  }
  const { result } = body
  if (result.kind === 'tuple' && result.elements.length === values.length) {
    values.forEach((one, at) => {
      returnOne(context, one, result.elements[at]!)
    })
    return
  }
  if (body.mayFail && values.length === 2 && result.kind !== 'tuple' && !isPrimitive(result, 'any')) {
    returnOne(context, values[0]!, result)
    returnOne(context, values[1]!, errorType)
    context.toolErrors.add(statement)
    return
  }
  const types = values.map((one) => value(context, one))
  if (isPrimitive(result, 'any')) return
  if (types.every((type) => type.kind !== 'error') && result.kind !== 'error') {
    mismatch(context, statement, { kind: 'tuple', elements: types })
  }
}

/** Checks one expression against what the body gives back; a fallible call may be passed on as a whole. */
export function returnOne(context: Context, node: ast.Expression, wanted: Type): void {
  const found = isErrorPair(wanted) ? infer(context, node, wanted) : value(context, node, wanted)
  coerce(context, node, found, wanted, (type) => {
    const whole = isPrimitive(context.body.result, 'nil') ? nilType : wanted
    return returnMismatch({ what: context.body.name, expected: showType(whole), found: showType(type) })
  })
}

function mismatch(context: Context, at: ast.Return, found: Type): void {
  const { name: what, result } = context.body
  context.error(at, returnMismatch({ what, expected: showType(result), found: showType(found) }))
}

/** `break` and `continue`, which need a loop around them. */
export function checkJump(context: Context, statement: ast.Jump): void {
  const { loops } = context.body
  if (loops.length === 0) context.error(statement, jumpOutsideLoop({ kind: statement.kind }))
  else if (statement.label && !loops.includes(statement.label.text)) {
    const labels = loops.filter((label) => label !== undefined)
    const suggestion = nearest(statement.label.text, labels)
    context.error(statement.label, unknownLabel({ name: statement.label.text, suggestion }))
  }
}
