// The `"""…"""` at the start of a tool or workflow: a description, with lines `param: text` about parameters.

import type * as ast from '../1-parse/syntax.ts'
import type { CheckedParam } from '../phases.ts'

export interface Docstring {
  description: string
  params: Map<string, string>
}

/** Takes the lines about parameters out of a docstring. */
export function readDocstring(literal: ast.StringLiteral | undefined, params: CheckedParam[]): Docstring {
  const text = literal?.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('') ?? ''
  const docs = new Map<string, string>()
  const lines = text.split('\n').filter((line) => {
    const [, name, doc] = /^\s*([A-Za-z_]\w*):\s*(.+?)\s*$/.exec(line) ?? []
    if (name === undefined || !params.some((param) => param.name === name)) return true
    docs.set(name, doc!)
    return false
  })
  return { description: lines.join('\n').trim(), params: docs }
}
