// Shows what the compiler knows about a code: its messages, why it exists, a bad and a good example. The data is in
// explanations.generated.ts, loaded by `haira explain` only.

import type { Severity } from './diagnostic.ts'

/** One code, and the kinds of finding that have it. */
export interface Explanation {
  code: string
  severity: Severity
  entries: ExplanationEntry[]
}

/** One kind of finding. `‹name›` in a text stands for what the program says there. */
export interface ExplanationEntry {
  name: string
  /** From the shortest to the one that says most. */
  messages: string[]
  hints: string[]
  why: string
  bad: string[]
  good: string[]
}

export interface ExplainOptions {
  colour?: boolean
  /** Longer lines of prose are broken. */
  width?: number
}

const styles = { error: '1;31', warning: '1;33', strong: '1', bad: '31', good: '32', help: '1;36' } as const

/** An explanation as people read it, without a final newline. */
export function renderExplanation({ code, severity, entries }: Explanation, options: ExplainOptions = {}): string {
  const { colour = false, width = 100 } = options
  const paint = (text: string, style: keyof typeof styles) => (colour ? `\x1b[${styles[style]}m${text}\x1b[0m` : text)
  const example = (title: string, style: 'bad' | 'good') => (text: string) => [
    '',
    paint(`${title}:`, style),
    '',
    ...text.split('\n').map((line) => `    ${line}`.trimEnd()),
  ]
  const shown = entries.map(({ messages, hints, why, bad, good }) => [
    ...messages.map((text) => `${paint(`${severity}[${code}]`, severity)}${paint(`: ${text}`, 'strong')}`),
    '',
    ...why.split('\n').flatMap((paragraph) => wrap(paragraph, width)),
    ...hints.flatMap((text) => [
      '',
      ...wrap(text, width - 8).map((line, at) => `${at ? ' '.repeat(8) : `${paint('= help:', 'help')} `}${line}`),
    ]),
    ...bad.flatMap(example('Bad', 'bad')),
    ...good.flatMap(example('Good', 'good')),
  ])
  return shown.map((lines) => lines.join('\n')).join('\n\n\n')
}

/** One line per kind of finding: the code and its message. */
export function renderList(explanations: Explanation[]): string {
  return explanations
    .flatMap(({ code, entries }) => entries.map(({ messages }) => `${code}  ${messages.at(-1)}`))
    .join('\n')
}

/** Breaks a paragraph at blanks. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
