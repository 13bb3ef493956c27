// Phase 5: Program -> Assembly. Prints the program as AssemblyScript that a person could have written, and remembers for
// each line which Haira text it came from.

import type { Program } from '../4-lower/program.ts'
import type { Assembly } from '../phases.ts'
import { compilerName } from '../version.ts'
import { emitItems } from './declarations.ts'
import { emitWide } from './wide.ts'
import { Writer } from './writer.ts'

/** The text of a program's module. */
export function emit(program: Program): Assembly {
  const writer = new Writer(program)
  emitItems(program.items, writer)
  emitTable(program, writer)
  emitWide(writer)
  const head = [
    `// Compiled from ${program.sources.at(-1)?.name ?? 'nothing'} by ${compilerName}.`,
    ...writer.imports(),
    '// What the host calls.',
    'export * from "./haira/exports";',
    '',
  ]
  const map = [...head.map(() => undefined), ...writer.places]
  const traced = program.items.flatMap((item) => {
    if (item.kind === 'closure') return item.methods.filter((fn) => fn.mayPanic).map((fn) => `${item.name}#${fn.name}`)
    return item.kind === 'function' && item.mayPanic ? [item.name] : []
  })
  return { text: `${[...head, ...writer.lines].join('\n')}\n`, map, traced }
}

/** The init table: the host initialises entries by their position in it. */
function emitTable({ entries, start }: Program, writer: Writer): void {
  const register = writer.use('program', 'program')
  writer.from(undefined)
  writer.gap()
  if (entries.length > 0) writer.line('// In the order of the init table.')
  if (entries.length === 0) return writer.line(`${register}([]${start === undefined ? '' : `, ${start}`});`)
  writer.line(`${register}([`)
  writer.indented(() => {
    const entry = entries.length > 0 ? writer.use('program', 'entry') : ''
    for (const { declaration, initialise } of entries) {
      writer.line(`${entry}(${declaration}${initialise === undefined ? '' : `, ${initialise}`}),`)
    }
  })
  writer.line(start === undefined ? ']);' : `], ${start});`)
}
