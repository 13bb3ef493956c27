// Variables, classes and functions of a module as AssemblyScript text.

import type {
  ClassDeclaration,
  ClassMethod,
  ClosureDeclaration,
  FunctionDeclaration,
  InvokedFunction,
  Item,
  Param,
  Type,
  Variable,
} from '../4-lower/program.ts'
import { emitBound } from './bound.ts'
import { emitEnum } from './enums.ts'
import { emitExpression } from './expressions.ts'
import { emitCopyParts, emitNests, isCopied, mayHoldItself } from './holding.ts'
import { emitTemplateText, emitText } from './literals.ts'
import { emitReader, emitReading } from './readers.ts'
import { emitStatements, emitVariable, giveRoom } from './statements.ts'
import { emitTypeText } from './type-text.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** Writes the items in order; variables stand close together, everything else apart. */
export function emitItems(items: readonly Item[], writer: Writer): void {
  let before: Item | undefined
  for (const item of items) {
    if (!(item.kind === 'variable' && before?.kind === 'variable')) writer.gap()
    emitItem(item, writer)
    before = item
  }
}

function emitItem(item: Item, writer: Writer): void {
  switch (item.kind) {
    case 'variable':
      return emitModuleVariable(item, writer)
    case 'class':
      return emitClass(item, writer)
    case 'enum':
      return emitEnum(item, writer)
    case 'reader':
      return emitReader(item, writer)
    case 'closure':
      return emitClosure(item, writer)
    case 'function':
      return emitFunction(item, 'function ', writer)
    default:
      return item satisfies never
  }
}

function emitModuleVariable(variable: Variable, writer: Writer): void {
  writer.from(variable.place)
  const line = `${variable.constant ? 'const' : 'let'} ${emitVariable(variable, writer)};`
  const { value } = variable
  if (line.length <= writer.width || value.kind !== 'new') return writer.line(line)
  writer.line(`const ${variable.name} = new ${emitType(value.type, writer)}(`)
  writer.indented(() => {
    for (const arg of value.args) writer.line(`${emitExpression(arg, writer)},`)
  })
  writer.line(');')
}

/** `class Lambda extends Fn1<i64, i64>` */
function emitClosure(item: ClosureDeclaration, writer: Writer): void {
  writer.from(undefined)
  writer.line(`class ${item.name} extends ${emitType(item.type, writer)} {`)
  writer.indented(() => {
    if (item.captured.length > 0) {
      const fields = item.captured.map(({ name, type }) => `readonly ${name}: ${emitType(type, writer)}`)
      writer.line(`constructor(${fields.join(', ')}) {`)
      writer.indented(() => writer.line('super();'))
      writer.line('}')
    }
    for (const fn of item.methods) {
      writer.gap()
      emitFunction(fn, '', writer)
    }
    if (item.invoked) emitInvoke(item.invoked, writer)
    if (item.title !== '') {
      writer.gap()
      writer.line('name(): string {')
      writer.indented(() => writer.line(`return ${emitText(item.title)};`))
      writer.line('}')
    }
  })
  writer.line('}')
}

function emitFunction(fn: FunctionDeclaration, word: 'function ' | '', writer: Writer): void {
  writer.from(fn.place)
  if (fn.comment !== undefined) writer.line(`/** ${fn.comment} */`)
  const params = fn.params.map((param) => emitParam(param, writer)).join(', ')
  writer.line(`${word}${fn.name}(${params}): ${emitType(fn.result, writer)} {`)
  writer.taken = undefined
  writer.inFunction(fn.title ?? fn.name, () =>
    writer.indented(() => {
      emitStatements(fn.body, writer)
      if (fn.result.kind === 'void' && fn.body.at(-1)?.kind !== 'return') giveRoom(writer)
    }),
  )
  writer.taken = undefined
  writer.line('}')
  writer.from(undefined)
}

function emitParam(param: Param, writer: Writer): string {
  const value = param.default ? ` = ${emitExpression(param.default, writer)}` : ''
  return `${param.name}: ${emitType(param.type, writer)}${value}`
}

const methods: Record<ClassMethod, (item: ClassDeclaration, writer: Writer) => void> = {
  show: emitShow,
  write: emitWrite,
  equals: emitEquals,
  copy: emitCopy,
  read: emitRead,
  field: emitFields,
  entries: emitEntries,
}

function emitClass(item: ClassDeclaration, writer: Writer): void {
  writer.from(undefined)
  writer.line(item.struct === undefined ? `// ${item.haira}` : `// struct ${item.haira}`)
  writer.line(`class ${item.name} {`)
  writer.indented(() => {
    emitConstructor(item, writer)
    for (const method of ['show', 'write', 'equals', 'copy', 'read', 'field', 'entries'] as const) {
      if (item.methods.has(method)) methods[method](item, writer)
    }
  })
  writer.line('}')
}

