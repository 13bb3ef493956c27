// Haira types as types of the IR. Records become classes, one for each shape; a record's class is named after its fields.

import { typeKey } from '../3-check/generics.ts'
import { showType } from '../3-check/show-type.ts'
import {
  type EnumType,
  type EnumVariant,
  errorStruct,
  type Type as HairaType,
  isPrimitive,
  type PrimitiveName,
  type RecordField,
  type StructType,
} from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import { call, create, int, libraryClass, name as nameOf, nullable, scalar, textType, voidType } from './build.ts'
import { InternalCompilerError } from './internal-error.ts'
import { type ModuleNames, pascal } from './names.ts'
import type {
  ClassDeclaration,
  ClassMethod,
  EnumDeclaration,
  Expression,
  ReaderDeclaration,
  ScalarName,
  Type,
  Variable,
} from './program.ts'

type ClassType = Extract<HairaType, { kind: 'record' | 'struct' }>

interface GrowingClass extends ClassDeclaration {
  methods: Set<ClassMethod>
}

interface GrowingEnum extends EnumDeclaration {
  methods: Set<ClassMethod>
}

const scalars: Partial<Record<PrimitiveName, ScalarName>> = {
  int: 'i64',
  i8: 'i8',
  i16: 'i16',
  i32: 'i32',
  u8: 'u8',
  u16: 'u16',
  u32: 'u32',
  u64: 'u64',
  float: 'f64',
  f32: 'f32',
  bool: 'bool',
}

const agenticClasses = {
  agent: libraryClass('Agent', 'agent'),
  workflow: libraryClass('Workflow', 'workflow'),
  tool: libraryClass('Tool', 'tool'),
  provider: libraryClass('Provider', 'provider'),
}

const streamClass = libraryClass('Stream', 'stream')
export const errorClass = libraryClass('HairaError', 'panic')
const anyValue = nullable(libraryClass('Any', 'any'))
const anyReader = libraryClass('AnyReader', 'decode-any')
const nilReader = libraryClass('NilReader', 'decode-any')

export class Types {
  readonly #names: ModuleNames
  readonly #records = new Map<string, GrowingClass>()
  readonly #structs = new Map<StructType, GrowingClass>()
  readonly #enums = new Map<EnumType, GrowingEnum>()
  readonly #readers = new Map<string, ReaderDeclaration>()

  constructor(names: ModuleNames) {
    this.#names = names
  }

