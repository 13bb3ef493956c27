// Enums as AssemblyScript classes: one for all values, and a subclass for each variant that carries something.

import type { EnumDeclaration, Type, VariantClass } from '../4-lower/program.ts'
import { emitBound } from './bound.ts'
import { emitCopyParts, emitNests, isCopied, mayHoldItself } from './holding.ts'
import { emitTemplateText, emitText } from './literals.ts'
import { emitReading } from './readers.ts'
import { emitTypeText } from './type-text.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** Writes the classes of an enum. Its methods go by the number of the variant. */
export function emitEnum(item: EnumDeclaration, writer: Writer): void {
  writer.from(undefined)
  writer.line(`// enum ${item.title}`)
  writer.line(`class ${item.name} {`)
  writer.indented(() => {
    writer.line('constructor(readonly tag: i32) {}')
    emitName(item, writer)
    if (item.methods.has('show')) emitShow(item, writer)
    if (item.methods.has('write')) emitWrite(item, writer)
    if (item.methods.has('equals')) emitEquals(item, writer)
    if (item.methods.has('copy')) emitCopy(item, writer)
    if (item.methods.has('read')) emitRead(item, writer)
    if (item.methods.has('field')) emitField(item, writer)
    if (item.methods.has('entries')) emitTypeText(item, writer)
  })
  writer.line('}')
  for (const variant of item.variants) emitVariant(item, variant, writer)
}

function emitVariant(item: EnumDeclaration, variant: VariantClass, writer: Writer): void {
  if (variant.name === undefined) return
  const params = variant.fields.map((field, at) => `public _${at}: ${emitType(field.type, writer)}`)
  writer.gap()
  writer.line(`class ${variant.name} extends ${item.name} {`)
  writer.indented(() => {
    writer.line(`constructor(${params.join(', ')}) {`)
    writer.indented(() => writer.line(`super(${item.variants.indexOf(variant)});`))
    writer.line('}')
    const copied = copiedParts(variant)
    if (item.methods.has('copy') && copied.length > 0) emitCopyParts(copied, writer)
  })
  writer.line('}')
}

function copiedParts(variant: VariantClass): { name: string; type: Type }[] {
  return variant.fields.map(({ type }, at) => ({ name: `_${at}`, type })).filter(({ type }) => isCopied(type))
}

/** A method with one case for each variant that `take` has lines for; the others do what `otherwise` says. */
function emitCases(
  item: EnumDeclaration,
  head: string,
  take: (variant: VariantClass) => string[],
  otherwise: string,
  writer: Writer,
): void {
  writer.gap()
  writer.line(`${head} {`)
  writer.indented(() => {
    const cases = item.variants
      .map((variant) => [variant, take(variant)] as const)
      .filter(([, lines]) => lines.length > 0)
    if (cases.length > 0) {
      writer.line('switch (this.tag) {')
      writer.indented(() => {
        for (const [variant, lines] of cases) {
          writer.line(`case ${item.variants.indexOf(variant)}: {`)
          writer.indented(() => {
            for (const line of lines) writer.line(line)
          })
          writer.line('}')
        }
      })
      writer.line('}')
    }
    if (otherwise !== '') writer.line(otherwise)
  })
  writer.line('}')
}

const self = (variant: VariantClass, name = 'it', value = 'this') =>
  `const ${name} = changetype<${variant.name}>(${value});`

function emitName(item: EnumDeclaration, writer: Writer): void {
  const last = item.variants.at(-1)!
  const take = (variant: VariantClass) => (variant === last ? [] : [`return ${emitText(variant.key)};`])
  emitCases(item, 'get name(): string', take, `return ${emitText(last.key)};`, writer)
}

/** `Shape.Circle(r: 1.5)` */
function emitShow(item: EnumDeclaration, writer: Writer): void {
  const take = (variant: VariantClass) => {
    if (variant.name === undefined) return []
    const show = writer.use('show', 'showNested')
    const parts = variant.fields.map(({ label, type }, at) => {
      const value = `\${${show}<${emitType(type, writer)}>(it._${at})}`
      return label === undefined ? value : `${emitTemplateText(label)}: ${value}`
    })
    return [self(variant), `return \`${item.title}.${variant.key}(${parts.join(', ')})\`;`]
  }
  emitCases(item, 'show(): string', take, `return "${item.title}." + this.name;`, writer)
}

