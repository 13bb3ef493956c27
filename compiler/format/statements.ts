// Statements: one function for each kind.

import type { AssignStatement, AssignTarget, BindTarget, Jump, Return, Statement } from '../1-parse/syntax.ts'
import { blockRow, body, tryCatch } from './branches.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc } from './doc.ts'
import { expression, expressions } from './expressions.ts'
import { decorators, fn, step } from './items.ts'
import { enclosed, together } from './rows.ts'
import { type } from './types.ts'

export function statement(c: Cursor, node: Statement): Doc {
  switch (node.kind) {
    case 'expressionStatement':
      return expression(c, node.expression)
    case 'assign':
      return assignment(c, node)
    case 'let': {
      const word = [c.take(node.mutable ? 'let' : 'const'), ' ']
      return concat([
        ...word,
        targets(c, node.targets),
        ' ',
        c.take('='),
        ' ',
        c.value(() => expressions(c, node.values)),
      ])
    }
    case 'varDeclaration':
      return concat([c.token(node.name.span), c.take(':'), ' ', type(c, node.type)])
    case 'send':
      return concat([expression(c, node.channel), ' ', c.take('<-'), ' ', c.value(() => expression(c, node.value))])
    case 'forIn':
    case 'while':
      return together(c.next(), c, () => loop(c, node))
    case 'try':
      return tryCatch(c, node)
    case 'defer': {
      const { action } = node
      const word = [c.take(node.onError ? 'errdefer' : 'defer'), ' ']
      if (action.kind === 'block')
        return together(c.last, c, () => concat([...word, enclosed(c, blockRow(c, action)).doc]))
      return concat([...word, action.kind === 'assign' ? assignment(c, action) : expression(c, action)])
    }
    case 'return':
    case 'break':
    case 'continue':
      return jump(c, node)
    case 'assert': {
      const parts = [c.take('assert'), ' ', expression(c, node.condition)]
      if (node.message)
        parts.push(
          c.take(','),
          ' ',
          c.value(() => expression(c, node.message!)),
        )
      return concat(parts)
    }
    case 'verify':
      return together(c.next(), c, () => concat([c.take('verify'), body(c, node.body)]))
    case 'step':
      return concat([...decorators(c, node.decorators), step(c, node)])
    case 'fnStatement':
      return fn(c, node.fn)
    case 'blockStatement':
      return together(c.next(), c, () => enclosed(c, blockRow(c, node.block)).doc)
  }
}

type Loop = Extract<Statement, { kind: 'forIn' | 'while' }>

function loop(c: Cursor, node: Loop): Doc {
  const parts: Doc[] = node.label ? [c.token(node.label.span), c.take(':'), ' '] : []
  parts.push(c.take(c.sees('for') ? 'for' : 'while'))
  if (node.kind === 'forIn') {
    parts.push(
      ' ',
      ...separated(
        c,
        node.variables.map(
          ({ span }) =>
            () =>
              c.token(span),
        ),
      ),
    )
    parts.push(' ', c.take('in'), ' ', expression(c, node.iterable))
  } else if (node.condition) parts.push(' ', expression(c, node.condition))
  return concat([...parts, body(c, node.body)])
}

/** What a comma separates where nothing encloses it. */
function separated(c: Cursor, prints: readonly (() => Doc)[]): Doc[] {
  return prints.flatMap((print, at) => [...(at === 0 ? [] : [c.take(','), ' ']), print()])
}

export function assignment(c: Cursor, node: AssignStatement): Doc {
  const left = targets(c, node.targets)
  return concat([left, ' ', c.take(node.operator), ' ', c.value(() => expressions(c, node.values))])
}

function targets(c: Cursor, nodes: readonly (AssignTarget | BindTarget)[]): Doc {
  return concat(
    separated(
      c,
      nodes.map((one) => () => target(c, one)),
    ),
  )
}

function target(c: Cursor, node: AssignTarget | BindTarget): Doc {
  if (node.kind === 'placeTarget') return expression(c, node.place)
  const name = c.token(node.name.span)
  return node.type ? concat([name, c.take(':'), ' ', type(c, node.type)]) : name
}

export function jump(c: Cursor, node: Return | Jump): Doc {
  const word = c.take(node.kind)
  if (node.kind === 'return') return node.values.length === 0 ? word : concat([word, ' ', expressions(c, node.values)])
  return node.label ? concat([word, ' ', c.token(node.label.span)]) : word
}