  /** Classes that the program needs, in the order of their first use. */
  get classes(): (ClassDeclaration | EnumDeclaration)[] {
    return [...this.#enums.values(), ...this.#structs.values(), ...this.#records.values()]
  }

  /** How unions are read that the program reads from JSON. */
  get readers(): ReaderDeclaration[] {
    return [...this.#readers.values()]
  }

  /** The constants of variants that carry nothing. */
  get variants(): Variable[] {
    return [...this.#enums.values()].flatMap(({ name, variants }) =>
      variants.flatMap(({ constant }, tag): Variable[] => {
        if (constant === undefined) return []
        const value = create({ kind: 'class', name, file: undefined }, [int(tag)])
        return [{ kind: 'variable', name: constant, constant: true, type: undefined, value, place: undefined }]
      }),
    )
  }

  /** The constant of a variant that carries nothing. */
  variant(type: EnumType, variant: EnumVariant): Expression {
    const { constant } = this.#enumOf(type).variants[tagOf(type, variant)]!
    if (constant === undefined) throw new InternalCompilerError(`${variant.name} carries something`)
    return nameOf(constant)
  }

  /** The class of the values of a variant that carries something. */
  variantClass(type: EnumType, variant: EnumVariant): Type {
    const { name } = this.#enumOf(type).variants[tagOf(type, variant)]!
    if (name === undefined) throw new InternalCompilerError(`${variant.name} carries nothing`)
    return { kind: 'class', name, file: undefined }
  }

  /** A value of an enum as one of a variant that it is known to be of. */
  asVariant(type: EnumType, variant: EnumVariant, value: Expression): Expression {
    return call(nameOf('changetype'), [value], [this.variantClass(type, variant)])
  }

  /** The type that values of a Haira type have. */
  of(type: HairaType): Type {
    switch (type.kind) {
      case 'primitive':
        return this.#primitive(type.name)
      case 'list':
        return { kind: 'array', element: this.stored(type.element) }
      case 'map':
        // Keys that are no plain values are compared by their own method.
        if (type.key.kind === 'tuple' || isDynamic(type.key)) this.need(type.key, 'equals')
        return { kind: 'map', key: this.stored(type.key), value: this.stored(type.value) }
      case 'tuple':
        return { kind: 'tuple', elements: type.elements.map((element) => this.stored(element)) }
      case 'option':
        return this.#option(this.stored(type.inner))
      case 'record':
      case 'struct':
        return this.#classType(type)
      case 'union':
        return anyValue
      case 'enum':
        return { kind: 'class', name: this.#enumOf(type.enum).name, file: undefined }
      case 'fn':
        return this.functionType(type)
      case 'chan':
        return libraryClass('Channel', 'channel', [this.stored(type.element)])
      case 'task':
        return isPrimitive(type.result, 'nil')
          ? libraryClass('Performed', 'spawn')
          : libraryClass('Spawned', 'spawn', [this.of(type.result)])
      case 'agentic':
        return agenticClasses[type.declaration]
      case 'stream':
        if (isPrimitive(type.element, 'string')) return streamClass
        this.need(type.element, 'read')
        return libraryClass('StreamOf', 'drafts', [this.reading(type.element), this.stored(type.element)])
      default:
        throw new InternalCompilerError(`no representation for ${showType(type)}`)
    }
  }

  /** The class of a function type. What may be left out is passed in a box, null where it is; the rest is a list. */
  functionType(type: Extract<HairaType, { kind: 'fn' }>): Extract<Type, { kind: 'fn' }> {
    const params = type.params.map((param, at): Type => {
      const own = this.stored(param)
      return at < type.required ? own : nullable({ kind: 'ref', inner: own })
    })
    const rest: Type[] = type.rest ? [{ kind: 'array', element: this.stored(type.rest) }] : []
    return { kind: 'fn', params: [...params, ...rest], result: this.of(type.result) }
  }

  /** The struct that a class stands for; none for the class of a record. */
  structOf(made: ClassDeclaration | EnumDeclaration): StructType | undefined {
    for (const [struct, own] of this.#structs) if (own === made) return struct
    return undefined
  }

  /** The enum that a class stands for. */
  enumOf(made: ClassDeclaration | EnumDeclaration): EnumType | undefined {
    for (const [type, own] of this.#enums) if (own === made) return type
    return undefined
  }

  /** The type of a place that holds such a value: a place for nil alone holds null. */
  stored(type: HairaType): Type {
    return isPrimitive(type, 'nil') ? anyValue : this.of(type)
  }

  /** What values of a type are read as from JSON: their type, with readers for unions and any. */
  reading(type: HairaType): Type {
    switch (type.kind) {
      case 'list':
        return { kind: 'array', element: this.reading(type.element) }
      case 'map':
        return { kind: 'map', key: this.stored(type.key), value: this.reading(type.value) }
      case 'tuple':
        return { kind: 'tuple', elements: type.elements.map((element) => this.reading(element)) }
      case 'option':
        return this.#option(this.reading(type.inner))
      case 'union':
        return { kind: 'class', name: this.#readerOf(type).name, file: undefined }
      default:
        if (isPrimitive(type, 'any')) return anyReader
        return isPrimitive(type, 'nil') ? nilReader : this.stored(type)
    }
  }

  #readerOf(type: Extract<HairaType, { kind: 'union' }>): ReaderDeclaration {
    const key = typeKey(type)
    const known = this.#readers.get(key)
    if (known) return known
    const words = type.members.map((member) => showType(member).replace(/\W+/g, '') || 'Value')
    const name = this.#names.inventedClass(`Read${words.map(pascal).join('Or')}`)
    const made: ReaderDeclaration = { kind: 'reader', name, haira: showType(type), members: [] }
    this.#readers.set(key, made)
    // A whole number is an int where it can be.
    const isFloat = (member: HairaType) => isPrimitive(member, 'float', 'f32')
    const members = [...type.members].sort((a, b) => Number(isFloat(a)) - Number(isFloat(b)))
    made.members = members.map((member) => ({ type: this.stored(member), reading: this.reading(member) }))
    return made
  }

  #primitive(name: PrimitiveName): Type {
    const number = scalars[name]
    if (number) return scalar(number)
    if (name === 'string') return textType
    if (name === 'nil') return voidType
    if (name === 'any') return anyValue
    if (name === 'range') return libraryClass('Range', 'range')
    if (name === 'file') return libraryClass('File', 'file')
    throw new InternalCompilerError(`no representation for ${name}`)
  }

  #option(inner: Type): Type {
    return nullable(inner.kind === 'scalar' ? { kind: 'some', inner } : inner)
  }

  #classType(type: ClassType): Type {
    if (type.kind === 'struct') {
      if (type.struct === errorStruct) return errorClass
      if (type.struct.library !== undefined) return libraryClass(type.struct.name, type.struct.library)
    }
    return { kind: 'class', name: this.#classOf(type).name, file: undefined }
  }

  #classOf(type: ClassType): GrowingClass {
    return type.kind === 'record' ? this.#recordClass(type) : this.#structClass(type.struct)
  }

  #recordClass(type: Extract<HairaType, { kind: 'record' }>): GrowingClass {
    const shape = typeKey(type)
    const known = this.#records.get(shape)
    if (known) return known
    const made = newClass(this.#names.inventedClass(recordName(type)), showType(type), undefined)
    this.#records.set(shape, made)
    made.fields = type.fields.map((field) => ({
      name: fieldName(field.name),
      key: field.name,
      type: this.stored(field.type),
    }))
    return made
  }

  #structClass(struct: StructType): GrowingClass {
    const known = this.#structs.get(struct)
    if (known) return known
    const own = struct.typeArgs
      ? this.#names.inventedClass(`${struct.name}${instanceName(struct.typeArgs)}`)
      : this.#names.declaredClass(struct.name)
    const made = newClass(own, showType({ kind: 'struct', struct }), struct.name)
    this.#structs.set(struct, made)
    made.fields = struct.fields.map((field) => ({
      name: fieldName(field.name),
      key: field.name,
      type: this.stored(field.type),
    }))
    return made
  }

  #enumOf(type: EnumType): GrowingEnum {
    const known = this.#enums.get(type)
    if (known) return known
    const own = type.typeArgs
      ? this.#names.inventedClass(`${type.name}${instanceName(type.typeArgs)}`)
      : this.#names.declaredClass(type.name)
    const names = type.variants.map((variant) => this.#names.invented(`${own}_${variant.name}`))
    const made: GrowingEnum = {
      kind: 'enum',
      name: own,
      haira: showType({ kind: 'enum', enum: type }),
      title: type.name,
      variants: [],
      methods: new Set(),
    }
    this.#enums.set(type, made)
    made.variants = type.variants.map(({ name, fields }, tag) => ({
      key: name,
      name: fields.length === 0 ? undefined : names[tag]!,
      constant: fields.length === 0 ? names[tag]! : undefined,
      fields: fields.map((field) => ({ label: field.name, type: this.stored(field.type) })),
    }))
    return made
  }

  /** Notes that the runtime will call these methods on values of the type, and on what such values hold. */
  need(type: HairaType, ...methods: ClassMethod[]): void {
    switch (type.kind) {
      case 'list':
        return this.need(type.element, ...methods)
      case 'map':
        this.need(type.key, ...methods)
        return this.need(type.value, ...methods)
      case 'tuple':
        for (const element of type.elements) this.need(element, ...methods)
        return
      case 'option':
        return this.need(type.inner, ...methods)
      case 'union':
        for (const member of type.members) this.need(member, ...methods)
        return
      case 'record':
        return this.#needOfClass(this.#classOf(type), type.fields, methods)
      case 'struct':
        if (type.struct.library === undefined) {
          this.#needOfClass(this.#classOf(type), type.struct.fields, methods)
        }
        return
      case 'enum':
        return this.#needOfEnum(type.enum, methods)
      // What comes out of them, as values of type any.
      case 'chan':
        return this.need(type.element, ...methods)
      case 'task':
        return this.need(type.result, ...methods)
      default:
        return
    }
  }

  #needOfClass(own: GrowingClass, fields: RecordField[], methods: ClassMethod[]): void {
    if (!this.#need(own, fields, methods)) return
    for (const [at, field] of fields.entries()) own.fields[at]!.reading = this.reading(field.type)
  }

  #needOfEnum(type: EnumType, methods: ClassMethod[]): void {
    const own = this.#enumOf(type)
    const fields = type.variants.flatMap((variant) => variant.fields)
    if (!this.#need(own, fields, methods)) return
    for (const [tag, variant] of type.variants.entries()) {
      for (const [at, field] of variant.fields.entries()) {
        own.variants[tag]!.fields[at]!.reading = this.reading(field.type)
      }
    }
  }

  /** Whether values are now to be read, which they were not before. */
  #need(own: { methods: Set<ClassMethod> }, fields: { type: HairaType }[], methods: ClassMethod[]): boolean {
    const missing = methods.filter((method) => !own.methods.has(method))
    for (const method of missing) own.methods.add(method)
    if (missing.length > 0) for (const field of fields) this.need(field.type, ...missing)
    return missing.includes('read')
  }
}

