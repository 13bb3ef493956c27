// `try` and `catch`: a loop that runs once, which a pending panic leaves, and the handler after it.

import type * as ast from '../1-parse/syntax.ts'
import { assignedNames } from '../1-parse/walk.ts'
import { errorStructType, isPrimitive } from '../3-check/types.ts'
import type { Symbol } from '../phases.ts'
import { type Body, newScope } from './body.ts'
import { assign, helper, nullValue, perform, when } from './build.ts'
import { holdsNil, lowerBranch, type Sink } from './if.ts'
import { passOn } from './jumps.ts'
import type { Expression } from './program.ts'

/** `try` for its effects. */
export function lowerTry(body: Body, node: ast.TryStatement): void {
  lowerBlocks(body, node, undefined)
}

/** `try` as a value: that of the block that came to its end. */
export function lowerTryValue(body: Body, node: ast.TryExpression): Expression {
  const type = body.context.typeOf(node)
  if (isPrimitive(type, 'nil')) {
    lowerTry(body, node.try)
    return nullValue
  }
  const result = body.variable(type, { isAlwaysSet: false })
  lowerBlocks(body, node.try, { take: (value) => [assign(result, value)], canBeNil: holdsNil(type) })
  return result
}

/** A `try` at the end of a block whose value is taken. */
export function lowerBlocks(body: Body, node: ast.TryStatement, sink: Sink | undefined): void {
  declareHoisted(body, node.body, node.handler)
  const scope = newScope('try')
  body.loops.push(scope)
  const tried = body.block(() => {
    lowerBranch(body, node.body, sink)
    body.add({ kind: 'break' })
  })
  body.loops.pop()
  const room = body.fresh()
  body.add({ kind: 'mark', name: room })
  body.add({ kind: 'while', condition: { kind: 'bool', value: true }, body: tried }, ...passOn(body, scope))
  const handler = body.block(() => {
    body.add({ kind: 'reset', name: room })
    const error = helper('panic', 'takeError', [])
    const symbol = node.variable && body.context.symbolOf(node.variable)
    if (symbol && node.variable!.text !== '_' && body.context.checked.reads.has(symbol)) {
      const type = body.context.type(errorStructType)
      body.add({ kind: 'let', name: body.declare(symbol), constant: false, type, value: error })
      body.share(symbol, type)
    } else body.add(perform(error))
    lowerBranch(body, node.handler, sink)
  })
  body.add(when(helper('panic', 'catches', []), handler))
  // What ends the fiber goes on, and so does what the handler raised.
  body.check()
}

/** Variables that the blocks declare for the block around. */
export function declareHoisted(body: Body, ...blocks: ast.Block[]): void {
  const { checked } = body.context
  for (const target of blocks.flatMap((block) => assignedNames(block))) {
    if (!checked.hoisted.has(target) || !checked.declares.has(target)) continue
    const symbol = body.context.symbolOf(target)
    if (symbol.kind === 'local') predeclare(body, symbol, target)
  }
}

/** Declares a variable before the block that assigns it first. */
export function predeclare(body: Body, symbol: Symbol, at: ast.Name): void {
  if (body.isDeclared(symbol)) return
  const type = body.context.type(body.context.typeOfSymbol(symbol, at))
  const value = type.kind === 'nullable' ? nullValue : helper('panic', 'nothing', [], [type])
  body.add({ kind: 'let', name: body.declare(symbol), constant: false, type, value })
  body.share(symbol, type)
  body.predeclared.add(symbol)
}