function emitConstructor({ fields }: ClassDeclaration, writer: Writer): void {
  if (fields.length === 0) return
  const params = fields.map((field) => `public ${field.name}: ${emitType(field.type, writer)}`)
  const line = `constructor(${params.join(', ')}) {}`
  if (line.length <= writer.width) return writer.line(line)
  writer.line('constructor(')
  writer.indented(() => {
    for (const param of params) writer.line(`${param},`)
  })
  writer.line(') {}')
}

/** `{"reply": "…"}` for a record, `User{name: "…"}` for a struct. */
function emitShow({ struct, fields }: ClassDeclaration, writer: Writer): void {
  const show = writer.use('show', 'showNested')
  const parts = fields.map(({ name, key, type }) => {
    const label = struct === undefined ? JSON.stringify(key) : key
    return `${label}: \${${show}<${emitType(type, writer)}>(this.${name})}`
  })
  const whole = `${emitTemplateText(struct ?? '')}{${parts.join(', ')}}`
  writer.gap()
  writer.line('show(): string {')
  writer.indented(() => {
    if (fields.length === 0) return writer.line(`return ${emitText(whole)};`)
    if (!fields.some(({ type }) => mayHoldItself(type))) return writer.line(`return \`${whole}\`;`)
    writer.line(
      `if (!${writer.use('show', 'enters')}(changetype<usize>(this))) return ${writer.use('show', 'REPEATED')};`,
    )
    writer.line(`const text = \`${whole}\`;`)
    writer.line(`${writer.use('show', 'leaves')}();`)
    writer.line('return text;')
  })
  writer.line('}')
}

/** A copy of the object first, so that a structure that contains itself has an end, and then of what it holds. */
function emitCopy({ name, fields }: ClassDeclaration, writer: Writer): void {
  const known = writer.use('clone', 'known')
  const copied = fields.filter((field) => isCopied(field.type))
  writer.gap()
  writer.line(`copy(): ${name} {`)
  writer.indented(() => {
    writer.line(`const before = ${known}(changetype<usize>(this));`)
    writer.line(`if (before != 0) return changetype<${name}>(before);`)
    writer.line(`const made = new ${name}(${fields.map((field) => `this.${field.name}`).join(', ')});`)
    writer.line(`${writer.use('clone', 'remember')}(changetype<usize>(this), changetype<usize>(made));`)
    if (copied.length > 0) writer.line(`${writer.use('clone', 'finish')}<${name}>(made);`)
    writer.line('return made;')
  })
  writer.line('}')
  if (copied.length > 0) emitCopyParts(copied, writer)
}

function emitWrite({ fields }: ClassDeclaration, writer: Writer): void {
  writer.gap()
  writer.line(`write(json: ${writer.use('json', 'JsonWriter')}): void {`)
  writer.indented(() => {
    writer.line('json.beginObject();')
    for (const { name, key, type } of fields) {
      writer.line(`json.key(${emitText(key)});`)
      writer.line(`json.value<${emitType(type, writer)}>(this.${name});`)
    }
    writer.line('json.endObject();')
  })
  writer.line('}')
}

function emitEquals({ name, fields }: ClassDeclaration, writer: Writer): void {
  const equals = writer.use('equal', 'equals')
  const tests = fields.map(
    (field) => `${equals}<${emitType(field.type, writer)}>(this.${field.name}, other.${field.name})`,
  )
  writer.gap()
  writer.line(`equals(other: ${name}): bool {`)
  writer.indented(() => writer.line(`return ${tests.length === 0 ? 'true' : tests.join(' && ')};`))
  writer.line('}')
  if (fields.some((field) => mayHoldItself(field.type))) emitNests(writer)
}

/** Calls it with values of type any. */
function emitInvoke({ params, required, rest, result }: InvokedFunction, writer: Writer): void {
  const any = `${writer.use('any', 'Any')} | null`
  const leave = `if (${writer.use('panic', 'failed')}()) return null;`
  writer.gap()
  writer.line(`invoke(args: Array<${any}>): ${any} {`)
  writer.indented(() => {
    const most = rest ? 'i32.MAX_VALUE' : params.length
    writer.line(`if (!${writer.use('dynamic', 'takes')}(args, ${required}, ${most})) return null;`)
    const passed = params.map((type, at) => emitTaken(type, at, writer))
    if (rest) passed.push(`${writer.use('dynamic', 'listFrom')}<${emitType(rest, writer)}>(args, ${params.length})`)
    for (const [at, value] of passed.entries()) {
      writer.line(`const $${at} = ${value};`)
      writer.line(leave)
    }
    const made = `this.call(${passed.map((_, at) => `$${at}`).join(', ')})`
    if (result.kind === 'void') {
      writer.line(`${made};`)
      writer.line('return null;')
    } else {
      writer.line(`const $result = ${made};`)
      writer.line(leave)
      writer.line(`return ${writer.use('any', 'box')}<${emitType(result, writer)}>($result);`)
    }
  })
  writer.line('}')
}

