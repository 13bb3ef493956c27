// The syntax tree, for the whole grammar of the language. Nodes are plain data, made by the parser and never changed;
// later phases keep what they find out in maps keyed by node.

import type { Span } from '../source.ts'

interface Node {
  span: Span
}

/** A name where it is written: declared, or referred to. */
export interface Name extends Node {
  text: string
}

/** What phase 1 gives: one parsed file. After syntax errors `items` holds what could be read. */
export interface Syntax extends Node {
  kind: 'file'
  items: Item[]
  comments: Comment[]
}

export interface Comment extends Node {
  style: 'line' | 'block' | 'doc'
  /** Text without the markers. */
  text: string
}

// ---------------------------------------------------------------------------------------------------------- items

export type Item =
  | Import
  | Export
  | Provider
  | Agent
  | Tool
  | Workflow
  | Eval
  | Test
  | Fn
  | Method
  | Struct
  | Enum
  | TypeAlias
  | Const
  | Statement

export interface Import extends Node {
  kind: 'import'
  /** `import "m"` · `import alias from "m"` · `import * from "m"` · `import { A, B as C } from "m"` */
  form: 'plain' | 'alias' | 'all' | 'names'
  module: StringLiteral
  alias?: Name
  names?: { name: Name; alias?: Name }[]
}

export interface Export extends Node {
  kind: 'export'
  names: Name[]
  module?: StringLiteral
}

export interface Decorator extends Node {
  name: Name
  args: Argument[]
}

interface Declaration extends Node {
  name: Name
  pub: boolean
  /** Lines of `///` comments directly before the declaration, joined by newlines. */
  doc?: string
}

export interface ConfigField extends Node {
  name: Name
  /** `output: T` holds a type, every other field an expression. */
  value: Expression | TypeNode
}

export interface Provider extends Declaration {
  kind: 'provider'
  fields: ConfigField[]
}

export interface Agent extends Declaration {
  kind: 'agent'
  fields: ConfigField[]
}

export interface Tool extends Declaration {
  kind: 'tool'
  decorators: Decorator[]
  params: Param[]
  result?: TypeNode
  /** The `"""…"""` at the start of the body; it may not interpolate. */
  description?: StringLiteral
  hooks: ToolHook[]
  body: Block
}

export interface ToolHook extends Node {
  kind: 'toolHook'
  when: 'before' | 'after'
  body: Block
}

export interface Workflow extends Declaration {
  kind: 'workflow'
  decorators: Decorator[]
  params: Param[]
  result?: TypeNode
  description?: StringLiteral
  hooks: FlowHook[]
  body: Block
}

export interface FlowHook extends Node {
  kind: 'flowHook'
  event: 'onerror' | 'onsuccess' | 'oncancel'
  variable?: Name
  body: Block
}

export interface Eval extends Node {
  kind: 'eval'
  title: StringLiteral
  fields: ConfigField[]
}

export interface Test extends Node {
  kind: 'test'
  title: StringLiteral
  body: Block
}

export interface Fn extends Declaration {
  kind: 'fn'
  typeParams: Name[]
  params: Param[]
  result?: TypeNode
  body: Block
}

/** `Type.name(…) {…}` or the older `fn (self: Type) name(…) {…}`, whose receiver name is in `receiver`. */
export interface Method extends Declaration {
  kind: 'method'
  owner: Name
  ownerTypeParams: Name[]
  receiver?: Name
  typeParams: Name[]
  params: Param[]
  result?: TypeNode
  body: Block
}

export interface Param extends Node {
  name: Name
  type?: TypeNode
  default?: Expression
  rest: boolean
}

export interface Struct extends Declaration {
  kind: 'struct'
  typeParams: Name[]
  fields: Field[]
}

export interface Field extends Node {
  name: Name
  type?: TypeNode
  default?: Expression
  doc?: string
}

export interface Enum extends Declaration {
  kind: 'enum'
  typeParams: Name[]
  variants: Variant[]
}

