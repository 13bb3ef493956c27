// How values are read from JSON whose AssemblyScript type does not say what they may be: unions.

import type { ReaderDeclaration, Type } from '../4-lower/program.ts'
import { emitText } from './literals.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** `json.field<string>("name")`; where a reader stands for the type, what it gives is of that type. */
export function emitReading(
  method: string,
  type: Type,
  reading: Type | undefined,
  args: string[],
  writer: Writer,
): string {
  const own = emitType(type, writer)
  const read = emitType(reading ?? type, writer)
  const taken = `${method}<${read}>(${args.join(', ')})`
  return read === own ? taken : `changetype<${own}>(${taken})`
}

/** The members of a union are tried one after another, first as they are, then as leniently as the place allows. */
export function emitReader({ name, haira, members }: ReaderDeclaration, writer: Writer): void {
  const any = `${writer.use('any', 'Any')} | null`
  writer.from(undefined)
  writer.line(`// ${haira}, as it is read from JSON`)
  writer.line(`class ${name} {`)
  writer.indented(() => {
    writer.line(`readAny(json: ${writer.use('json', 'JsonReader')}): ${any} {`)
    writer.indented(() => {
      writer.line('while (json.tryAgain()) {')
      writer.indented(() => {
        for (const [at, { type, reading }] of members.entries()) {
          writer.line(`const $${at} = ${emitReading('json.attempt', type, reading, [], writer)};`)
          writer.line(`if (json.fits) return ${writer.use('any', 'box')}<${emitType(type, writer)}>($${at});`)
        }
      })
      writer.line('}')
      writer.line(`return json.noVariant<${any}>(${emitText(haira.replaceAll(' | ', ' or '))});`)
    })
    writer.line('}')
  })
  writer.line('}')
}