/** An argument out of a list; in a box if it may be left out. */
function emitTaken(type: Type, at: number, writer: Writer): string {
  const box = type.kind === 'nullable' && type.inner.kind === 'ref' ? type.inner.inner : undefined
  if (box === undefined) return `${writer.use('any', 'unbox')}<${emitType(type, writer)}>(args[${at}])`
  return `${writer.use('dynamic', 'optional')}<${emitType(box, writer)}>(args, ${at})`
}

/** Fields by name, for values of type any. */
function emitFields(item: ClassDeclaration, writer: Writer): void {
  const { haira, fields, bound = [] } = item
  const any = `${writer.use('any', 'Any')} | null`
  const missing = `${writer.use('any', 'noField')}(${emitText(haira)}, name);`
  writer.gap()
  writer.line(`field(name: string): ${any} {`)
  writer.indented(() => {
    for (const { name, key, type } of fields) {
      const value = `${writer.use('any', 'box')}<${emitType(type, writer)}>(this.${name})`
      writer.line(`if (name == ${emitText(key)}) return ${value};`)
    }
    emitBound(bound, writer)
    writer.line(`return ${missing}`)
  })
  writer.line('}')
  writer.gap()
  writer.line('hasField(name: string): bool {')
  const tests = fields.map(({ key }) => `name == ${emitText(key)}`)
  writer.indented(() => writer.line(`return ${tests.length === 0 ? 'false' : tests.join(' || ')};`))
  writer.line('}')
  writer.gap()
  writer.line(`setField(name: string, content: ${any}): void {`)
  writer.indented(() => {
    for (const { name, key, type } of fields) {
      writer.line(`if (name == ${emitText(key)}) {`)
      writer.indented(() => {
        writer.line(`const value = ${writer.use('any', 'unbox')}<${emitType(type, writer)}>(content);`)
        writer.line(`if (!${writer.use('panic', 'failed')}()) this.${name} = value;`)
        writer.line('return;')
      })
      writer.line('}')
    }
    writer.line(missing)
  })
  writer.line('}')
}

/** What its type is called; and a record as a map: its keys by number, and its fields from those of another value. */
function emitEntries(item: ClassDeclaration, writer: Writer): void {
  const { struct, fields, methods: own } = item
  emitTypeText(item, writer)
  if (struct !== undefined) return
  if (!own.has('field')) emitFields(item, writer)
  const any = writer.use('any', 'Any')
  writer.gap()
  writer.line('$keys(): i32 {')
  writer.indented(() => writer.line(`return ${fields.length};`))
  writer.line('}')
  writer.gap()
  writer.line('$key(at: i32): string {')
  writer.indented(() => {
    for (const [at, { key }] of fields.entries()) writer.line(`if (at == ${at}) return ${emitText(key)};`)
    writer.line('return "";')
  })
  writer.line('}')
  writer.gap()
  writer.line(`$fits(value: ${any}): bool {`)
  writer.indented(() => {
    for (const { key, type } of fields) {
      const content = `value.field(${emitText(key)})`
      const fit = `${writer.use('any', 'fits')}<${emitType(type, writer)}>(${content})`
      writer.line(`if (!value.hasField(${emitText(key)}) || !${fit}) return false;`)
    }
    writer.line('return true;')
  })
  writer.line('}')
  writer.gap()
  writer.line(`$fill(value: ${any}): void {`)
  writer.indented(() => {
    for (const { name, key, type } of fields) {
      const content = `value.field(${emitText(key)})`
      writer.line(`this.${name} = ${writer.use('any', 'unbox')}<${emitType(type, writer)}>(${content});`)
    }
  })
  writer.line('}')
}

/** Fills an empty instance from JSON; problems are noted by the reader. */
function emitRead({ fields }: ClassDeclaration, writer: Writer): void {
  writer.gap()
  writer.line(`read(json: ${writer.use('json', 'JsonReader')}): void {`)
  writer.indented(() => {
    for (const { name, key, type, reading, default: value } of fields) {
      const taken = emitReading('json.field', type, reading, [emitText(key)], writer)
      const chosen = value ? `json.has(${emitText(key)}) ? ${taken} : ${emitExpression(value, writer)}` : taken
      writer.line(`this.${name} = ${chosen};`)
    }
  })
  writer.line('}')
}