export interface Variant extends Node {
  name: Name
  fields: { name?: Name; type: TypeNode }[]
}

export interface TypeAlias extends Declaration {
  kind: 'typeAlias'
  typeParams: Name[]
  type: TypeNode
}

/** `const x = e` or `let x = e` at the top level. Inside functions it is a LetStatement. */
export interface Const extends Declaration {
  kind: 'const'
  mutable: boolean
  type?: TypeNode
  value: Expression
}

// ----------------------------------------------------------------------------------------------------- statements

export type Statement =
  | ExpressionStatement
  | AssignStatement
  | LetStatement
  | VarDeclaration
  | SendStatement
  | Loop
  | TryStatement
  | DeferStatement
  | Return
  | Jump
  | Assert
  | Verify
  | Step
  | FnStatement
  | BlockStatement

export interface Block extends Node {
  kind: 'block'
  statements: Statement[]
}

export interface BlockStatement extends Node {
  kind: 'blockStatement'
  block: Block
}

export interface ExpressionStatement extends Node {
  kind: 'expressionStatement'
  expression: Expression
}

export type AssignOperator = '=' | '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '>>>='

/** `a, b.c, _ = e` or `x += e`. Several values only with `=`. */
export interface AssignStatement extends Node {
  kind: 'assign'
  targets: AssignTarget[]
  operator: AssignOperator
  values: Expression[]
}

/** A name (`_` discards) with an optional type, which makes it a declaration, or a member or index expression. */
export type AssignTarget = BindTarget | PlaceTarget

export interface BindTarget extends Node {
  kind: 'bindTarget'
  name: Name
  type?: TypeNode
}

export interface PlaceTarget extends Node {
  kind: 'placeTarget'
  place: Member | TupleIndex | Index
}

/** `let a: T, b = e, f`. */
export interface LetStatement extends Node {
  kind: 'let'
  mutable: boolean
  targets: BindTarget[]
  values: Expression[]
}

/** `x: T`, which declares x with T's zero value. */
export interface VarDeclaration extends Node {
  kind: 'varDeclaration'
  name: Name
  type: TypeNode
}

export interface SendStatement extends Node {
  kind: 'send'
  channel: Expression
  value: Expression
}

/** `for x, y in e {}` (form `in`), `for c {}` and `while c {}` (`while`), `for {}` (`forever`). */
export type Loop = ForIn | While

export interface ForIn extends Node {
  kind: 'forIn'
  label?: Name
  /** One name: the element. Two: index or key, then the element. */
  variables: Name[]
  iterable: Expression
  body: Block
}

export interface While extends Node {
  kind: 'while'
  label?: Name
  /** Absent in `for {}`. */
  condition?: Expression
  body: Block
}

export interface TryStatement extends Node {
  kind: 'try'
  body: Block
  variable?: Name
  handler: Block
}

export interface DeferStatement extends Node {
  kind: 'defer'
  onError: boolean
  action: Block | AssignStatement | Expression
}

export interface Return extends Node {
  kind: 'return'
  values: Expression[]
}

export interface Jump extends Node {
  kind: 'break' | 'continue'
  label?: Name
}

export interface Assert extends Node {
  kind: 'assert'
  condition: Expression
  message?: Expression
}

export interface Verify extends Node {
  kind: 'verify'
  body: Block
}

export interface Step extends Node {
  kind: 'step'
  decorators: Decorator[]
  title: StringLiteral
  hooks: FlowHook[]
  verify: Verify[]
  body: Block
}

export interface FnStatement extends Node {
  kind: 'fnStatement'
  fn: Fn
}

// ---------------------------------------------------------------------------------------------------- expressions

