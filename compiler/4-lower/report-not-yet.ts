// E0900: what the language has, the checker understands, and this version cannot lower yet. One pass over a checked
// program, run only when code is made, so that `haira check` accepts the whole language.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { notYetSupported } from '../diagnostics/messages.generated.ts'
import type { Checked, ResolvedCall } from '../phases.ts'
import type { Span } from '../source.ts'
import { agenticNotYet } from './agentic-not-yet.ts'
import { dynamicNotYet } from './dynamic-not-yet.ts'

type Node = ast.Item | ast.Expression | ast.Statement | ast.TypeNode | ast.MapEntry

/** How messages name a construct; nothing where this form of it is compiled. */
type What<Kind extends Node['kind']> =
  | string
  | ((node: Extract<Node, { kind: Kind }>, checked: Checked) => string | undefined)

const concurrentTypes: ReadonlySet<string> = new Set(['task', 'stream', 'file'])

/** The constructs without a lowering. To compile one, remove its line. */
const constructs: { readonly [Kind in Node['kind']]?: What<Kind> } = {
  enum: (node) => (node.typeParams.length > 0 ? 'a generic enum' : undefined),
  struct: (node, checked) => {
    if (!('path' in node)) return node.typeParams.length > 0 ? 'a generic struct' : undefined
    const isGiven = node.fields.some((field) => !field.value && isFunction(checked, field.name))
    return isGiven ? 'a function as a value' : undefined
  },
  defer: (node) => (node.onError ? '`errdefer`' : '`defer`'),
  assert: '`assert`',
  spawn: '`spawn`',
  select: '`select`',
  newChannel: 'a channel',
  chanType: 'a channel type',
  namedType: (node) => (concurrentTypes.has(node.name.text) ? `type \`${node.name.text}\`` : undefined),
  send: 'sending to a channel',
  unary: (node) => (node.operator === '<-' || node.operator === 'await' ? `\`${node.operator}\`` : undefined),
  verify: '`verify`',
  step: '`step`',
  lambda: 'a lambda',
  fnStatement: 'a function inside a function',
  fnType: 'a function type',
  method: (node) => {
    if (node.typeParams.length > 0) return 'a generic method'
    return node.params.some((param) => param.rest) ? 'a rest parameter' : undefined
  },
  fn: (node) =>
    node.typeParams.length > 0
      ? 'a generic function'
      : node.params.some((param) => param.rest)
        ? 'a rest parameter'
        : undefined,
  map: (node) => (node.entries.some((entry) => entry.kind === 'spread') ? '`...` in a map' : undefined),
  list: (node) => (node.elements.some((element) => element.spread) ? '`...` in a list' : undefined),
  call: (node, checked) => {
    if (node.args.some((argument) => argument.spread)) return '`...` in a call'
    const call = checked.calls.get(node)
    const later = call && laterFunction(call)
    if (later) return `\`${later}\``
    if (call && isConcurrent(call)) return 'a channel'
    return call?.target.kind === 'value' ? 'calling a value' : undefined
  },
  binary: (node) => (node.operator === '|>' ? '`|>`' : undefined),
  identifier: (node, checked) => {
    const kind = checked.symbols.get(node)?.kind
    const isFunction =
      (kind === 'function' || kind === 'builtin' || kind === 'library') && checked.types.get(node)?.kind === 'fn'
    return isFunction ? 'a function as a value' : undefined
  },
  member: (node, checked) => {
    const owner = node.object.kind === 'identifier' ? checked.symbols.get(node.object) : undefined
    const isConstant = owner?.kind === 'module' && !owner.file && checked.types.get(node)?.kind === 'primitive'
    if (isConstant) return `\`${owner.name}.${node.name.text}\``
    // A field may hold a function, whose type has been refused where it is declared.
    return checked.types.get(node)?.kind === 'fn' ? 'a function as a value' : undefined
  },
  shorthand: (node, checked) => (isFunction(checked, node.name) ? 'a function as a value' : undefined),
  workflow: (node) => node.hooks[0] && `\`${node.hooks[0].event}\` in a workflow`,
}

/** The name of a library function that the runtime does not have yet. */
function laterFunction({ target }: ResolvedCall): string | undefined {
  const fn = target.kind === 'library' || target.kind === 'method' ? target.fn : undefined
  return fn && 'later' in fn ? fn.name.replace('builtin.', '') : undefined
}

/** `close(ch)` and library functions that give channels, tasks or streams. */
function isConcurrent({ target, result }: ResolvedCall): boolean {
  if (target.kind === 'library' && target.fn.name === 'builtin.close') return true
  return ['chan', 'task', 'stream'].includes(result.kind) || (result.kind === 'primitive' && result.name === 'file')
}

/** Reports each construct of a checked program that cannot be compiled yet, the outermost where several are nested. */
export function reportNotYet(checked: Checked, report: Report): void {
  for (const module of checked.modules) {
    walk(module.syntax.items, (one) => {
      const node = one as Node
      // Tests and evals are checked; what is made of a program leaves them out.
      if (node.kind === 'test' || node.kind === 'eval') return false
      for (const { what, span } of agenticNotYet(checked, node as ast.Item)) report.add(span, notYetSupported({ what }))
      const what =
        (Object.hasOwn(constructs, node.kind ?? '') ? describe(checked, node) : undefined) ??
        dynamicNotYet(checked, node)
      if (what === undefined) return true
      report.add(placeOf(node), notYetSupported({ what }))
      return false
    })
  }
}

function isFunction(checked: Checked, name: ast.Name): boolean {
  const kind = checked.symbols.get(name)?.kind
  return kind === 'function' || kind === 'builtin' || kind === 'library'
}

function describe(checked: Checked, node: Node): string | undefined {
  // The table's key and the node's kind are the same, which the type of an indexed table cannot say.
  const what = constructs[node.kind] as string | ((node: Node, checked: Checked) => string | undefined)
  return typeof what === 'string' ? what : what(node, checked)
}

/** Declarations are pointed at by their names. */
function placeOf(node: Node): Span {
  switch (node.kind) {
    case 'enum':
      return node.name.span
    case 'fn':
    case 'method':
      if (node.typeParams.length > 0) return node.name.span
      return node.params.find((param) => param.rest)!.span
    case 'call':
      return node.args.find((argument) => argument.spread)?.span ?? firstLine(node.callee.span)
    case 'list':
      return node.elements.find((element) => element.spread)!.value.span
    case 'step':
      return node.title.span
    case 'workflow':
      return firstLine(node.hooks[0]!.span)
    default:
      return firstLine(node.span)
  }
}

/** A construct of many lines is shown by its first one. */
function firstLine({ source, start, end }: Span): Span {
  const lineEnd = source.text.slice(start, end).search(/\r?\n/)
  return { source, start, end: lineEnd < 0 ? end : start + lineEnd }
}
