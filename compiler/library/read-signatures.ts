// Reads the signatures of a module from their text.

import {
  anyType,
  boolType,
  errorType,
  fallible,
  fileType,
  floatType,
  intType,
  listOf,
  nilType,
  optionOf,
  type StructField,
  type StructType,
  stringType,
  type Type,
} from '../3-check/types.ts'
import { define } from './define.ts'
import type { LibraryFunction, LibraryParam } from './library.ts'

const named: ReadonlyMap<string, Type> = new Map<string, Type>([
  ['int', intType],
  ['float', floatType],
  ['bool', boolType],
  ['string', stringType],
  ['any', anyType],
  ['error', errorType],
  ['file', fileType],
  ['agent', { kind: 'agentic', declaration: 'agent' }],
])

/** What a module's text declares. */
export interface Declared {
  /** Of each name all forms, in order. */
  functions: Map<string, LibraryFunction[]>
  constants: Map<string, Type>
  types: Map<string, StructType>
  methods: Map<StructType, Map<string, LibraryFunction>>
}

/** Reads the text of a module. Throws where the text is wrong, which is a fault of the library. */
export function readSignatures(module: string, text: string): Declared {
  const declared: Declared = { functions: new Map(), constants: new Map(), types: new Map(), methods: new Map() }
  const lines = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
  for (const line of lines) {
    const [, name] = /^struct (\w+)/.exec(line) ?? []
    if (name !== undefined) declared.types.set(name, { name, fields: [], library: module })
  }
  for (const line of lines) new Reader(module, line, declared).line()
  return declared
}

type Runtime = Required<Pick<LibraryFunction, 'mayPanic' | 'needs'>>

const needsOf: Record<string, Runtime['needs'] | undefined> = { '=': ['equals'], $: ['show'], '@': ['write'] }

/** Modules of two names have one file. */
const fileOf: Record<string, string | undefined> = { maps: 'lib-map' }

class Reader {
  readonly #module: string
  readonly #line: string
  readonly #tokens: string[]
  readonly #declared: Declared
  readonly #params = new Set<string>()
  #at = 0
  #runtime: Runtime | undefined

  constructor(module: string, line: string, declared: Declared) {
    this.#module = module
    this.#line = line
    this.#tokens = line.match(/\.\.\.|->|\w+|[^\s\w]/g) ?? []
    this.#declared = declared
  }

  line(): void {
    this.#runtime = this.#marks()
    if (this.#skip('struct')) this.#struct()
    else {
      const name = this.#word()
      if (this.#skip(':')) this.#declared.constants.set(name, this.#type())
      else if (this.#skip('.')) this.#method(name, this.#word())
      else {
        const forms = this.#declared.functions.get(name) ?? []
        const form = this.#function(`${this.#module}.${name}`, forms.length + 1)
        this.#declared.functions.set(name, [...forms, form])
      }
    }
    if (this.#at < this.#tokens.length) this.#fail('end of line')
  }

  /** The marks before a name. */
  #marks(): Runtime | undefined {
    const marks: string[] = []
    while (/^[+!=$@]$/.test(this.#tokens[this.#at] ?? '')) marks.push(this.#tokens[this.#at++]!)
    if (marks.length === 0) return undefined
    const needs = marks.flatMap((mark) => needsOf[mark] ?? [])
    return { mayPanic: marks.includes('!'), needs }
  }

  #struct(): void {
    const struct = this.#declared.types.get(this.#word())!
    this.#need('{')
    while (!this.#skip('}')) {
      const name = this.#word()
      this.#need(':')
      const type = this.#type()
      ;(struct.fields as StructField[]).push({ name, type, hasDefault: this.#skip('=') })
      this.#skip(',')
    }
  }

  #method(type: string, name: string): void {
    const struct = this.#declared.types.get(type) ?? this.#fail('a struct of this module')
    const methods = this.#declared.methods.get(struct) ?? new Map<string, LibraryFunction>()
    this.#declared.methods.set(struct, methods.set(name, this.#function(`${type}.${name}`)))
  }

  #function(name: string, form = 1): LibraryFunction {
    this.#need('(')
    const params: LibraryParam[] = []
    while (!this.#skip(')')) {
      params.push(this.#param())
      this.#skip(',')
    }
    const plain = this.#skip('->') ? this.#type() : nilType
    const result = this.#skip('E') ? fallible(plain) : plain
    const options = this.#runtime ?? ({ later: true, mayPanic: true } as const)
    const own = define(name, params, result, {
      ...options,
      file: fileOf[this.#module] ?? `lib-${this.#module}`,
      typeParams: [...this.#params],
    })
    return form === 1 ? own : { ...own, export: `${own.export}_${form}` }
  }

  #param(): LibraryParam {
    const rest = this.#skip('...')
    const name = this.#word()
    this.#need(':')
    const type = this.#type()
    const others: Type[] = []
    while (this.#skip('|')) others.push(this.#type())
    const optional = this.#skip('=') || rest
    return { name, type, optional, rest, ...(others.length > 0 ? { others } : {}) }
  }

  #type(): Type {
    let type = this.#base()
    while (this.#skip('?')) type = optionOf(type)
    return type
  }

  #base(): Type {
    if (this.#skip('[')) {
      this.#need(']')
      return listOf(this.#type())
    }
    if (this.#skip('(')) return { kind: 'tuple', elements: this.#list(')') }
    if (this.#skip('{')) {
      const fields: { name: string; type: Type }[] = []
      while (!this.#skip('}')) {
        const name = this.#word()
        this.#need(':')
        fields.push({ name, type: this.#type() })
        this.#skip(',')
      }
      return { kind: 'record', fields }
    }
    const word = this.#word()
    if (word === 'map') {
      this.#need('[')
      const key = this.#type()
      this.#need(']')
      return { kind: 'map', key, value: this.#type() }
    }
    if (word === 'fn') {
      this.#need('(')
      const params = this.#list(')')
      const result = this.#skip('->') ? this.#type() : nilType
      return { kind: 'fn', params, required: params.length, rest: undefined, result }
    }
    const struct = this.#declared.types.get(word)
    if (struct) return { kind: 'struct', struct }
    if (/^[A-Z]$/.test(word)) {
      this.#params.add(word)
      return { kind: 'typeParam', name: word }
    }
    return named.get(word) ?? this.#fail('a type')
  }

  #list(end: string): Type[] {
    const types: Type[] = []
    while (!this.#skip(end)) {
      types.push(this.#type())
      this.#skip(',')
    }
    return types
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at++
    return true
  }

  #need(token: string): void {
    if (!this.#skip(token)) this.#fail(`\`${token}\``)
  }

  #word(): string {
    const token = this.#tokens[this.#at]
    if (token === undefined || !/^\w+$/.test(token)) return this.#fail('a name')
    this.#at++
    return token
  }

  #fail(wanted: string): never {
    throw new Error(
      `library ${this.#module}: expected ${wanted} at \`${this.#tokens[this.#at] ?? ''}\` in: ${this.#line}`,
    )
  }
}