export type Expression =
  | NilLiteral
  | BoolLiteral
  | IntLiteral
  | FloatLiteral
  | StringLiteral
  | Identifier
  | Unary
  | Binary
  | Cast
  | Call
  | Index
  | Member
  | TupleIndex
  | Propagate
  | Unit
  | Group
  | Tuple
  | List
  | MapLiteral
  | StructLiteral
  | Lambda
  | If
  | Match
  | Select
  | TryExpression
  | BlockExpression
  | Spawn
  | NewChannel

/** `nil` or `none`. */
export interface NilLiteral extends Node {
  kind: 'nil'
}

export interface BoolLiteral extends Node {
  kind: 'bool'
  value: boolean
}

export interface IntLiteral extends Node {
  kind: 'int'
  /** As a 64-bit value: two's complement for hex, binary and octal; 2^63 itself is legal only under unary minus. */
  value: bigint
}

export interface FloatLiteral extends Node {
  kind: 'float'
  value: number
}

/** Any string form. Text parts are decoded (escapes, dedent); parts alternate as written. `""` has no parts. */
export interface StringLiteral extends Node {
  kind: 'string'
  form: 'plain' | 'triple' | 'raw' | 'rawTriple'
  parts: StringPart[]
}

export type StringPart =
  | ({ kind: 'text'; text: string } & Node)
  | ({ kind: 'interpolation'; expression: Expression } & Node)

export interface Identifier extends Node {
  kind: 'identifier'
  name: string
}

export interface Unary extends Node {
  kind: 'unary'
  operator: '-' | 'not' | '~' | '<-' | 'await'
  operand: Expression
}

/** `&&` and `||` are read as `and` and `or`. */
export type BinaryOperator =
  | 'orelse'
  | '|>'
  | 'or'
  | 'and'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '..'
  | '..='
  | '|'
  | '^'
  | '&'
  | '<<'
  | '>>'
  | '>>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'

/** The right side of `orelse` may be a jump. */
export interface Binary extends Node {
  kind: 'binary'
  operator: BinaryOperator
  operatorSpan: Span
  left: Expression
  right: Expression | Return | Jump
}

/** `e as T`, or `e as? T`. */
export interface Cast extends Node {
  kind: 'cast'
  operand: Expression
  type: TypeNode
  optional: boolean
}

export interface Call extends Node {
  kind: 'call'
  callee: Expression
  typeArgs: TypeNode[]
  args: Argument[]
}

export interface Argument extends Node {
  /** `name: value` or `name = value`. */
  name?: Name
  /** `...value` */
  spread: boolean
  value: Expression
}

export interface Index extends Node {
  kind: 'index'
  object: Expression
  index: Expression
}

/** `a.b`, or `a?.b`, which is nil where a is nil and then skips the rest of the postfix chain. */
export interface Member extends Node {
  kind: 'member'
  object: Expression
  name: Name
  optional: boolean
}

export interface TupleIndex extends Node {
  kind: 'tupleIndex'
  object: Expression
  index: number
}

/** Postfix `e?`. */
export interface Propagate extends Node {
  kind: 'propagate'
  operand: Expression
}

/** `()` */
export interface Unit extends Node {
  kind: 'unit'
}

export interface Group extends Node {
  kind: 'group'
  expression: Expression
}

export interface Tuple extends Node {
  kind: 'tuple'
  elements: Expression[]
}

export interface List extends Node {
  kind: 'list'
  elements: { spread: boolean; value: Expression }[]
}

/** `{a: 1, "b": 2, (k): 3, name, ...m}`, `{}`, `[:]` and `[k: v]`. */
export interface MapLiteral extends Node {
  kind: 'map'
  entries: MapEntry[]
}

export type MapEntry =
  | ({ kind: 'field'; name: Name; value: Expression } & Node)
  | ({ kind: 'shorthand'; name: Name } & Node)
  | ({ kind: 'keyed'; key: Expression; value: Expression } & Node)
  | ({ kind: 'spread'; value: Expression } & Node)

