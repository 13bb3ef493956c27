// The types of Haira, and when a value of one may stand where another is wanted (language.md 4).

/** Types without parts. `error` is `Error?`, so it is an option of the struct `Error`. */
export type PrimitiveName =
  | 'int'
  | 'i8'
  | 'i16'
  | 'i32'
  | 'u8'
  | 'u16'
  | 'u32'
  | 'u64'
  | 'float'
  | 'f32'
  | 'bool'
  | 'string'
  | 'nil'
  | 'any'
  | 'range'
  | 'file'

/** The type of an expression that had an error already: fits everything, so that one cause is reported once. */
export interface ErrorType {
  kind: 'error'
}

export interface Primitive {
  kind: 'primitive'
  name: PrimitiveName
}

export interface RecordField {
  name: string
  type: Type
}

export type Type =
  | ErrorType
  | Primitive
  | { kind: 'list'; element: Type }
  | { kind: 'map'; key: Type; value: Type }
  | { kind: 'record'; fields: RecordField[] }
  | { kind: 'tuple'; elements: Type[] }
  | { kind: 'option'; inner: Type }
  | { kind: 'union'; members: Type[] }
  | { kind: 'fn'; params: Type[]; required: number; rest: Type | undefined; result: Type }
  | { kind: 'struct'; struct: StructType }
  | { kind: 'enum'; enum: EnumType }
  | TypeParam
  | { kind: 'chan'; direction: 'both' | 'send' | 'receive'; element: Type }
  | { kind: 'task'; result: Type }
  | { kind: 'stream'; element: Type }
  /** A declared agent, workflow, tool or provider used as a value: `FrontDesk`, `[Chat]`. */
  | { kind: 'agentic'; declaration: 'agent' | 'workflow' | 'tool' | 'provider' }

/** A type parameter. Those of the library have no number; those of the program have one each. */
export interface TypeParam {
  kind: 'typeParam'
  name: string
  id?: number
}

/** What declared types that may be generic have. */
interface Generic<Self> {
  /** Of a generic declaration. */
  typeParams?: TypeParam[]
  /** Of an instance such as `Box<int>`: the declaration, and what stands for its parameters. */
  origin?: Self
  typeArgs?: Type[]
}

/** A struct, declared in Haira or given by the library (`AgentResult`, `Error`, `http.Response`). */
export interface StructType extends Generic<StructType> {
  name: string
  readonly fields: StructField[]
  /** Where the runtime defines it: the file below stdlib/ without extension; absent for structs of the program. */
  library?: string
}

export interface StructField {
  name: string
  type: Type
  /** Whether a literal may leave it out without a warning. */
  hasDefault: boolean
}

export interface EnumType extends Generic<EnumType> {
  name: string
  readonly variants: EnumVariant[]
}

/** One case of an enum; its fields are what it carries. */
export interface EnumVariant {
  name: string
  fields: { name: string | undefined; type: Type }[]
}

const primitive = (name: PrimitiveName): Primitive => ({ kind: 'primitive', name })

export const intType = primitive('int')
export const floatType = primitive('float')
export const boolType = primitive('bool')
export const stringType = primitive('string')
export const nilType = primitive('nil')
export const anyType = primitive('any')
export const rangeType = primitive('range')
export const fileType = primitive('file')
export const errorKind: ErrorType = { kind: 'error' }

/** `T?`; an option of an option is one option, and `any` holds nil already. */
export function optionOf(inner: Type): Type {
  if (inner.kind === 'option' || inner.kind === 'error' || isPrimitive(inner, 'any', 'nil')) return inner
  return { kind: 'option', inner }
}

/** `[]T`. */
export function listOf(element: Type): Type {
  return { kind: 'list', element }
}

/** The built-in struct `Error`; the type `error` is its option. */
export const errorStruct: StructType = { name: 'Error', fields: [], library: 'panic' }
export const errorStructType: Type = { kind: 'struct', struct: errorStruct }
export const errorType: Type = { kind: 'option', inner: errorStructType }
errorStruct.fields.push(
  { name: 'message', type: stringType, hasDefault: false },
  { name: 'code', type: optionOf(intType), hasDefault: true },
  { name: 'source', type: errorType, hasDefault: true },
)

/** `(T, error)`: what a call gives that can fail. */
export function fallible(type: Type): Type {
  return { kind: 'tuple', elements: [type, errorType] }
}

/** Whether a type is one of the named primitives. */
/** `http.Response`, what a workflow may answer with. */
export function isResponse(type: Type): boolean {
  return type.kind === 'struct' && type.struct.library !== undefined && type.struct.name === 'Response'
}

export function isPrimitive(type: Type, ...names: PrimitiveName[]): boolean {
  return type.kind === 'primitive' && names.includes(type.name)
}

/** Whether a type is `error`, or the struct `Error` itself. */
export function isError(type: Type): boolean {
  return type.kind === 'option' ? isError(type.inner) : type.kind === 'struct' && type.struct === errorStruct
}

/** Whether a type is an error pair: a tuple with `error` as its last element. */
export function isErrorPair(type: Type): type is Extract<Type, { kind: 'tuple' }> {
  return type.kind === 'tuple' && isError(type.elements.at(-1)!) && type.elements.at(-1)!.kind === 'option'
}

/** What is left of an error pair when the error is dealt with. */
export function withoutError(pair: Extract<Type, { kind: 'tuple' }>): Type {
  const rest = pair.elements.slice(0, -1)
  return rest.length === 1 ? rest[0]! : { kind: 'tuple', elements: rest }
}
