// Parses test programs, and shows expressions fully parenthesised so that a test can say how they group.

import { parse } from '../../compiler/1-parse/parse.ts'
import type { Expression, Item, Syntax } from '../../compiler/1-parse/syntax.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { Source } from '../../compiler/source.ts'

/** The tree of a program without syntax errors; throws with the findings otherwise. Warnings are fine. */
export function parsed(text: string): Syntax {
  const report = new Report()
  const syntax = parse(new Source('main.haira', text), report)
  if (report.failed) throw new Error(renderAll(report.all))
  return syntax
}

/** The only item of a program. */
export function only(text: string): Item {
  const { items } = parsed(text)
  if (items.length !== 1) throw new Error(`expected one item, found ${items.length}`)
  return items[0]!
}

/** The expression `text`, read as the value of an assignment. */
export function expression(text: string): Expression {
  const item = only(`x = ${text}`)
  if (item.kind !== 'assign') throw new Error(`expected an assignment, found ${item.kind}`)
  return item.values[0]!
}

/** An expression with all its groups in parentheses: `a + b * c` is `(a + (b * c))`. */
export function grouped(node: Expression | { kind: 'return' | 'break' | 'continue' }): string {
  switch (node.kind) {
    case 'binary':
      return `(${grouped(node.left)} ${node.operator} ${grouped(node.right)})`
    case 'unary':
      return `(${node.operator} ${grouped(node.operand)})`
    case 'cast': {
      const { start, end, source } = node.type.span
      return `(${grouped(node.operand)} as${node.optional ? '?' : ''} ${source.text.slice(start, end)})`
    }
    case 'call':
      return `${grouped(node.callee)}(${node.args.map((one) => grouped(one.value)).join(', ')})`
    case 'index':
      return `${grouped(node.object)}[${grouped(node.index)}]`
    case 'member':
      return `${grouped(node.object)}${node.optional ? '?.' : '.'}${node.name.text}`
    case 'tupleIndex':
      return `${grouped(node.object)}.${node.index}`
    case 'propagate':
      return `(${grouped(node.operand)} ?)`
    case 'group':
      return grouped(node.expression)
    case 'identifier':
      return node.name
    case 'int':
    case 'float':
      return String(node.value)
    case 'spawn':
      return `(spawn ${node.body.kind === 'block' ? '{}' : grouped(node.body)})`
    case 'lambda':
      return `(${node.params.map((one) => one.name.text).join(', ')} => ${grouped(node.body as Expression)})`
    default:
      return node.kind
  }
}