/** `"Dot"`, and `{"Circle": [1.5]}` where there is something to carry. */
function emitWrite(item: EnumDeclaration, writer: Writer): void {
  const take = (variant: VariantClass) => {
    if (variant.name === undefined) return []
    return [
      self(variant),
      'json.beginObject();',
      `json.key(${emitText(variant.key)});`,
      'json.beginArray();',
      ...variant.fields.map(({ type }, at) => `json.value<${emitType(type, writer)}>(it._${at});`),
      'json.endArray();',
      'json.endObject();',
      'return;',
    ]
  }
  emitCases(item, `write(json: ${writer.use('json', 'JsonWriter')}): void`, take, 'json.text(this.name);', writer)
}

/** By variant and what it carries. */
function emitEquals(item: EnumDeclaration, writer: Writer): void {
  const equals = writer.use('equal', 'equals')
  const take = (variant: VariantClass) => {
    if (variant.name === undefined) return []
    const tests = variant.fields.map(({ type }, at) => `${equals}<${emitType(type, writer)}>(a._${at}, b._${at})`)
    const isSame = `if (other.tag != ${item.variants.indexOf(variant)}) return false;`
    return [isSame, self(variant, 'a'), self(variant, 'b', 'other'), `return ${tests.join(' && ')};`]
  }
  emitCases(item, `equals(other: ${item.name}): bool`, take, 'return this.tag == other.tag;', writer)
  const types = item.variants.flatMap((variant) => variant.fields.map(({ type }) => type))
  if (types.some(mayHoldItself)) emitNests(writer)
}

/** A variant that carries nothing is one object. */
function emitCopy(item: EnumDeclaration, writer: Writer): void {
  const take = (variant: VariantClass) => {
    if (variant.name === undefined) return []
    const made = `new ${variant.name}(${variant.fields.map((_, at) => `it._${at}`).join(', ')})`
    if (copiedParts(variant).length === 0) return [self(variant), `return ${made};`]
    const finish = `${writer.use('clone', 'finish')}<${variant.name}>(made);`
    return [self(variant), `const made = ${made};`, finish, 'return made;']
  }
  emitCases(item, `copy(): ${item.name}`, take, 'return this;', writer)
}

/** The value that JSON stands for. */
function emitRead(item: EnumDeclaration, writer: Writer): void {
  writer.gap()
  writer.line(`readVariant(json: ${writer.use('json', 'JsonReader')}): ${item.name} {`)
  writer.indented(() => {
    for (const { key, name, constant, fields } of item.variants) {
      const parts = fields.map(({ type, reading }, at) =>
        emitReading('json.payload', type, reading, [emitText(key), String(at)], writer),
      )
      const value = constant ?? `new ${name}(${parts.join(', ')})`
      writer.line(`if (json.isVariant(${emitText(key)}, ${fields.length})) return ${value};`)
    }
    const isPlain = item.variants.every((variant) => variant.constant !== undefined)
    const expected = isPlain ? `one of ${item.variants.map(({ key }) => key).join(', ')}` : item.title
    writer.line(`return json.noVariant<${item.name}>(${emitText(expected)});`)
  })
  writer.line('}')
}

/** `.name`, for values of type any. */
function emitField(item: EnumDeclaration, writer: Writer): void {
  writer.gap()
  writer.line(`field(name: string): ${writer.use('any', 'Any')} | null {`)
  writer.indented(() => {
    writer.line(`if (name == "name") return ${writer.use('any', 'box')}<string>(this.name);`)
    emitBound(item.bound ?? [], writer)
    writer.line(`return ${writer.use('any', 'noField')}(${emitText(item.haira)}, name);`)
  })
  writer.line('}')
}
