// Loops (language.md 5.3). Each iteration has fresh loop variables, so the counter is apart wherever the body might
// assign to the variable.

import type * as ast from '../1-parse/syntax.ts'
import { assignedNames } from '../1-parse/walk.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import { type Body, newScope } from './body.ts'
import { binary, helper, i64, int, member, method, name, not, perform, scalar, when } from './build.ts'
import { lower, operand } from './expressions.ts'
import { isJump, passJumpsOn, passOn, signalOf } from './jumps.ts'
import { elementOfRange } from './numbers.ts'
import type { Expression, Statement } from './program.ts'
import { lowerStatements } from './statements.ts'

const i32 = scalar('i32')
const always: Expression = { kind: 'bool', value: true }

type Loop = Extract<Statement, { kind: 'while' | 'for' }>

/** `while c {}`, `for c {}` and `for {}`. */
export function lowerWhile(body: Body, node: ast.While): void {
  const { condition } = node
  inLoop(body, node, () => {
    const [statements, test] = condition ? body.capture(() => lower(body, condition)) : [[], always]
    if (statements.length === 0)
      return { kind: 'while', condition: test, body: body.block(() => lowerLoopBody(body, node)) }
    const leave = when(not(test), [{ kind: 'break' }])
    const rest = body.block(() => lowerLoopBody(body, node))
    return { kind: 'while', condition: always, body: [...statements, leave, ...rest] }
  })
}

function lowerLoopBody(body: Body, node: ast.Loop): void {
  const instead = body.loopBodies.get(node)
  if (instead) instead()
  else lowerStatements(body, node.body.statements)
}

/**
 * Adds the loop that `make` gives, with what labelled jumps out of it need.
 *
 * Each iteration looks for a pending panic, so a host can end a loop that would go on for ever: together with the condition,
 * since two jumps would cost a tight loop a tenth, and again behind the loop. Where the condition is none, or an equality,
 * from whose jump engines learn that a divisor is not 0, it is the first thing in the body.
 */
function inLoop(body: Body, node: ast.Loop, make: () => Loop): void {
  const scope = newScope('loop', node.label?.text)
  body.loops.push(scope)
  const loop = make()
  const { condition } = loop
  const isApart = condition.kind === 'bool' || (condition.kind === 'binary' && /^[!=]=$/.test(condition.operator))
  const first = isApart ? body.block(() => body.within(node, () => body.check())) : []
  body.loops.pop()
  body.from(node)
  body.add(...signalOf(scope))
  if (isApart) body.add({ ...loop, body: [...first, ...loop.body] }, ...passOn(body, scope))
  else {
    body.add({ ...loop, condition: helper('panic', 'goesOn', [condition]) })
    body.check()
    body.add(...passJumpsOn(body, scope))
  }
}

/** `for x in e {}` and `for i, x in e {}`. */
export function lowerForIn(body: Body, node: ast.ForIn): void {
  const iterable = unwrapGroup(node.iterable)
  const isWritten = iterable.kind === 'binary' && (iterable.operator === '..' || iterable.operator === '..=')
  if (isWritten && node.variables.length === 1) {
    return overRange(body, node, iterable)
  }
  const type = body.context.wantedType(node.iterable)
  if (type.kind === 'list') return overList(body, node, keep(body, node, lower(body, node.iterable)))
  if (type.kind === 'map') return overMap(body, node)
  if (isPrimitive(type, 'range')) return overRangeValue(body, node, lower(body, node.iterable))
  if (isPrimitive(type, 'string')) return overString(body, node, lower(body, node.iterable))
  if (type.kind === 'chan') return overChannel(body, node, type.element)
  if (isDynamic(type)) return overAny(body, node)
  if (type.kind === 'stream') return overStream(body, node, type.element)
  return body.context.fail(node.iterable, 'loop over a value that has no elements')
}

/** What is iterated stays the same, even if the body gives the variable another value. */
function keep(body: Body, node: ast.ForIn, value: Expression): Expression {
  const isReassigned =
    value.kind === 'name' && assignedNames(node.body).some((one) => `${one.text}_`.startsWith(value.name))
  // Of `xs orelse []` and `[nil]` AssemblyScript cannot tell the type.
  const isVague = value.kind === 'conditional' || value.kind === 'array'
  const type = isVague ? body.context.type(body.context.wantedType(node.iterable)) : undefined
  return isReassigned ? body.temporary(value, type) : body.settled(value, type)
}

