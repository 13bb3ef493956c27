// Turns the Markdown of diagnostics/messages/ into TypeScript: one typed function per message. The Markdown is also the
// user's documentation, so a message cannot exist without an explanation and examples. Pure: generate.ts reads and writes.

/** One file of messages: its name, for errors about it, and its text. */
export interface MessageFile {
  name: string
  text: string
}

/** One entry of a message file. Of several variants the last one whose holes are all filled is used. */
export interface MessageEntry {
  code: string
  name: string
  /** Where the entry stands, `3-check.md:12`. */
  place: string
  variants: string[]
  hints: string[]
  explanation: string
  bad: string[]
  good: string[]
}

const heading = /^## (\S+) (\S+)$/
const hole = /%([a-z][a-zA-Z]*)%/g

/** Reads the entries of one message file; throws with file and line where the form is not kept. */
export function readMessages(file: MessageFile): MessageEntry[] {
  const entries: MessageEntry[] = []
  const lines = file.text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    if (!lines[at]!.startsWith('## ')) continue
    const place = `${file.name}:${at + 1}`
    const [, code, name] = heading.exec(lines[at]!) ?? []
    if (!code || !name || !/^[EW]\d{4}$/.test(code) || !/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new Error(`${place}: expected a heading like "## E0110 handoffToUnknownAgent"`)
    }
    let end = at + 1
    while (end < lines.length && !lines[end]!.startsWith('## ')) end++
    entries.push(readEntry({ code, name, place }, lines.slice(at + 1, end).join('\n')))
    at = end - 1
  }
  return entries
}

function readEntry(head: Pick<MessageEntry, 'code' | 'name' | 'place'>, body: string): MessageEntry {
  const entry: MessageEntry = { ...head, variants: [], hints: [], explanation: '', bad: [], good: [] }
  const fence = /^```haira (bad|good)\n([\s\S]*?)^```$/gm
  for (const [, kind, text] of body.matchAll(fence)) entry[kind as 'bad' | 'good'].push(text!)
  for (const paragraph of body.replace(fence, '').split(/\n\s*\n/)) {
    const text = paragraph.trim().replace(/\n(> )?/g, ' ')
    if (text.startsWith('> ')) entry.variants.push(text.slice(2))
    else if (text.startsWith('Hint: ')) entry.hints.push(text.slice(6))
    else if (text !== '') entry.explanation += (entry.explanation && '\n\n') + text
  }
  if (entry.variants.length === 0)
    throw new Error(`${head.place}: ${head.name} has no message (a line that starts with "> ")`)
  if (entry.explanation === '') throw new Error(`${head.place}: ${head.name} has no sentence that says why`)
  return entry
}

/** The text of messages.generated.ts. */
export function generateMessages(files: MessageFile[]): string {
  const entries = files.flatMap(readMessages)
  const seen = new Map<string, MessageEntry>()
  for (const entry of entries) {
    const first = seen.get(entry.name)
    if (first) throw new Error(`${entry.place}: ${entry.name} is already declared at ${first.place}`)
    seen.set(entry.name, entry)
  }
  return [
    '// Made from compiler/diagnostics/messages/*.md by `npm run generate`. Change those files instead.',
    '',
    "import type { Message } from './diagnostic.ts'",
    '',
    'type Hole = string | number',
    '',
    ...entries.map(messageFunction),
  ].join('\n')
}

function messageFunction(entry: MessageEntry): string {
  const required = holesOf(entry.variants[0]!).filter((name) =>
    entry.variants.every((text) => holesOf(text).includes(name)),
  )
  const all = [...new Set([...entry.variants, ...entry.hints].flatMap(holesOf))]
  const types = all.map((name) => (required.includes(name) ? `${name}: Hole` : `${name}?: Hole | undefined`))
  const parameter = all.length === 0 ? '' : `holes: { ${types.join('; ')} }`
  const hint = entry.hints.length === 0 ? undefined : choice(entry.hints, required, 'undefined')
  const optionalHint = hint?.endsWith(': undefined')
  const lines = [
    `/** ${entry.code}: ${entry.variants.at(-1)!.replaceAll('*/', '* /')} */`,
    `export function ${entry.name}(${parameter}): Message {`,
    ...(optionalHint ? [`  const hint = ${hint}`] : []),
    '  return {',
    `    code: '${entry.code}',`,
    `    severity: '${entry.code.startsWith('E') ? 'error' : 'warning'}',`,
    `    message: ${choice(entry.variants, required, undefined)},`,
    ...(hint === undefined
      ? []
      : [optionalHint ? '    ...(hint === undefined ? {} : { hint }),' : `    hint: ${hint},`]),
    '  }',
    '}',
    '',
  ]
  return lines.join('\n')
}

/** An expression for the last text whose holes are filled; `fallback` if even the first may lack one. */
function choice(texts: string[], required: string[], fallback: string | undefined): string {
  let expression = fallback
  for (const text of texts) {
    const optional = holesOf(text).filter((name) => !required.includes(name))
    const tests = optional.map((name) => `holes.${name} !== undefined`).join(' && ')
    expression = tests === '' ? template(text) : `${tests} ? ${template(text)} : ${expression ?? "''"}`
  }
  return expression!
}

function holesOf(text: string): string[] {
  return [...new Set([...text.matchAll(hole)].map((match) => match[1]!))]
}

function template(text: string): string {
  if (holesOf(text).length === 0) return JSON.stringify(text)
  const escaped = text.replace(/[\\`]|\$(?=\{)/g, '\\$&')
  return `\`${escaped.replace(hole, (_, name: string) => `\${holes.${name}}`)}\``
}
