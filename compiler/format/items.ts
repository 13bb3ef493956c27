// Top-level items, and what their bodies have beside statements: fields, descriptions, hooks.

import type {
  ConfigField,
  Decorator,
  Export,
  FlowHook,
  Fn,
  Import,
  Item,
  Method,
  Name,
  Statement,
  Step,
  StringLiteral,
  Struct,
  ToolHook,
  TypeNode,
  Verify,
} from '../1-parse/syntax.ts'
import { body } from './branches.ts'
import type { Cursor } from './cursor.ts'
import { concat, type Doc, hardline } from './doc.ts'
import { callArguments, expression } from './expressions.ts'
import { parameters } from './lambda.ts'
import { enclosed, inBraces, inBrackets, together } from './rows.ts'
import { statement } from './statements.ts'
import { result, type, typeParameters } from './types.ts'

export function item(c: Cursor, node: Item): Doc {
  switch (node.kind) {
    case 'import':
      return importItem(c, node)
    case 'export':
      return exportItem(c, node)
    case 'provider':
    case 'agent':
      return concat([pub(c, node), c.take(node.kind), ' ', c.token(node.name.span), ' ', fields(c, node.fields)])
    case 'eval':
      return concat([c.take('eval'), ' ', c.string(node.title), ' ', fields(c, node.fields)])
    case 'test':
      return together(c.next(), c, () => concat([c.take('test'), ' ', c.string(node.title), body(c, node.body)]))
    case 'tool':
    case 'workflow': {
      const before = decorators(c, node.decorators)
      const head = () => [pub(c, node), c.take(node.kind), ' ', c.token(node.name.span), parameters(c, node.params)]
      const { description, hooks } = node
      const members = [...(description ? [description] : []), ...hooks]
      return concat([
        ...before,
        together(c.next(), c, () =>
          concat([...head(), result(c, node.result), ' ', wide(c, members, node.body.statements)]),
        ),
      ])
    }
    case 'fn':
      return fn(c, node)
    case 'method':
      return together(c.next(), c, () => method(c, node))
    case 'struct':
      return struct(c, node)
    case 'enum': {
      const head = [pub(c, node), c.take('enum'), ' ', c.token(node.name.span), typeParameters(c, node.typeParams), ' ']
      const variants = inBraces(c, {
        ...{ open: '{', close: '}', separator: 'field', elements: node.variants },
        print: ({ name, fields: payload }) =>
          concat([c.token(name.span), payload.length > 0 ? variantFields(c, payload) : '']),
      })
      return concat([...head, variants])
    }
    case 'typeAlias': {
      const head = [pub(c, node), c.take('type'), ' ', c.token(node.name.span), typeParameters(c, node.typeParams)]
      return concat([...head, ' ', c.take('='), ' ', c.value(() => type(c, node.type))])
    }
    case 'const': {
      const head = [pub(c, node), c.take(node.mutable ? 'let' : 'const'), ' ', c.token(node.name.span)]
      if (node.type) head.push(c.take(':'), ' ', type(c, node.type))
      return concat([...head, ' ', c.take('='), ' ', c.value(() => expression(c, node.value))])
    }
    default:
      return statement(c, node)
  }
}

function pub(c: Cursor, node: { pub: boolean }): Doc {
  return node.pub || /^pub\b/.test(c.text.slice(c.next(), c.next() + 4)) ? concat([c.take('pub'), ' ']) : ''
}

// -------------------------------------------------------------------------------------------------------- modules

function importItem(c: Cursor, node: Import): Doc {
  const parts = [c.take('import'), ' ']
  if (node.form === 'alias') parts.push(c.token(node.alias!.span), ' ')
  if (node.form === 'all') parts.push(c.take('*'), ' ')
  if (node.form === 'names') {
    const names = inBraces(c, {
      ...{ open: '{', close: '}', separator: 'field', elements: node.names ?? [] },
      print: ({ name, alias }) =>
        concat([c.token(name.span), ...(alias ? [' ', c.take('as'), ' ', c.token(alias.span)] : [])]),
    })
    parts.push(names, ' ')
  }
  if (node.form !== 'plain') parts.push(c.take('from'), ' ')
  return concat([...parts, c.string(node.module)])
}

function exportItem(c: Cursor, { names, module }: Export): Doc {
  const word = [c.take('export'), ' ']
  const list = inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements: names },
    print: (one: Name) => c.token(one.span),
  })
  return concat([...word, list, ...(module ? [' ', c.take('from'), ' ', c.string(module)] : [])])
}

// ---------------------------------------------------------------------------------------------------- declarations

