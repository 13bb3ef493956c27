// `Program`, what phase 4 gives: a small tree in which everything is explicit that AssemblyScript wants explicit. Its
// statements are AssemblyScript's; the one addition is `check`, which passes a pending panic on.

import type { EvalEntry, InitTable, TestEntry } from '../manifest.ts'
import type { Source } from '../source.ts'

export interface Program {
  /** All source files, the entry file last. */
  sources: Source[]
  env: string[]
  secrets: string[]
  /** Hosts of addresses in the program's text. */
  hosts?: string[]
  init: InitTable
  items: Item[]
  /** The init table's code: declarations by name, with the function that evaluates their fields. */
  entries: { declaration: string; initialise: string | undefined }[]
  /** The function that runs top-level statements and `main`. */
  start: string | undefined
  /** In a module that runs tests: their functions, one of which runs instead of `main`. */
  tests?: (TestEntry & { name: string })[]
  /** In a module that runs evals: those. */
  evals?: EvalEntry[]
  /** Whether some functions come to call themselves. */
  isRecursive: boolean
  /** Every name that the program's code declares, so that imports can keep clear of them. */
  names: ReadonlySet<string>
}

/** Where in a Haira file something comes from. */
export interface Place {
  source: Source
  offset: number
}

// ---------------------------------------------------------------------------------------------------------- items

export type Item =
  | Variable
  | ClassDeclaration
  | EnumDeclaration
  | ReaderDeclaration
  | ClosureDeclaration
  | FunctionDeclaration

/** A variable of the module: a declaration such as `const FrontDesk = new Agent("FrontDesk")`, or a global. */
export interface Variable {
  kind: 'variable'
  name: string
  constant: boolean
  type: Type | undefined
  value: Expression
  place: Place | undefined
}

/** The class of a record shape or of a struct. */
export interface ClassDeclaration {
  kind: 'class'
  name: string
  /** The Haira type. */
  haira: string
  /** `User` prints as `User{…}`; a record, which has no name, as a map. */
  struct: string | undefined
  fields: ClassField[]
  methods: ReadonlySet<ClassMethod>
  /** Methods of the program that it calls on values of type any. */
  bound?: BoundMethod[]
}

/** How a function takes values of type any. What is passed in a box may be left out; the rest comes as a list. */
export interface InvokedFunction {
  params: Type[]
  required: number
  rest: Type | undefined
  result: Type
}

/** A method as a function, made where `this` is what it belongs to. */
export interface BoundMethod {
  key: string
  type: Type
  value: Expression
}

export interface ClassField {
  /** Name in the class. */
  name: string
  /** Name in Haira and in JSON. */
  key: string
  type: Type
  /** What it is read as from JSON, once something reads it: its type, with readers for unions and any. */
  reading?: Type
  /** What `read` takes for a key that is absent. */
  default?: Expression
}

/** The classes of an enum: one for all values, which has their number, and one for each variant that carries something. */
export interface EnumDeclaration {
  kind: 'enum'
  name: string
  /** The Haira type. */
  haira: string
  /** Its name in Haira. */
  title: string
  /** By number. */
  variants: VariantClass[]
  methods: ReadonlySet<ClassMethod>
  bound?: BoundMethod[]
}

export interface VariantClass {
  /** Its name in Haira. */
  key: string
  /** The subclass, whose fields are `_0`, `_1`, …; absent where the variant carries nothing. */
  name: string | undefined
  /** The constant that is its only value; absent where it carries something. */
  constant: string | undefined
  fields: { label: string | undefined; type: Type; reading?: Type }[]
}

/**
 * How values of a union are read from JSON. The class has no instances: it stands for the union where types say what is
 * read, since a union's own type, `Any | null`, does not tell its members.
 */
export interface ReaderDeclaration {
  kind: 'reader'
  name: string
  /** The union, for the comment above and for messages. */
  haira: string
  /** In the order in which they are tried. */
  members: { type: Type; reading: Type }[]
}

/**
 * What the runtime calls on a value of the program's classes: each only where something needs it. `entries` lets a record
 * that is a value of type any be read like a map.
 */
export type ClassMethod = 'show' | 'write' | 'equals' | 'copy' | 'read' | 'field' | 'entries'

export interface FunctionDeclaration {
  kind: 'function'
  name: string
  /** What a call chain calls it, where that is not its name. */
  title?: string
  /** Whether a panic can come out of it, so that it has a place in call chains. */
  mayPanic: boolean
  comment: string | undefined
  params: Param[]
  result: Type
  body: Statement[]
  place: Place | undefined
}