function overRange(body: Body, node: ast.ForIn, range: ast.Binary): void {
  const [first, second] = node.variables
  if (second || !first) return body.context.fail(node, 'range with two variables')
  if (isJump(range.right)) return body.context.fail(range, 'jump as the end of a range')
  const [from, to] = body.inOrder([operand(body, range.left), operand(body, range.right)]) as [Expression, Expression]
  inLoop(body, node, () => rangeLoop(body, node, first, from, to, range.operator === '..='))
}

function rangeLoop(
  body: Body,
  node: ast.ForIn,
  variable: ast.Name,
  from: Expression,
  to: Expression,
  inclusive: boolean,
): Loop {
  const [head] = [body.fresh()]
  let counter = ''
  const inside = body.block(() => {
    if (variable.text === '_') {
      counter = `${head}i`
      return lowerLoopBody(body, node)
    }
    const symbol = body.context.symbolOf(variable)
    const isAssigned = body.context.checked.reassigned.has(symbol)
    const own = body.declare(symbol)
    counter = isAssigned ? `${head}i` : own
    if (isAssigned) body.add({ kind: 'let', name: own, constant: false, type: i64, value: name(counter) })
    body.share(symbol, i64)
    lowerLoopBody(body, node)
  })
  const start = { name: counter, type: i64, value: from }
  const step: Expression = { kind: 'increment', name: counter }
  if (to.kind === 'int' && to.value < 2n ** 63n - 1n) {
    const condition = binary(name(counter), inclusive ? '<=' : '<', to)
    return { kind: 'for', variables: [start], condition, step, body: inside }
  }
  if (!inclusive) {
    const end = { name: head, type: i64, value: to }
    return {
      kind: 'for',
      variables: [start, end],
      condition: binary(name(counter), '<', name(head)),
      step,
      body: inside,
    }
  }
  // The last value may be the largest there is, so the test comes before the step.
  const end = { name: head, type: i64, value: to }
  const more = { name: `${head}more`, type: scalar('bool'), value: binary(name(counter), '<=', name(head)) }
  const next: Expression = { kind: 'assignment', name: more.name, value: binary(step, '<', name(head)) }
  return { kind: 'for', variables: [start, end, more], condition: name(more.name), step: next, body: inside }
}

/** A range that is a value, or whose positions are wanted, too. */
function overRangeValue(body: Body, node: ast.ForIn, value: Expression): void {
  const range = keep(body, node, value)
  const [at, end] = [body.fresh(), body.temporary(member(range, 'size'), i64)]
  const [position, element] = node.variables.length === 2 ? node.variables : [undefined, node.variables[0]]
  inLoop(body, node, () => {
    const inside = body.block(() => {
      if (position) declareLoopVariable(body, position, name(at), true)
      declareLoopVariable(body, element!, elementOfRange(range, at), true)
      lowerLoopBody(body, node)
    })
    return {
      kind: 'for',
      variables: [{ name: at, type: i64, value: int(0) }],
      condition: binary(name(at), '<', end),
      step: { kind: 'increment', name: at },
      body: inside,
    }
  })
}

/** By index, and live: elements added meanwhile are visited too. */
function overList(body: Body, node: ast.ForIn, list: Expression): void {
  const at = body.fresh()
  const [position, element] = node.variables.length === 2 ? node.variables : [undefined, node.variables[0]]
  inLoop(body, node, () => {
    const inside = body.block(() => {
      if (position) declareLoopVariable(body, position, name(at), true)
      declareLoopVariable(body, element!, { kind: 'element', object: list, index: name(at) }, false)
      lowerLoopBody(body, node)
    })
    return countingLoop(at, member(list, 'length'), inside)
  })
}

/** Character by character: an offset goes through the text, a position counts where the program asks for it. */
function overString(body: Body, node: ast.ForIn, value: Expression): void {
  const characters = value.kind === 'text' ? body.temporary(value, undefined) : keep(body, node, value)
  const offset = body.fresh()
  const [position, character] = node.variables.length === 2 ? node.variables : [undefined, node.variables[0]]
  const counter = position && position.text !== '_' ? body.fresh() : undefined
  inLoop(body, node, () => {
    const inside = body.block(() => {
      if (position && counter !== undefined) {
        declareLoopVariable(body, position, name(counter), true)
        body.add(perform({ kind: 'increment', name: counter }))
      }
      declareLoopVariable(body, character!, helper('characters', 'characterFrom', [characters, name(offset)]), false)
      lowerLoopBody(body, node)
    })
    const counted = counter === undefined ? [] : [{ name: counter, type: i64, value: int(0) }]
    return {
      kind: 'for',
      variables: [{ name: offset, type: i32, value: int(0) }, ...counted],
      condition: binary(name(offset), '<', member(characters, 'length')),
      step: { kind: 'assignment', name: offset, value: helper('characters', 'after', [characters, name(offset)]) },
      body: inside,
    }
  })
}

