// What must hold for every program that is formatted.

import { parse } from '../../compiler/1-parse/parse.ts'
import type { Syntax } from '../../compiler/1-parse/syntax.ts'
import { Report } from '../../compiler/diagnostics/diagnostic.ts'
import { renderAll } from '../../compiler/diagnostics/render.ts'
import { format } from '../../compiler/format/format.ts'
import { Source } from '../../compiler/source.ts'

/** The tree of a text, or undefined if it cannot be read. */
export function read(text: string): Syntax | undefined {
  const report = new Report()
  const syntax = parse(new Source('main.haira', text), report)
  return report.failed ? undefined : syntax
}

/** Formats a program that can be read, and throws if the result is not the same program or not settled. */
export function roundTrip(text: string, syntax = read(text)!): string {
  const formatted = formatted1(text)
  const again = read(formatted)
  const fail = (what: string): never => {
    throw new Error(`${what}\n--- source\n${text}\n--- formatted\n${formatted}`)
  }
  if (!again) return fail(`the formatted program cannot be read:\n${problems(formatted)}`)
  if (treeOf(again) !== treeOf(syntax)) fail('the formatted program has another tree')
  if (commentsOf(again) !== commentsOf(syntax)) fail('the comments are not the same')
  if (/[ \t]\n/.test(formatted) && !/[ \t]\r?\n/.test(text)) fail('there are blanks at the end of a line')
  const twice = formatted1(formatted)
  if (twice !== formatted) fail(`formatting again gives\n${twice}\n---`)
  return formatted
}

function formatted1(text: string): string {
  const { text: result, diagnostics } = format(new Source('main.haira', text))
  if (diagnostics) throw new Error(renderAll(diagnostics))
  return result
}

function problems(text: string): string {
  const report = new Report()
  parse(new Source('main.haira', text), report)
  return renderAll(report.all)
}

/** A tree without its spans. */
function treeOf({ items }: Syntax): string {
  return JSON.stringify(items, (key, value: unknown) =>
    key === 'span' || key === 'operatorSpan' ? undefined : typeof value === 'bigint' ? `${value}` : value,
  )
}

function commentsOf({ comments }: Syntax): string {
  return comments.map(({ style, text }) => `${style} ${text.replaceAll('\r', '')}`).join('\n')
}