/** The class of a function value: what it has captured, and its code. */
export interface ClosureDeclaration {
  kind: 'closure'
  /** The class. */
  name: string
  /** The function type, whose class it extends. */
  type: Type
  /** Name of a declared function; empty for a lambda. */
  title: string
  /** Parameters and result, where it can be called through a value of type any. */
  invoked: InvokedFunction | undefined
  captured: Param[]
  /** `call`, and what it needs beside. */
  methods: FunctionDeclaration[]
}

export interface Param {
  name: string
  type: Type
  default?: Expression
}

// ---------------------------------------------------------------------------------------------------------- types

export type ScalarName = 'i8' | 'i16' | 'i32' | 'i64' | 'u8' | 'u16' | 'u32' | 'u64' | 'f32' | 'f64' | 'bool'

export type Type =
  | { kind: 'void' }
  | { kind: 'scalar'; name: ScalarName }
  | { kind: 'string' }
  | { kind: 'array'; element: Type }
  | { kind: 'map'; key: Type; value: Type }
  | { kind: 'tuple'; elements: Type[] }
  /** `Some<T>`, the box that lets a number or bool be absent. */
  | { kind: 'some'; inner: Type }
  | { kind: 'nullable'; inner: Type }
  /** `Ref<T>`, a variable that several functions share. */
  | { kind: 'ref'; inner: Type }
  /** A function value. */
  | { kind: 'fn'; params: Type[]; result: Type }
  /** A class of the program, or of the library file `file`, which may have type parameters. */
  | { kind: 'class'; name: string; file: string | undefined; args?: Type[] }

// ---------------------------------------------------------------------------------------------------- expressions

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '=='
  | '!='
  | '==='
  | '!=='
  | '<'
  | '<='
  | '>'
  | '>='
  | '&&'
  | '||'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'

export type Expression =
  | { kind: 'int'; value: bigint }
  | { kind: 'float'; value: number }
  | { kind: 'bool'; value: boolean }
  | { kind: 'text'; value: string }
  | { kind: 'null' }
  /** A local, or something that the module declares. */
  | { kind: 'name'; name: string }
  /** What a library file exports. */
  | { kind: 'library'; file: string; name: string }
  | { kind: 'call'; callee: Expression; typeArgs: Type[]; args: Expression[] }
  | { kind: 'new'; type: Type; args: Expression[] }
  | { kind: 'member'; object: Expression; name: string }
  | { kind: 'element'; object: Expression; index: Expression }
  | { kind: 'unary'; operator: '-' | '!' | '~'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'conditional'; condition: Expression; then: Expression; else: Expression }
  | { kind: 'array'; items: Expression[] }
  | { kind: 'template'; parts: (string | Expression)[] }
  | { kind: 'cast'; type: Type; value: Expression }
  /** `value!`: known not to be null. */
  | { kind: 'present'; value: Expression }
  /** `name++` and `name = value`, as steps of a `for`. */
  | { kind: 'increment'; name: string }
  | { kind: 'assignment'; name: string; value: Expression }

// ----------------------------------------------------------------------------------------------------- statements

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>='

export type Statement = (
  | { kind: 'let'; name: string; constant: boolean; type: Type | undefined; value: Expression | undefined }
  | { kind: 'assign'; target: Expression; operator: AssignOperator; value: Expression }
  | { kind: 'do'; expression: Expression }
  /** Leaves the function, or where there is no result the loop around, if a panic is pending. */
  | { kind: 'check'; result: Type | undefined }
  | { kind: 'if'; condition: Expression; then: Statement[]; else: Statement[] }
  | { kind: 'while'; condition: Expression; body: Statement[] }
  | {
      kind: 'for'
      variables: { name: string; type: Type; value: Expression }[]
      condition: Expression
      step: Expression
      body: Statement[]
    }
  | { kind: 'return'; value: Expression | undefined }
  | { kind: 'break' }
  | { kind: 'continue' }
  | { kind: 'block'; body: Statement[] }
  /** Takes room on the stack for the rest of the function, which gives it back; a panic where there is none. */
  | { kind: 'descend'; bytes: number; result: Type }
  /** Notes how much room there is, and says that there is as much again: around what may end by a panic. */
  | { kind: 'mark' | 'reset'; name: string }
) & { place?: Place }
