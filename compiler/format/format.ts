// The formatter: source text in, the same program in the one layout out. What it keeps of the author's layout: whether a
// list or body lies on one line or on several, empty lines (one at most), strings, numbers and comments as written.

import { parse } from '../1-parse/parse.ts'
import type { Item } from '../1-parse/syntax.ts'
import { type Diagnostic, Report } from '../diagnostics/diagnostic.ts'
import type { Source } from '../source.ts'
import { Cursor } from './cursor.ts'
import { render } from './doc.ts'
import { item } from './items.ts'
import { fileRows } from './rows.ts'

/** The formatted text, or the syntax errors that are in the way. */
export type Formatted = { text: string; diagnostics?: never } | { text?: never; diagnostics: Diagnostic[] }

/**
 * Formats a source.
 *
 *     format(new Source('app.haira', 'x=1;y=2')).text // 'x = 1\ny = 2\n'
 */
export function format(source: Source): Formatted {
  const report = new Report()
  const syntax = parse(source, report)
  if (report.failed) return { diagnostics: report.all }
  const cursor = new Cursor(syntax)
  return { text: render(fileRows(cursor, syntax.items, (one) => item(cursor, one), standApart)) }
}

/** Between these an empty line belongs; between others it stays if it is there. */
function standApart(one: Item, next: Item): boolean {
  return isDeclaration(one) || isDeclaration(next) || isImport(one) !== isImport(next)
}

function isImport({ kind }: Item): boolean {
  return kind === 'import'
}

const declarations = new Set<Item['kind']>([
  ...(['provider', 'agent', 'tool', 'workflow', 'eval', 'test', 'fn', 'method', 'struct', 'enum'] as const),
])

function isDeclaration({ kind }: Item): boolean {
  return declarations.has(kind)
}
