// Expressions as AssemblyScript text, with parentheses where precedence asks for them and nowhere else.

import type { BinaryOperator, Expression } from '../4-lower/program.ts'
import { emitFloat, emitInt, emitTemplateText, emitText } from './literals.ts'
import { emitType } from './types.ts'
import type { Writer } from './writer.ts'

const assignment = 0
const conditional = 1
const unary = 20
const postfix = 30

const precedences: Record<BinaryOperator, number> = {
  '||': 2,
  '&&': 3,
  '|': 4,
  '^': 5,
  '&': 6,
  '==': 7,
  '!=': 7,
  '===': 7,
  '!==': 7,
  '<': 8,
  '<=': 8,
  '>': 8,
  '>=': 8,
  '<<': 9,
  '>>': 9,
  '>>>': 9,
  '+': 10,
  '-': 10,
  '*': 11,
  '/': 11,
  '%': 11,
}

/** An expression as text, in parentheses if it binds less than its place wants. */
export function emitExpression(expression: Expression, writer: Writer, wanted = assignment): string {
  const text = emitBare(expression, writer)
  return precedence(expression) < wanted ? `(${text})` : text
}

function precedence(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      return precedences[expression.operator]
    case 'conditional':
      return conditional
    case 'assignment':
      return assignment
    case 'unary':
    case 'cast':
      return unary
    case 'int':
      return expression.value < 0n ? unary : postfix
    case 'float':
      return expression.value < 0 ? unary : postfix
    default:
      return postfix
  }
}

function emitBare(expression: Expression, writer: Writer): string {
  const at = (part: Expression, wanted = assignment) => emitExpression(part, writer, wanted)
  switch (expression.kind) {
    case 'int':
      return emitInt(expression.value)
    case 'float':
      return emitFloat(expression.value)
    case 'bool':
      return String(expression.value)
    case 'text':
      return emitText(expression.value)
    case 'null':
      return 'null'
    case 'name':
      return expression.name
    case 'library':
      return writer.use(expression.file, expression.name)
    case 'call':
      return emitCall(expression, writer)
    case 'new':
      return `new ${emitType(expression.type, writer)}(${list(expression.args, writer)})`
    case 'member':
      return `${at(expression.object, postfix)}.${expression.name}`
    case 'element':
      return `${at(expression.object, postfix)}[${at(expression.index)}]`
    case 'unary':
      return emitUnary(expression, writer)
    case 'binary':
      return emitBinary(expression, writer)
    case 'conditional':
      return `${at(expression.condition, 2)} ? ${at(expression.then)} : ${at(expression.else, conditional)}`
    case 'array':
      return `[${list(expression.items, writer)}]`
    case 'template':
      return emitTemplate(expression.parts, writer)
    case 'cast':
      return `<${emitType(expression.type, writer)}>${at(expression.value, unary)}`
    case 'present':
      return `${at(expression.value, postfix)}!`
    case 'increment':
      return `${expression.name}++`
    case 'assignment':
      return `${expression.name} = ${at(expression.value)}`
    default:
      return expression satisfies never
  }
}

function list(items: Expression[], writer: Writer): string {
  return items.map((item) => emitExpression(item, writer)).join(', ')
}

function emitCall(call: Extract<Expression, { kind: 'call' }>, writer: Writer): string {
  const types = call.typeArgs.map((type) => emitType(type, writer)).join(', ')
  const callee = emitExpression(call.callee, writer, postfix)
  return `${callee}${types === '' ? '' : `<${types}>`}(${list(call.args, writer)})`
}

// `-` before a negative operand would read as `--`.
function emitUnary({ operator, operand }: Extract<Expression, { kind: 'unary' }>, writer: Writer): string {
  const text = emitExpression(operand, writer, unary)
  return operator === '-' && text.startsWith('-') ? `-(${text})` : `${operator}${text}`
}

function emitBinary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, writer: Writer): string {
  const own = precedences[operator]
  return `${emitExpression(left, writer, own)} ${operator} ${emitExpression(right, writer, own + 1)}`
}

function emitTemplate(parts: (string | Expression)[], writer: Writer): string {
  const texts = parts.map((part) =>
    typeof part === 'string' ? emitTemplateText(part) : `\${${emitExpression(part, writer)}}`,
  )
  return `\`${texts.join('')}\``
}
