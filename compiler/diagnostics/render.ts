// Shows findings to people (a frame with carets) and to tools (one JSON object per line). Pure: the command line decides
// where the text goes and whether it may be coloured.

import type { Position } from '../manifest.ts'
import type { Span } from '../source.ts'
import type { Diagnostic, Label } from './diagnostic.ts'

export interface RenderOptions {
  colour?: boolean
}

type Paint = (text: string, style: keyof typeof styles) => string

const styles = { error: '1;31', warning: '1;33', frame: '1;34', strong: '1', help: '1;36' } as const
const plain: Paint = (text) => text
const coloured: Paint = (text, style) => (text === '' ? '' : `\x1b[${styles[style]}m${text}\x1b[0m`)

/** More lines than this are cut in the middle. */
const mostLines = 4
const tab = '    '

/**
 * A finding as people read it, without a final newline.
 *
 *     error[E0301]: expected int, found string
 *       --> main.haira:4:10
 *        |
 *      4 | n: int = "4"
 *        |          ^^^ this is a string
 *        = help: convert with conv.string_to_int
 */
export function render(diagnostic: Diagnostic, options: RenderOptions = {}): string {
  const paint = options.colour ? coloured : plain
  const spans = [diagnostic.span, ...diagnostic.related.map((label) => label.span)]
  const width = Math.max(...spans.map((span) => String(endPosition(span).line).length))
  const margin = ' '.repeat(width + 1)
  const title = paint(`${diagnostic.severity}[${diagnostic.code}]`, diagnostic.severity)
  const main: Frame = {
    label: { span: diagnostic.span, text: diagnostic.label },
    mark: '^',
    style: diagnostic.severity,
  }
  const lines = [
    title + paint(`: ${diagnostic.message}`, 'strong'),
    `${margin}${paint('-->', 'frame')} ${place(diagnostic.span)}`,
    ...frame(main, width, paint),
  ]
  for (const label of diagnostic.related) {
    lines.push(`${margin}${paint(':::', 'frame')} ${place(label.span)}`)
    lines.push(...frame({ label, mark: '-', style: 'frame' }, width, paint))
  }
  if (diagnostic.hint !== undefined) {
    const [first, ...rest] = diagnostic.hint.split('\n')
    lines.push(`${margin} ${paint('= help:', 'help')} ${first}`, ...rest.map((line) => `${margin}         ${line}`))
  }
  return lines.join('\n')
}

/** All findings, with a blank line between them and a newline at the end; empty if there are none. */
export function renderAll(diagnostics: Diagnostic[], options: RenderOptions = {}): string {
  return diagnostics.map((one) => `${render(one, options)}\n`).join('\n')
}

/** A finding as one line of JSON, for `--json`. Lines and columns start at 1; the end is exclusive. */
export function renderJson(diagnostic: Diagnostic): string {
  const { code, severity, message, span, label, related, hint } = diagnostic
  return JSON.stringify({
    code,
    severity,
    message,
    ...range(span),
    ...(label === '' ? {} : { label }),
    ...(hint === undefined ? {} : { hint }),
    ...(related.length === 0 ? {} : { related: related.map((one) => ({ ...range(one.span), text: one.text })) }),
  })
}

function range(span: Span): Position & { endLine: number; endColumn: number } {
  const end = span.source.position(span.end)
  return { ...span.source.position(span.start), endLine: end.line, endColumn: end.column }
}

function place(span: Span): string {
  const { file, line, column } = span.source.position(span.start)
  return `${file}:${line}:${column}`
}

/** Where the last character of a span is: a span that ends with a newline does not reach into the next line. */
function endPosition(span: Span): Position {
  return span.source.position(Math.max(span.start, span.end - 1))
}

interface Frame {
  label: Label
  mark: '^' | '-'
  style: 'error' | 'warning' | 'frame'
}

function frame({ label, mark, style }: Frame, width: number, paint: Paint): string[] {
  const { span } = label
  const first = span.source.position(span.start).line
  const last = endPosition(span).line
  const bar = paint('|', 'frame')
  const gutter = (text: string) => ` ${paint(text.padStart(width), 'frame')} ${bar}`
  const lines = [gutter('')]
  for (let number = first; number <= last; number++) {
    if (last - first >= mostLines && number === first + 2) {
      lines.push(` ${paint('...', 'frame')}`)
      number = last
    }
    const { text, before, marks } = underlined(span, number, mark)
    lines.push(trimEnd(`${gutter(String(number))} ${text}`))
    const note = number === last && label.text !== '' ? ` ${label.text}` : ''
    if (marks !== '') lines.push(`${gutter('')} ${before}${paint(marks + note, style)}`)
  }
  return lines
}

/** A line of source with tabs expanded, and the marks under the part of it that the span covers. */
function underlined(span: Span, number: number, mark: string): { text: string; before: string; marks: string } {
  const { source } = span
  const text = source.line(number)
  const start = source.lineStarts[number - 1]!
  const indent = text.length - text.trimStart().length
  const from = Math.min(span.start > start ? span.start - start : indent, text.length)
  const to = Math.max(from, Math.min(span.end - start, text.trimEnd().length))
  const before = ' '.repeat(columns(text.slice(0, from)))
  const covered = columns(text.slice(from, to))
  const empty = text.trim() === '' && span.start < start
  return { text: text.replaceAll('\t', tab), before, marks: empty ? '' : mark.repeat(Math.max(1, covered)) }
}

const wide =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\uFF01-\uFF60]/u

/** Terminal columns that a text takes, so that carets stay under their characters. */
function columns(text: string): number {
  let count = 0
  for (const character of text) {
    if (character === '\t') count += tab.length
    else if (/\p{Mark}|\u200D|\uFE0F/u.test(character)) continue
    else count += wide.test(character) ? 2 : 1
  }
  return count
}

function trimEnd(line: string): string {
  return line.replace(/ +$/, '')
}
