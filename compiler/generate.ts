// Makes the generated files of the compiler (`npm run generate`): the parser from its grammar; from the Markdown of the
// messages one typed function each, their explanations and the page about them; Unicode's tables for regular expressions.
// The only file in compiler/ that touches the disk; the results are committed.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { generateParser } from './1-parse/generate-parser.ts'
import { generateExplanations, generatePage } from './diagnostics/generate-explanations.ts'
import { generateMessages, type MessageFile } from './diagnostics/generate-messages.ts'
import { generateUnicode } from './library/generate-unicode.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** All message files, in the order of the phases. */
export function messageFiles(): MessageFile[] {
  const folder = here('diagnostics/messages/')
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return names.sort().map((name) => ({ name, text: readFileSync(folder + name, 'utf8') }))
}

/** What the generated files should hold now, by path. A test compares it with what they do hold. */
export function generated(): Map<string, string> {
  const grammar = readFileSync(here('1-parse/haira.peggy'), 'utf8')
  const messages = messageFiles()
  return new Map([
    [here('diagnostics/messages.generated.ts'), generateMessages(messages)],
    [here('diagnostics/explanations.generated.ts'), generateExplanations(messages)],
    [here('diagnostics/README.md'), generatePage(messages)],
    [here('1-parse/parser.generated.js'), generateParser(grammar, 'haira.peggy')],
    [here('../stdlib/regex-unicode.generated.ts'), generateUnicode()],
  ])
}

if (import.meta.main) {
  for (const [path, text] of generated()) writeFileSync(path, text)
}
