// E0900: what the language has, the checker understands, and this version cannot lower yet. One pass over a checked
// program, run only when code is made, so that `haira check` accepts the whole language.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { notYetSupported } from '../diagnostics/messages.generated.ts'
import { libraryFunctionOf } from '../library/builtins.ts'
import type { LibraryFunction } from '../library/library.ts'
import { methodsOf } from '../library/methods.ts'
import { libraryModule } from '../library/modules.ts'
import type { Checked, ResolvedCall } from '../phases.ts'
import type { Span } from '../source.ts'
import { agenticNotYet } from './agentic-not-yet.ts'

type Node = ast.Item | ast.Expression | ast.Statement | ast.TypeNode | ast.MapEntry

/** How messages name a construct; nothing where this form of it is compiled. */
type What<Kind extends Node['kind']> =
  | string
  | ((node: Extract<Node, { kind: Kind }>, checked: Checked) => string | undefined)

/** The constructs without a lowering. To compile one, remove its line. */
const constructs: { readonly [Kind in Node['kind']]?: What<Kind> } = {
  call: (node, checked) => {
    const call = checked.calls.get(node)
    const later = call && laterFunction(call)
    return later === undefined ? undefined : `\`${later}\``
  },
  identifier: (node, checked) => functionAsValue(checked, node),
  member: (node, checked) => functionAsValue(checked, node),
  shorthand: (node, checked) => functionAsValue(checked, node.name),
}

/** The name of a library function that the runtime does not have yet. */
function laterFunction({ target }: ResolvedCall): string | undefined {
  const fn = target.kind === 'library' || target.kind === 'method' ? target.fn : undefined
  return fn && 'later' in fn ? fn.name.replace('builtin.', '') : undefined
}

/** Reports each construct of a checked program that cannot be compiled yet, the outermost where several are nested. */
export function reportNotYet(checked: Checked, report: Report, { tests = false, evals = false } = {}): void {
  for (const module of checked.modules) {
    walk(module.syntax.items, (one) => {
      const node = one as Node
      // Evals are checked; what is made of a program leaves them out, and tests, unless it is made to run them.
      if ((node.kind === 'test' && !tests) || (node.kind === 'eval' && !evals)) return false
      for (const { what, span } of agenticNotYet(checked, node as ast.Item)) report.add(span, notYetSupported({ what }))
      const what = Object.hasOwn(constructs, node.kind ?? '') ? describe(checked, node) : undefined
      if (what === undefined) return true
      report.add(placeOf(node), notYetSupported({ what }))
      return false
    })
  }
}

/** A function that is not called where it stands, and cannot be a value yet. */
function functionAsValue(checked: Checked, node: ast.Identifier | ast.Member | ast.Name): string | undefined {
  const type = 'kind' in node ? checked.types.get(node) : undefined
  if ('kind' in node && type?.kind !== 'fn') return undefined
  const fn = libraryFunctionAt(checked, node)
  return fn?.later ? `\`${fn.name.replace('builtin.', '')}\` as a value` : undefined
}

/** The function of the library that a name stands for. */
function libraryFunctionAt(
  checked: Checked,
  node: ast.Identifier | ast.Member | ast.Name,
): LibraryFunction | undefined {
  if (!('kind' in node) || node.kind === 'identifier') {
    const symbol = checked.symbols.get(node)
    return libraryFunctionOf(symbol)
  }
  const owner = node.object.kind === 'identifier' ? checked.symbols.get(node.object) : undefined
  if (owner?.kind === 'module') return owner.file ? undefined : libraryModule(owner.name)?.functions.get(node.name.text)
  const object = checked.types.get(node.object)
  return object && methodsOf(object).get(node.name.text)
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
      return node.name.span
    case 'call':
      return firstLine(node.callee.span)
    default:
      return firstLine(node.span)
  }
}

/** A construct of many lines is shown by its first one. */
function firstLine({ source, start, end }: Span): Span {
  const lineEnd = source.text.slice(start, end).search(/\r?\n/)
  return { source, start, end: lineEnd < 0 ? end : start + lineEnd }
}
