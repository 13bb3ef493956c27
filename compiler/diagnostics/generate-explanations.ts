// Turns the Markdown of diagnostics/messages/ into what users read about a code: the data of `haira explain` and the page
// diagnostics/README.md. Pure: generate.ts reads and writes.

import type { Explanation } from './explain.ts'
import { type MessageEntry, type MessageFile, readMessages } from './generate-messages.ts'

/** The text of explanations.generated.ts. */
export function generateExplanations(files: MessageFile[]): string {
  return [
    '// Made from compiler/diagnostics/messages/*.md by `npm run generate`. Change those files instead.',
    '',
    "import type { Explanation } from './explain.ts'",
    '',
    '/** Every code with what there is to say about it, in the order of the codes. */',
    `export const explanations: Explanation[] = ${JSON.stringify(explanationsOf(files), null, 2)}`,
    '',
  ].join('\n')
}

/** The text of diagnostics/README.md. */
export function generatePage(files: MessageFile[]): string {
  const explanations = explanationsOf(files)
  return [
    '# Diagnostics',
    '',
    '<!-- Made from messages/*.md by `npm run generate`. Change those files instead. -->',
    '',
    'Every error (E) and warning (W) that the compiler reports. Errors stop the build, warnings do not. Words in ‹…› stand',
    'for what the program says there. `haira explain E0110` prints one entry.',
    '',
    '| Code | Message |',
    '| --- | --- |',
    ...explanations.flatMap(({ code, entries }) => {
      const messages = new Set(entries.map((entry) => entry.messages.at(-1)!))
      return [...messages].map((text) => `| [${code}](#${code.toLowerCase()}) | ${cell(text)} |`)
    }),
    '',
    ...explanations.flatMap(section),
  ].join('\n')
}

function section({ code, entries }: Explanation): string[] {
  const lines = entries.flatMap(({ messages, hints, why, bad, good }) => [
    ...messages.map((text) => [`> ${text}`, '']),
    [why, ''],
    ...hints.map((text) => [`Hint: ${text}`, '']),
    ...fenced('Bad', bad),
    ...fenced('Good', good),
  ])
  return [`## ${code}`, '', ...lines.flat()]
}

function fenced(title: string, examples: string[]): string[][] {
  return examples.map((text) => [`${title}:`, '', '```haira', text, '```', ''])
}

/** A bar would end the cell, also inside code. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}

function explanationsOf(files: MessageFile[]): Explanation[] {
  const byCode = new Map<string, MessageEntry[]>()
  for (const entry of files.flatMap(readMessages)) byCode.set(entry.code, [...(byCode.get(entry.code) ?? []), entry])
  return [...byCode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, entries]) => ({
      code,
      severity: code.startsWith('E') ? 'error' : 'warning',
      entries: entries.map(({ name, variants, hints, explanation, bad, good }) => ({
        name,
        messages: variants.map(withHoles),
        // A hint that is nothing but a hole says nothing here.
        hints: hints.filter((text) => !/^%\w+%$/.test(text)).map(withHoles),
        why: explanation,
        bad: bad.map((text) => text.trimEnd()),
        good: good.map((text) => text.trimEnd()),
      })),
    }))
}

/** `%targetName%` as people read it: `‹target name›`. */
function withHoles(text: string): string {
  const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return text.replace(/%([a-z][a-zA-Z]*)%/g, (_, name: string) => `‹${words(name)}›`)
}
