// Which decorator may stand before what (language page 3, "Decorated items"). Whether a trigger of an unknown name is
// meant is for phase 3 to say; here a known one is kept from where it means nothing.

import { misplacedDecorator } from '../diagnostics/messages.generated.ts'
import type { BuildProblem } from './build.ts'
import type { Decorator } from './syntax.ts'

type Place = 'tool' | 'workflow' | 'step'

const triggers = ['get', 'post', 'put', 'patch', 'delete', 'cron', 'event', 'webhook', 'websocket', 'manual']

const places = new Map<string, Place>([
  ['render', 'tool'],
  ['timeout', 'tool'],
  ['retry', 'step'],
  ['confirm', 'step'],
  ['webui', 'workflow'],
  ['budget', 'workflow'],
  ...triggers.map((name) => [name, 'workflow'] as const),
])

/** The finding about a decorator before an item of this kind, if it does not belong there. */
export function misplaced({ name }: Decorator, item: { kind: string }): BuildProblem | undefined {
  const allowed = places.get(name.text)
  const canBeDecorated = item.kind === 'tool' || item.kind === 'workflow' || item.kind === 'step'
  if (canBeDecorated && (allowed === undefined || allowed === item.kind)) return undefined
  const belongs = `\`@${name.text}\` belongs to a ${allowed}`
  const where = allowed === undefined ? 'decorators belong to tools, workflows and steps' : belongs
  const { source, start, end } = name.span
  const message = misplacedDecorator({ name: name.text, place: withArticle(item.kind), where })
  return { span: { source, start: start - 1, end }, message }
}

const words: Record<string, string> = { fn: 'function', fnStatement: 'function', typeAlias: 'type', const: 'variable' }
const declared = ['provider', 'agent', 'tool', 'workflow', 'step', 'eval', 'test', 'method', 'struct', 'enum']

/** `an agent`, `a function`: what an item is. */
function withArticle(kind: string): string {
  const word = words[kind] ?? (declared.includes(kind) ? kind : 'statement')
  return `${/^[aeiou]/.test(word) ? 'an' : 'a'} ${word}`
}
