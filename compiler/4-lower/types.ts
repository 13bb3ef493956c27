// Haira types as types of the IR. Records become classes, one for each shape; a record's class is named after its fields.

import { showType } from '../3-check/show-type.ts'
import {
  errorStruct,
  type Type as HairaType,
  isPrimitive,
  type PrimitiveName,
  type StructType,
} from '../3-check/types.ts'
import { libraryClass, nullable, scalar, textType, voidType } from './build.ts'
import { InternalCompilerError } from './internal-error.ts'
import { type ModuleNames, pascal } from './names.ts'
import type { ClassDeclaration, ClassMethod, ScalarName, Type } from './program.ts'

type ClassType = Extract<HairaType, { kind: 'record' | 'struct' }>

interface GrowingClass extends ClassDeclaration {
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

export const errorClass = libraryClass('HairaError', 'panic')
const anyValue = nullable(libraryClass('Any', 'any'))

export class Types {
  readonly #names: ModuleNames
  readonly #records = new Map<string, GrowingClass>()
  readonly #structs = new Map<StructType, GrowingClass>()

  constructor(names: ModuleNames) {
    this.#names = names
  }

  /** Classes that the program needs, in the order of their first use. */
  get classes(): ClassDeclaration[] {
    return [...this.#structs.values(), ...this.#records.values()]
  }

  /** The type that values of a Haira type have. */
  of(type: HairaType): Type {
    switch (type.kind) {
      case 'primitive':
        return this.#primitive(type.name)
      case 'list':
        return { kind: 'array', element: this.stored(type.element) }
      case 'map':
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
      case 'agentic':
        return agenticClasses[type.declaration]
      default:
        throw new InternalCompilerError(`no representation for ${showType(type)}`)
    }
  }

  /** The struct that a class stands for; none for the class of a record. */
  structOf(made: ClassDeclaration): StructType | undefined {
    for (const [struct, own] of this.#structs) if (own === made) return struct
    return undefined
  }

  /** The type of a place that holds such a value: a place for nil alone holds null. */
  stored(type: HairaType): Type {
    return isPrimitive(type, 'nil') ? anyValue : this.of(type)
  }

  #primitive(name: PrimitiveName): Type {
    const number = scalars[name]
    if (number) return scalar(number)
    if (name === 'string') return textType
    if (name === 'nil') return voidType
    if (name === 'any') return anyValue
    if (name === 'range') return libraryClass('Range', 'range')
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
    const shape = showType(type)
    const known = this.#records.get(shape)
    if (known) return known
    const made = newClass(this.#names.invented(recordName(type)), shape, undefined)
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
    const made = newClass(this.#names.declared(struct.name), `struct ${struct.name}`, struct.name)
    this.#structs.set(struct, made)
    made.fields = struct.fields.map((field) => ({
      name: fieldName(field.name),
      key: field.name,
      type: this.stored(field.type),
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
        return this.#needOfClass(type, type.fields, methods)
      case 'struct':
        if (type.struct.library === undefined) this.#needOfClass(type, type.struct.fields, methods)
        return
      default:
        return
    }
  }

  #needOfClass(type: ClassType, fields: { type: HairaType }[], methods: ClassMethod[]): void {
    const own = this.#classOf(type)
    const missing = methods.filter((method) => !own.methods.has(method))
    for (const method of missing) own.methods.add(method)
    if (missing.length > 0) for (const field of fields) this.need(field.type, ...missing)
  }
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
  `show showNested write equals read toString constructor
  async await break case catch class const continue debugger default do else enum export extends false finally function
  get if implements import in interface is as let new of override package private protected public readonly return set
  static super switch this throw true try typeof var while with yield`.split(/\s+/),
)

/** The name of a field in its class. Refused ones get a `_`, as do those that would then be the same. */
export function fieldName(name: string): string {
  return refusedFields.has(name.replace(/_+$/, '')) ? `${name}_` : name
}