function countingLoop(counter: string, end: Expression, inside: Statement[]): Loop {
  return {
    kind: 'for',
    variables: [{ name: counter, type: i32, value: int(0) }],
    condition: binary(name(counter), '<', end),
    step: { kind: 'increment', name: counter },
    body: inside,
  }
}

function declareLoopVariable(body: Body, variable: ast.Name, value: Expression, isIndex: boolean): void {
  if (variable.text === '_') return
  const symbol = body.context.symbolOf(variable)
  body.add({ kind: 'let', name: body.declare(symbol), constant: false, type: isIndex ? i64 : undefined, value })
  body.share(symbol, body.context.type(body.context.typeOfSymbol(symbol, variable)))
}

/** Over the keys that were there at the start; one that has been deleted meanwhile is passed over. */
function overMap(body: Body, node: ast.ForIn): void {
  const map = keep(body, node, lower(body, node.iterable))
  const keys = body.temporary(method(map, 'keys', []), undefined)
  const at = body.fresh()
  const [key, value] = node.variables
  inLoop(body, node, () => {
    const inside = body.block(() => {
      const element: Expression = { kind: 'element', object: keys, index: name(at) }
      const isNamed = key!.text !== '_'
      if (isNamed) declareLoopVariable(body, key!, element, false)
      const current = isNamed ? body.read(body.context.symbolOf(key!), key!) : body.temporary(element, undefined)
      body.add(when(not(method(map, 'has', [current])), [{ kind: 'continue' }]))
      if (value) declareLoopVariable(body, value, method(map, 'get', [current]), false)
      lowerLoopBody(body, node)
    })
    return countingLoop(at, member(keys, 'length'), inside)
  })
}

/** What a channel gives, until it is closed and empty. */
function overChannel(body: Body, node: ast.ForIn, element: HairaType): void {
  const channel = keep(body, node, lower(body, node.iterable))
  const [position, variable] = node.variables.length === 2 ? node.variables : [undefined, node.variables[0]]
  const counter = position && position.text !== '_' ? name(body.fresh()) : undefined
  if (counter) body.add({ kind: 'let', name: counter.name, constant: false, type: i64, value: int(0) })
  inLoop(body, node, () => {
    const inside = body.block(() => {
      const value = body.temporary(method(channel, 'receive', []), body.context.type(element))
      body.check()
      body.add(when(not(helper('channel', 'received', [])), [{ kind: 'break' }]))
      if (position && counter) {
        declareLoopVariable(body, position, counter, true)
        body.add(perform({ kind: 'increment', name: counter.name }))
      }
      declareLoopVariable(body, variable!, value, false)
      lowerLoopBody(body, node)
    })
    return { kind: 'while', condition: always, body: inside }
  })
}

/** Over a value of which only the running program knows whether it has elements. */
function overAny(body: Body, node: ast.ForIn): void {
  const { hasChannels } = body.context
  const value = lower(body, node.iterable)
  const made = hasChannels ? helper('dynamic-channel', 'iterateAll', [value]) : helper('dynamic', 'iterate', [value])
  const course = body.temporary(made, undefined)
  body.check()
  const [first, second] = node.variables
  inLoop(body, node, () => {
    const inside = body.block(() => {
      declareLoopVariable(body, first!, member(course, second ? 'key' : 'only'), false)
      if (second) declareLoopVariable(body, second, member(course, 'value'), false)
      lowerLoopBody(body, node)
    })
    return { kind: 'while', condition: method(course, 'next', []), body: inside }
  })
}

/** Text by text, as it arrives, or draft by draft. */
function overStream(body: Body, node: ast.ForIn, element: HairaType): void {
  const stream = keep(body, node, lower(body, node.iterable))
  body.add(perform(method(stream, 'read', [])))
  body.check()
  const [position, chunk] = node.variables.length === 2 ? node.variables : [undefined, node.variables[0]]
  const counter = position && position.text !== '_' ? body.fresh() : undefined
  if (counter !== undefined) body.add({ kind: 'let', name: counter, constant: false, type: i64, value: int(0) })
  inLoop(body, node, () => {
    const inside = body.block(() => {
      if (position && counter !== undefined) {
        declareLoopVariable(body, position, name(counter), true)
        body.add(perform({ kind: 'increment', name: counter }))
      }
      declareLoopVariable(body, chunk!, member(stream, isPrimitive(element, 'string') ? 'chunk' : 'value'), false)
      lowerLoopBody(body, node)
    })
    return { kind: 'while', condition: method(stream, 'next', []), body: inside }
  })
}
