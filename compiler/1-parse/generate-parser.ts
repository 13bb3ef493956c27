// Makes the parser from the grammar. The grammar names tokens by their text, `'agent'`, `'->'`; this replaces each by the
// token's one-character code, so a word that the lexer does not know fails here and not at run time. Pure.

import peggy from 'peggy'
import { codes } from './tokens.ts'

/** The text of parser.generated.js; with `trace`, its `parse` tells `options.tracer` of each rule that it tries. */
export function generateParser(grammar: string, path: string, trace = false): string {
  try {
    const parser = peggy.generate(grammar, {
      output: 'source',
      format: 'es',
      grammarSource: path,
      trace,
      allowedStartRules: ['FileItems', 'FileItem', 'Interpolation'],
      plugins: [{ use: (config: { passes: object }) => encodeFirst(config.passes as Record<'prepare', unknown[]>) }],
    })
    return `// Made from haira.peggy by \`npm run generate\`. Change that file instead.\n${parser}`
  } catch (error) {
    if (error instanceof peggy.GrammarError) throw new Error(error.format([{ source: path, text: grammar }]))
    throw error
  }
}

function encodeFirst(passes: Record<'prepare', unknown[]>): void {
  passes.prepare.unshift(encodeTokens)
}

/** Replaces the literals of a grammar by token codes, wherever they stand in its tree. */
function encodeTokens(grammar: unknown): void {
  if (Array.isArray(grammar)) return grammar.forEach(encodeTokens)
  if (typeof grammar !== 'object' || grammar === null) return
  const node = grammar as { type?: unknown; value?: unknown; location?: unknown }
  if (node.type === 'literal') {
    const code = codes.get(String(node.value))
    if (code === undefined) throw new peggy.GrammarError(`no token is written ${node.value}`, node.location as never)
    node.value = code
    return
  }
  for (const [key, value] of Object.entries(grammar)) if (key !== 'location') encodeTokens(value)
}
