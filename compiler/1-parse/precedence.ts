// Table 2 of the language page: turns a flat row of operands and operators into a tree.

import type { Message } from '../diagnostics/diagnostic.ts'
import { chainedComparison, chainedRange, notBeforeComparison } from '../diagnostics/messages.generated.ts'
import type { Span } from '../source.ts'
import type { Binary, BinaryOperator, Cast, Expression, Jump, Return, TypeNode } from './syntax.ts'

/** What follows an operand: an operator with its right side, or a cast. `start` and `end` count tokens. */
export type Infix =
  | { operator: BinaryOperator; start: number; end: number; right: Expression | Return | Jump }
  | { operator: 'as'; optional: boolean; type: TypeNode; end: number }

type Associativity = 'left' | 'none'

/** From loose to tight. `as`, which is tighter than all of these, takes a type and is handled apart. */
const table: [Associativity, BinaryOperator[]][] = [
  ['left', ['orelse']],
  ['left', ['|>']],
  ['left', ['or']],
  ['left', ['and']],
  ['left', ['==', '!=']],
  ['none', ['<', '<=', '>', '>=']],
  ['none', ['..', '..=']],
  ['left', ['|']],
  ['left', ['^']],
  ['left', ['&']],
  ['left', ['<<', '>>', '>>>']],
  ['left', ['+', '-']],
  ['left', ['*', '/', '%']],
]
const levels = new Map(table.flatMap(([, operators], level) => operators.map((one) => [one, level] as const)))

export interface PrecedenceContext {
  spanOf(start: number, end: number): Span
  problem(span: Span, message: Message): void
}

/** The tree of `head` and what follows it. */
export function binaryTree(head: Expression, tail: Infix[], context: PrecedenceContext): Expression {
  let at = 0

  function climb(left: Expression, lowest: number): Expression {
    let result = left
    let previous = -1
    for (let next = tail[at]; next !== undefined; next = tail[at]) {
      if (next.operator === 'as') {
        at++
        result = cast(result, next)
        continue
      }
      const level = levels.get(next.operator)!
      if (level < lowest) break
      at++
      // What binds tighter than this operator belongs to its right side.
      const right = isJump(next.right) ? next.right : climb(next.right, level + 1)
      if (level === previous && table[level]![0] === 'none') reportChain(next)
      previous = level
      result = join(result, next, right)
    }
    return result
  }

  function join(left: Expression, next: Exclude<Infix, { operator: 'as' }>, right: Binary['right']): Binary {
    const operatorSpan = context.spanOf(next.start, next.end)
    const { operator } = next
    const span = { source: left.span.source, start: left.span.start, end: right.span.end }
    if ((operator === '==' || operator === '!=' || '<=>='.includes(operator)) && isWrittenNot(left)) {
      context.problem(span, notBeforeComparison({ operator }))
    }
    return { kind: 'binary', span, operator, operatorSpan, left, right }
  }

  function cast(operand: Expression, next: Extract<Infix, { operator: 'as' }>): Cast {
    const span = { source: operand.span.source, start: operand.span.start, end: next.type.span.end }
    return { kind: 'cast', span, operand, type: next.type, optional: next.optional }
  }

  function reportChain(next: Exclude<Infix, { operator: 'as' }>): void {
    const message = next.operator.startsWith('..') ? chainedRange() : chainedComparison()
    context.problem(context.spanOf(next.start, next.end), message)
  }

  return climb(head, 0)
}

function isJump(node: Expression | Return | Jump): node is Return | Jump {
  return node.kind === 'return' || node.kind === 'break' || node.kind === 'continue'
}

/** `!a == b` is what programmers of other languages mean; only the word reads as if it covered the comparison. */
function isWrittenNot(node: Expression): boolean {
  return node.kind === 'unary' && node.operator === 'not' && node.span.source.text.startsWith('not', node.span.start)
}
