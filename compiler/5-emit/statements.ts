// Statements as AssemblyScript text.

import { isConstant } from '../4-lower/build.ts'
import type { Expression, Statement, Type } from '../4-lower/program.ts'
import { emitExpression } from './expressions.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

/** Writes statements, each from its own place. */
export function emitStatements(statements: readonly Statement[], writer: Writer): void {
  for (const statement of statements) {
    if (statement.place) writer.from(statement.place)
    emitStatement(statement, writer)
  }
}

function emitStatement(statement: Statement, writer: Writer): void {
  const at = (expression: Parameters<typeof emitExpression>[0]) => emitExpression(expression, writer)
  switch (statement.kind) {
    case 'let':
      return writer.line(`${statement.constant ? 'const' : 'let'} ${emitVariable(statement, writer)};`)
    case 'assign':
      return writer.line(`${at(statement.target)} ${statement.operator} ${at(statement.value)};`)
    case 'do':
      return writer.line(`${at(statement.expression)};`)
    case 'check':
      return writer.line(`if (${writer.use('panic', 'failed')}()) ${emptyResult(statement.result, writer)};`)
    case 'if':
      return emitIf(statement, writer)
    case 'while':
      return emitBlock(`while (${at(statement.condition)})`, statement.body, writer)
    case 'for':
      return emitFor(statement, writer)
    case 'return':
      return emitReturn(statement, writer)
    case 'descend':
      return emitDescend(statement, writer)
    case 'mark':
      return writer.isRecursive ? writer.line(`const ${statement.name} = ${room(writer)};`) : undefined
    case 'reset':
      return writer.isRecursive ? writer.line(`${room(writer)} = ${statement.name};`) : undefined
    case 'break':
    case 'continue':
      return writer.line(`${statement.kind};`)
    case 'block':
      return emitBlock('', statement.body, writer)
    default:
      return statement satisfies never
  }
}

/** The bytes of the stack that are left. */
function room(writer: Writer): string {
  return `${writer.use('stack', 'Stack')}.left`
}

function emitDescend({ bytes, result }: Extract<Statement, { kind: 'descend' }>, writer: Writer): void {
  writer.line(`const $left = ${room(writer)} - ${bytes};`)
  writer.line('if ($left < 0) {')
  writer.indented(() => {
    writer.line(`${writer.use('stack', 'overflow')}();`)
    writer.line(`${emptyResult(result, writer)};`)
  })
  writer.line('}')
  writer.line(`${room(writer)} = $left;`)
  writer.taken = { bytes, result }
}

/** Gives back the room that the function has taken. After a panic whoever catches it does that for all at once. */
export function giveRoom(writer: Writer): void {
  if (writer.taken) writer.line(`${room(writer)} = $left + ${writer.taken.bytes};`)
}

function emitReturn({ value }: Extract<Statement, { kind: 'return' }>, writer: Writer): void {
  const { taken } = writer
  const isPlain = !value || isConstant(value) || value.kind === 'name'
  if (taken && value && !isPlain && !isNothing(value)) return emitHeldReturn(value, taken.result, writer)
  if (!value || !isNothing(value)) giveRoom(writer)
  writer.line(value ? `return ${emitExpression(value, writer)};` : 'return;')
}

/** What is given back is computed before the room is. */
function emitHeldReturn(value: Expression, type: Type, writer: Writer): void {
  writer.line('{')
  writer.indented(() => {
    writer.line(`const $returned: ${emitType(type, writer)} = ${emitExpression(value, writer)};`)
    giveRoom(writer)
    writer.line('return $returned;')
  })
  writer.line('}')
}

/** What is given back while a panic is pending. */
function isNothing(value: Expression): boolean {
  return value.kind === 'call' && value.callee.kind === 'library' && value.callee.name === 'nothing'
}

/** `name: type = value`. */
export function emitVariable(
  variable: Pick<Extract<Statement, { kind: 'let' }>, 'name' | 'type' | 'value'>,
  writer: Writer,
): string {
  const type = variable.type ? `: ${emitType(variable.type, writer)}` : ''
  return `${variable.name}${type}${variable.value ? ` = ${emitExpression(variable.value, writer)}` : ''}`
}

function emptyResult(result: Type | undefined, writer: Writer): string {
  if (result === undefined) return 'break'
  if (result.kind === 'void') return 'return'
  if (result.kind === 'string') return 'return ""'
  return `return ${writer.use('panic', 'nothing')}<${emitType(result, writer)}>()`
}

function emitIf(statement: Extract<Statement, { kind: 'if' }>, writer: Writer, prefix = ''): void {
  const isShort = prefix === '' && statement.else.length === 0 && !(writer.taken && returns(statement.then))
  const jump = isShort ? shortJump(statement.then, writer) : undefined
  if (jump !== undefined) return writer.line(`if (${emitExpression(statement.condition, writer)}) ${jump}`)
  writer.line(`${prefix}if (${emitExpression(statement.condition, writer)}) {`)
  writer.indented(() => emitStatements(statement.then, writer))
  const [first, ...more] = statement.else
  if (first === undefined) return writer.line('}')
  if (first.kind === 'if' && more.length === 0) return emitIf(first, writer, '} else ')
  writer.line('} else {')
  writer.indented(() => emitStatements(statement.else, writer))
  writer.line('}')
}

/** Whether a branch is a return, before which there is something to do. */
function returns([first]: readonly Statement[]): boolean {
  return first?.kind === 'return'
}

/** A branch that only leaves, and gives nothing worth a line of its own. */
function shortJump([only, ...more]: readonly Statement[], writer: Writer): string | undefined {
  if (!only || more.length > 0) return undefined
  if (only.kind === 'break' || only.kind === 'continue') return `${only.kind};`
  if (only.kind !== 'return' || (only.value && !isConstant(only.value))) return undefined
  return only.value ? `return ${emitExpression(only.value, writer)};` : 'return;'
}

function emitFor(statement: Extract<Statement, { kind: 'for' }>, writer: Writer): void {
  const variables = statement.variables.map((one) => emitVariable(one, writer)).join(', ')
  const condition = emitExpression(statement.condition, writer)
  const step = emitExpression(statement.step, writer)
  emitBlock(`for (let ${variables}; ${condition}; ${step})`, statement.body, writer)
}

function emitBlock(head: string, body: Statement[], writer: Writer): void {
  writer.line(head === '' ? '{' : `${head} {`)
  writer.indented(() => emitStatements(body, writer))
  writer.line('}')
}
