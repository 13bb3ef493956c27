// What faults call the type of a value, where its class has another name: records have none in Haira, and instances of
// generic types have one of ours.

import { emitText } from './literals.ts'
import type { Writer } from './writer.ts'

/** The getter that stdlib/any.ts asks (`typeText`). */
export function emitTypeText({ name, haira }: { name: string; haira: string }, writer: Writer): void {
  if (name === haira) return
  writer.gap()
  writer.line('get $type(): string {')
  writer.indented(() => writer.line(`return ${emitText(haira)};`))
  writer.line('}')
}