/** `{ name: value }` of a provider, agent or eval. */
function fields(c: Cursor, elements: readonly ConfigField[]): Doc {
  return inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements },
    print: ({ name, value }) => {
      const head = [c.token(name.span), c.take(':'), ' ']
      return concat([...head, c.value(() => (isType(value) ? type(c, value) : expression(c, value)))])
    },
  })
}

function isType(node: ConfigField['value']): node is TypeNode {
  return node.kind.endsWith('Type')
}

/** Each on a line of its own. */
export function decorators(c: Cursor, nodes: readonly Decorator[]): Doc[] {
  return nodes.flatMap(({ name, args }) => {
    const parts = [c.take('@'), c.token(name.span), c.sees('(') ? callArguments(c, args) : '']
    const start = c.next()
    return [...parts, ...c.trailing(start), hardline(), ...c.leading(start)]
  })
}

export function fn(c: Cursor, node: Fn): Doc {
  return together(c.next(), c, () => {
    const head = [pub(c, node), c.take('fn'), ' ', c.token(node.name.span), typeParameters(c, node.typeParams)]
    return concat([...head, parameters(c, node.params), result(c, node.result), body(c, node.body)])
  })
}

function method(c: Cursor, node: Method): Doc {
  const owner = () => [c.token(node.owner.span), typeParameters(c, node.ownerTypeParams)]
  const receiver = (name: Name) => {
    const open = [c.take('fn'), ' ', c.take('('), c.token(name.span), c.take(':'), ' ']
    return [...open, ...owner(), c.take(')'), ' ']
  }
  const head = [pub(c, node), ...(node.receiver ? receiver(node.receiver) : [...owner(), c.take('.')])]
  const name = [c.token(node.name.span), typeParameters(c, node.typeParams), parameters(c, node.params)]
  return concat([...head, ...name, result(c, node.result), body(c, node.body)])
}

/** A field of such a name alone on its line would join that line with the one before or after. */
const joinsLines = new Set(['else', 'catch', 'and', 'or', 'orelse', 'as', 'not', 'in', 'spawn'])

function struct(c: Cursor, node: Struct): Doc {
  const head = [pub(c, node), c.take('struct'), ' ', c.token(node.name.span), typeParameters(c, node.typeParams), ' ']
  const list = inBraces(c, {
    ...{ open: '{', close: '}', separator: 'field', elements: node.fields },
    print: (one) => {
      const parts = [c.token(one.name.span)]
      if (one.type) parts.push(c.take(':'), ' ', type(c, one.type))
      if (one.default)
        parts.push(
          ' ',
          c.take('='),
          ' ',
          c.value(() => expression(c, one.default!)),
        )
      return concat(parts)
    },
    keepCommas: node.fields.some((one) => !one.type && joinsLines.has(one.name.text)),
  })
  return concat([...head, list])
}

function variantFields(c: Cursor, elements: readonly { name?: Name; type: TypeNode }[]): Doc {
  return inBrackets(c, {
    ...{ open: '(', close: ')', separator: 'comma', elements },
    print: ({ name, type: given }) => concat([...(name ? [c.token(name.span), c.take(':'), ' '] : []), type(c, given)]),
  })
}

// ----------------------------------------------------------------------------------------------- agentic bodies

export function step(c: Cursor, node: Step): Doc {
  return together(c.next(), c, () => {
    const head = [c.take('step'), ' ', c.string(node.title), ' ']
    return concat([...head, wide(c, [...node.hooks, ...node.verify], node.body.statements)])
  })
}

type Member = StringLiteral | ToolHook | FlowHook | Verify | Statement

/** The body of a tool, workflow or step: its description and hooks, in the order they are written, then statements. */
function wide(c: Cursor, members: readonly Member[], statements: readonly Statement[]): Doc {
  const elements = [...members, ...statements].sort((one, other) => one.span.start - other.span.start)
  return enclosed(c, {
    ...{ open: '{', close: '}', separator: 'statement', elements },
    print: (one) => member(c, one),
  }).doc
}

function member(c: Cursor, node: Member): Doc {
  switch (node.kind) {
    case 'string':
      return c.string(node)
    case 'toolHook':
      return together(c.next(), c, () => concat([c.take('@'), c.take(node.when), body(c, node.body)]))
    case 'flowHook':
      return together(c.next(), c, () => {
        const variable = (name: Name | undefined) => (name ? [' ', c.token(name.span)] : [])
        return concat([c.take(node.event), ...variable(node.variable), body(c, node.body)])
      })
    default:
      return statement(c, node)
  }
}