/** The number of a variant. */
export function tagOf(type: EnumType, variant: EnumVariant): number {
  return type.variants.findIndex((one) => one.name === variant.name)
}

/** `int, string` as a part of a name: `_int_string`. */
export function instanceName(args: HairaType[]): string {
  return args.map((arg) => `_${showType(arg).replace(/\W+/g, '')}`).join('')
}

/** Whether values of the type can be null themselves, so that an option of it needs no box. */
export function isBoxed(type: HairaType): boolean {
  return type.kind === 'primitive' && type.name in scalars
}

function newClass(name: string, haira: string, struct: string | undefined): GrowingClass {
  return { kind: 'class', name, haira, struct, fields: [], methods: new Set() }
}

/** `Reply` for `{reply: string}`, `OkCount` for `{ok: bool, count: int}`. */
function recordName(type: Extract<HairaType, { kind: 'record' }>): string {
  const words = type.fields.slice(0, 3).map((field) => pascal(field.name))
  return words.length === 0 ? 'Empty' : words.join('') + (type.fields.length > 3 ? 'Record' : '')
}

// Methods of emitted classes, and the words that a class cannot declare a field by, though after a dot any will do.
const refusedFields: ReadonlySet<string> = new Set(
  `show showNested write equals read copy copyParts field hasField setField arity part isPair hash tag nth count invoke
  receiveAny resultAny toString constructor
  async await break case catch class const continue debugger default do else enum export extends false finally function
  get if implements import in interface is as let new of override package private protected public readonly return set
  static super switch this throw true try typeof var while with yield`.split(/\s+/),
)

/** The name of a field in its class. Refused ones get a `_`, as do those that would then be the same. */
export function fieldName(name: string): string {
  return refusedFields.has(name.replace(/_+$/, '')) ? `${name}_` : name
}
