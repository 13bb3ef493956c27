// Which hosts a program names: those of the addresses that stand in its text. A host lets a program ask them, since whoever
// runs a program can read there where it goes.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import type { Checked } from '../phases.ts'

/** `api.example.com`, `localhost:8080`; tests and evals, which are no part of a module, name none. */
export function namedHosts(checked: Checked): string[] {
  const hosts = new Set<string>()
  for (const { syntax } of checked.modules) {
    walk(syntax.items, (node) => {
      if (node.kind === 'test' || node.kind === 'eval') return false
      const host = node.kind === 'string' ? hostOf(node as ast.StringLiteral) : undefined
      if (host !== undefined) hosts.add(host)
      return true
    })
  }
  return [...hosts].sort()
}

/** Of a text with holes the host must end before the first of them: `https://api.example.com/users/${id}`. */
function hostOf({ parts }: ast.StringLiteral): string | undefined {
  const [first] = parts
  if (first?.kind !== 'text') return undefined
  const [, host, end] = /^https?:\/\/([a-z\d.-]+(?::\d+)?|\[[a-f\d:]+\](?::\d+)?)([/?#]|$)/i.exec(first.text) ?? []
  return host !== undefined && (end !== '' || parts.length === 1) ? host.toLowerCase() : undefined
}