/** `User{…}`, `m.User{…}`, `Shape.Circle{…}`. */
export interface StructLiteral extends Node {
  kind: 'struct'
  path: Name[]
  typeArgs: TypeNode[]
  /** Shorthand `User{name}` has no value. */
  fields: ({ name: Name; value?: Expression } & Node)[]
}

export interface Lambda extends Node {
  kind: 'lambda'
  /** `x => e` · `fn(x) {…}` · the old `(x) {…}` */
  form: 'arrow' | 'fn' | 'bare'
  params: Param[]
  result?: TypeNode
  body: Expression | Block | Return | Jump | AssignStatement
}

export interface If extends Node {
  kind: 'if'
  /** `if v = f(); v > 1 {…}` */
  init?: AssignStatement
  condition: Expression
  then: Block
  else?: If | Block
}

export type ArmBody = Expression | Block | Return | Jump | AssignStatement

export interface Match extends Node {
  kind: 'match'
  subject: Expression
  arms: MatchArm[]
}

export interface MatchArm extends Node {
  pattern: Pattern
  guard?: Expression
  body: ArmBody
}

export interface Select extends Node {
  kind: 'select'
  arms: SelectArm[]
}

export type SelectArm =
  | ({ kind: 'receive'; targets: Name[]; channel: Expression; body: ArmBody } & Node)
  | ({ kind: 'sendTo'; channel: Expression; value: Expression; body: ArmBody } & Node)
  | ({ kind: 'default'; body: ArmBody } & Node)

export interface TryExpression extends Node {
  kind: 'tryExpression'
  try: TryStatement
}

export interface BlockExpression extends Node {
  kind: 'blockExpression'
  block: Block
}

export interface Spawn extends Node {
  kind: 'spawn'
  body: Block | Expression
}

export interface NewChannel extends Node {
  kind: 'newChannel'
  element: TypeNode
  capacity?: Expression
}

// ------------------------------------------------------------------------------------------------------- patterns

export type Pattern =
  | ({ kind: 'wildcardPattern' } & Node)
  | ({ kind: 'bindPattern'; name: Name } & Node)
  | ({ kind: 'literalPattern'; value: NilLiteral | BoolLiteral | IntLiteral | FloatLiteral | StringLiteral } & Node)
  | ({ kind: 'rangePattern'; from: bigint; to: bigint; inclusive: boolean } & Node)
  | ({ kind: 'somePattern'; inner: Pattern } & Node)
  | ({ kind: 'fieldsPattern'; type?: Name; fields: ({ name: Name; pattern?: Pattern } & Node)[] } & Node)
  /** `V`, `E.V`, `m.E.V`, with or without payload; a bare V may also be a constant. */
  | ({ kind: 'variantPattern'; path: Name[]; payload?: Pattern[] } & Node)
  | ({ kind: 'tuplePattern'; elements: Pattern[] } & Node)
  | ({ kind: 'listPattern'; elements: (Pattern | ({ kind: 'restPattern'; name?: Name } & Node))[] } & Node)
  | ({ kind: 'orPattern'; alternatives: Pattern[] } & Node)

// ---------------------------------------------------------------------------------------------------------- types

export type TypeNode =
  | ({ kind: 'namedType'; module?: Name; name: Name; args: TypeNode[] } & Node)
  | ({ kind: 'listType'; element: TypeNode } & Node)
  | ({ kind: 'mapType'; key: TypeNode; value: TypeNode } & Node)
  | ({ kind: 'recordType'; fields: { name: Name; type: TypeNode }[] } & Node)
  | ({ kind: 'tupleType'; elements: TypeNode[] } & Node)
  | ({ kind: 'unitType' } & Node)
  | ({ kind: 'fnType'; params: TypeNode[]; result?: TypeNode } & Node)
  | ({ kind: 'chanType'; direction: 'both' | 'send' | 'receive'; element: TypeNode } & Node)
  | ({ kind: 'optionType'; inner: TypeNode } & Node)
  | ({ kind: 'unionType'; members: TypeNode[] } & Node)
