// Names in expressions.

import type * as ast from '../1-parse/syntax.ts'
import type { Binder } from './bind.ts'
import { bindSelect, bindSpawn } from './bind-concurrent.ts'
import { bindParameters } from './bind-items.ts'
import { bindArmBody, bindMatch } from './bind-match.ts'
import { bindTry } from './bind-protected.ts'
import { bindAssign, bindBlock } from './bind-statements.ts'

/** Binds the names of an expression. */
export function bindExpression(binder: Binder, node: ast.Expression): void {
  switch (node.kind) {
    case 'nil':
    case 'bool':
    case 'int':
    case 'float':
    case 'unit':
      return
    case 'identifier':
      binder.use(node, 'value')
      return
    case 'string':
      for (const part of node.parts) if (part.kind === 'interpolation') bindExpression(binder, part.expression)
      return
    case 'unary':
    case 'propagate':
    case 'cast':
      bindExpression(binder, node.operand)
      return
    case 'group':
      bindExpression(binder, node.expression)
      return
    case 'binary':
      bindBinary(binder, node)
      return
    case 'call':
      bindCall(binder, node)
      return
    case 'index':
      bindExpression(binder, node.object)
      bindExpression(binder, node.index)
      return
    case 'member':
    case 'tupleIndex':
      if (node.object.kind === 'identifier') {
        binder.use(node.object, 'owner')
        if (node.kind === 'member') binder.useMember(node.object, node.name)
        return
      }
      bindExpression(binder, node.object)
      return
    case 'tuple':
      for (const element of node.elements) bindExpression(binder, element)
      return
    case 'list':
      for (const element of node.elements) bindExpression(binder, element.value)
      return
    case 'map':
      for (const entry of node.entries) bindEntry(binder, entry)
      return
    case 'struct':
      bindStructLiteral(binder, node)
      return
    case 'if':
      bindIf(binder, node)
      return
    case 'blockExpression':
      bindBlock(binder, node.block)
      return
    case 'match':
      bindMatch(binder, node)
      return
    case 'lambda':
      bindParameters(binder, node.params, () => bindArmBody(binder, node.body))
      return
    case 'tryExpression':
      bindTry(binder, node.try)
      return
    case 'select':
      bindSelect(binder, node)
      return
    case 'spawn':
      bindSpawn(binder, node)
      return
    case 'newChannel':
      if (node.capacity) bindExpression(binder, node.capacity)
      return
    default:
      node satisfies never
  }
}

function bindBinary(binder: Binder, node: ast.Binary): void {
  bindExpression(binder, node.left)
  const { right } = node
  switch (right.kind) {
    case 'return':
      for (const value of right.values) bindExpression(binder, value)
      return
    case 'break':
    case 'continue':
      return
    case 'identifier':
      binder.use(right, node.operator === '|>' ? 'callee' : 'value')
      return
    default:
      bindExpression(binder, right)
  }
}

function bindCall(binder: Binder, node: ast.Call): void {
  if (node.callee.kind === 'identifier') binder.use(node.callee, 'callee')
  else bindExpression(binder, node.callee)
  for (const [at, { value }] of node.args.entries()) {
    if (at === 1 && takesType(node.callee) && value.kind === 'identifier' && binder.isType(value)) continue
    bindExpression(binder, value)
  }
}

/** `env("PORT", int)` and `json.decode(text, User)` take a type as an argument. */
function takesType(callee: ast.Expression): boolean {
  if (callee.kind === 'identifier') return callee.name === 'env'
  return callee.kind === 'member' && callee.name.text === 'decode'
}

function bindEntry(binder: Binder, entry: ast.MapEntry): void {
  switch (entry.kind) {
    case 'field':
    case 'spread':
      bindExpression(binder, entry.value)
      return
    case 'shorthand':
      binder.use(entry.name, 'value')
      return
    case 'keyed':
      bindExpression(binder, entry.key)
      bindExpression(binder, entry.value)
      return
    default:
      entry satisfies never
  }
}

function bindStructLiteral(binder: Binder, node: ast.StructLiteral): void {
  for (const field of node.fields) {
    if (field.value) bindExpression(binder, field.value)
    else binder.use(field.name, 'value')
  }
}

/** The variable of `if v = f(); v > 1 {…}` lives for the whole chain. */
function bindIf(binder: Binder, node: ast.If): void {
  binder.inScope(() => {
    if (node.init) bindAssign(binder, node.init)
    bindExpression(binder, node.condition)
    bindBlock(binder, node.then)
    if (node.else?.kind === 'if') bindIf(binder, node.else)
    else if (node.else) bindBlock(binder, node.else)
  })
}
