// Blocks, and the expressions that are made of blocks and arms.

import type { Block, If, Match, MatchArm, Select, SelectArm, Statement, TryStatement } from '../1-parse/syntax.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { expression } from './expressions.ts'
import { arrowBody } from './lambda.ts'
import { pattern } from './patterns.ts'
import { enclosed, type Row, together } from './rows.ts'
import { assignment, statement } from './statements.ts'

/** Where a block stands: where it has to be one, or where a map could stand too. */
type Place = 'body' | 'arrow' | 'operand'

export function blockRow(c: Cursor, { statements }: Block, place: Place = 'body'): Row<Statement> {
  return {
    ...{ open: '{', close: '}', separator: 'statement', elements: statements },
    print: (one) => statement(c, one),
    keepSemicolon: looksLikeMap(statements, place),
  }
}

/** Without the `;` after its first statement this would be read as a map: `=> { n: int; n }`, `x = { a; }`. */
function looksLikeMap([first, ...rest]: readonly Statement[], place: Place): boolean {
  if (place === 'arrow') return first?.kind === 'varDeclaration'
  const isName = first?.kind === 'expressionStatement' && first.expression.kind === 'identifier'
  return place === 'operand' && isName && rest.length === 0
}

/** ` {…}`, to be put in a group together with its header. */
export function body(c: Cursor, block: Block): Doc {
  return concat([' ', enclosed(c, blockRow(c, block)).doc])
}

/** The whole chain of `else if` lies on one line, or none of it. */
export function conditional(c: Cursor, node: If): Doc {
  return together(c.next(), c, () => {
    const parts: Doc[] = []
    for (let one: If | undefined = node; one; ) {
      parts.push(c.take('if'), ' ')
      if (one.init) parts.push(assignment(c, one.init), c.take(';'), ' ')
      parts.push(expression(c, one.condition), body(c, one.then))
      const other: If | Block | undefined = one.else
      if (other) parts.push(' ', c.take('else'))
      if (other?.kind === 'if') parts.push(' ')
      else if (other) parts.push(body(c, other))
      one = other?.kind === 'if' ? other : undefined
    }
    return concat(parts)
  })
}

export function tryCatch(c: Cursor, { body: attempt, variable, handler }: TryStatement): Doc {
  return together(c.next(), c, () => {
    const parts = [c.take('try'), body(c, attempt), ' ', c.take('catch')]
    if (variable) parts.push(' ', c.token(variable.span))
    return concat([...parts, body(c, handler)])
  })
}

export function match(c: Cursor, node: Match): Doc {
  return together(c.next(), c, () => {
    const head = [c.take('match'), ' ', expression(c, node.subject), ' ']
    return concat([...head, enclosed(c, { ...arms, elements: node.arms, print: (one) => arm(c, one) }).doc])
  })
}

const arms = { open: '{', close: '}', separator: 'field' } as const

function arm(c: Cursor, node: MatchArm): Doc {
  const parts = [pattern(c, node.pattern)]
  if (node.guard) parts.push(' ', c.take('if'), ' ', expression(c, node.guard))
  return armOf(c, parts, node)
}

/** An arm whose block is written on one line lies on one line in a match that does not. */
function armOf(c: Cursor, head: Doc[], { body }: { body: MatchArm['body'] }): Doc {
  const parts = [...head, ' ', c.take('=>'), ' ']
  return concat([
    ...parts,
    c.value(() => (body.kind === 'block' ? together(c.next(), c, () => arrowBody(c, body)) : arrowBody(c, body))),
  ])
}

export function select(c: Cursor, node: Select): Doc {
  return together(c.next(), c, () => {
    const head = [c.take('select'), ' ']
    return concat([...head, enclosed(c, { ...arms, elements: node.arms, print: (one) => selectArm(c, one) }).doc])
  })
}

function selectArm(c: Cursor, node: SelectArm): Doc {
  switch (node.kind) {
    case 'default':
      return armOf(c, [c.take('default')], node)
    case 'sendTo':
      return armOf(c, [expression(c, node.channel), ' ', c.take('<-'), ' ', expression(c, node.value)], node)
    case 'receive': {
      const parts = node.targets.flatMap((one, at) => [...(at === 0 ? [] : [c.take(','), ' ']), c.token(one.span)])
      // `x from ch` is the older spelling of `x = <-ch`.
      if (c.sees('from')) parts.push(' ', c.take('from', '= <-'))
      else parts.push(...(parts.length > 0 ? [' ', c.take('='), ' '] : []), c.take('<-'))
      return armOf(c, [...parts, expression(c, node.channel)], node)
    }
  }
}
