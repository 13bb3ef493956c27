// Function values, and what stands after an arrow.

import type { ArmBody, Lambda, Param } from '../1-parse/syntax.ts'
import { blockRow } from './branches.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { expression } from './expressions.ts'
import { enclosed, inBrackets, together } from './rows.ts'
import { assignment, jump } from './statements.ts'
import { result, type } from './types.ts'

export function lambda(c: Cursor, node: Lambda): Doc {
  return together(c.next(), c, () => {
    switch (node.form) {
      case 'arrow': {
        const head = c.sees('(') ? parameters(c, node.params) : c.token(node.params[0]!.name.span)
        return concat([head, ' ', c.take('=>'), ' ', c.value(() => arrowBody(c, node.body))])
      }
      case 'fn':
        return concat([c.take('fn'), parameters(c, node.params), result(c, node.result), ' ', arrowBody(c, node.body)])
      case 'bare':
        return concat([parameters(c, node.params), ' ', arrowBody(c, node.body)])
    }
  })
}

/** What a lambda or an arm does. A block is not yet in a group. */
export function arrowBody(c: Cursor, node: ArmBody): Doc {
  switch (node.kind) {
    case 'block':
      return enclosed(c, blockRow(c, node, 'arrow')).doc
    case 'return':
    case 'break':
    case 'continue':
      return jump(c, node)
    case 'assign':
      return assignment(c, node)
    default:
      return expression(c, node)
  }
}

/** `(a: int, b = 1, ...rest)`. */
export function parameters(c: Cursor, params: readonly Param[]): Doc {
  return inBrackets(c, {
    open: '(',
    close: ')',
    separator: 'comma',
    elements: params,
    print: (one) => parameter(c, one),
  })
}

/** The dots of a rest parameter stay where they are: before the name, before or after the type. */
function parameter(c: Cursor, { name, type: given, default: value }: Param): Doc {
  const dots = () => (c.sees('...') ? c.take('...') : '')
  const parts = [dots(), c.token(name.span)]
  if (given) parts.push(c.take(':'), ' ', dots(), type(c, given))
  parts.push(dots())
  if (value) parts.push(' ', c.take('='), ' ', expression(c, value))
  return concat(parts)
}
