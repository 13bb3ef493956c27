// `spawn`: what runs as a task becomes a function value, which the runtime calls on a fiber of its own (language.md 8).

import type * as ast from '../1-parse/syntax.ts'
import { returnsValue } from '../1-parse/walk.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { type Type as HairaType, isError, isErrorPair, isPrimitive, nilType, withoutError } from '../3-check/types.ts'
import type { Body } from './body.ts'
import { create, giveBack, helper, libraryClass, member, method, name, nullValue, perform } from './build.ts'
import { leavesByPanic, performCall } from './calls.ts'
import type { Inner } from './captures.ts'
import { type Held, innerFunction } from './closures.ts'
import { convert, leaving } from './convert.ts'
import { evaluateNow, hasDefer } from './defer.ts'
import { lower, lowerBare } from './expressions.ts'
import { raiseIfThere, valuesOf } from './fallible.ts'
import { branchInto, holdsNil, lowerBranch, type Sink } from './if.ts'
import { lowerForIn } from './loops.ts'
import { matchInto } from './match.ts'
import type { Expression, Statement } from './program.ts'
import { lowerStatements, performExpression } from './statements.ts'
import { lowerBlocks } from './try.ts'

/** `spawn` as a value: a task, or the list of what the tasks of a block give. */
export function lowerSpawn(body: Body, node: ast.Spawn): Expression {
  if (node.body.kind === 'block') return lowerGroup(body, node, node.body)
  const call = unwrapGroup(node.body) as ast.Call
  const result = body.context.typeOf(call)
  const isPlain = isPrimitive(result, 'nil')
  const work = spawnedCall(body, node, call, result)
  const made = isPlain
    ? helper('spawn', 'startPlain', [work])
    : helper('spawn', 'start', [work], [body.context.types.of(result)])
  const task = body.temporary(made, undefined)
  body.check()
  return task
}

/** `spawn` as a statement: a background task. */
export function performSpawn(body: Body, node: ast.Spawn): void {
  const block = node.body.kind === 'block' ? node.body : undefined
  if (block && !isPrimitive(body.context.typeOf(node), 'nil')) {
    lowerGroup(body, node, block)
    return
  }
  const work = block
    ? task(body, node, nilType, [], hasDefer(block), (inner) => lowerStatements(inner, block.statements))
    : spawnedCall(body, node, unwrapGroup(node.body as ast.Expression) as ast.Call, nilType)
  body.add(perform(helper('spawn', 'background', [work])))
  body.check()
}

/** The arguments are evaluated now, the call is made by the task. */
function spawnedCall(body: Body, node: ast.Spawn, call: ast.Call, result: HairaType): Expression {
  const held = evaluateNow(body, call)
  return task(body, node, result, held, false, (inner) => {
    for (const { field, node: argument } of held) inner.given.set(argument, member(name('this'), field.name))
    inner.from(call)
    const type = inner.context.typeOf(call)
    if (!isPrimitive(result, 'nil')) inner.add(giveBack(lower(inner, call)))
    else if (isPrimitive(type, 'nil')) performCall(inner, call)
    // Nobody awaits it, so its error is its failure.
    else giveValue(inner, call, { take: (value) => dropped(value), canBeNil: false })
  })
}

function dropped(value: Expression): Statement[] {
  return value.kind === 'call' || value.kind === 'new' ? [perform(value)] : []
}

/** A function value for a task. */
function task(
  body: Body,
  node: Inner,
  result: HairaType,
  given: readonly Held[],
  isDeferring: boolean,
  fill: (inner: Body) => void,
): Expression {
  return innerFunction(body, node, {
    title: 'task',
    type: { kind: 'fn', params: [], required: 0, rest: undefined, result },
    params: [],
    isDeferring,
    given: given.map(({ field, outside }) => ({ field, outside })),
    lowerBody: (inner) => {
      fill(inner)
      return inner.whole
    },
  })
}

// ------------------------------------------------------------------------------------------- xs = spawn { … }

/** Each statement is a task, and each turn of a loop. */
function lowerGroup(body: Body, node: ast.Spawn, block: ast.Block): Expression {
  const { context } = body
  const type = context.typeOf(node)
  const list = type.kind === 'tuple' ? type.elements[0]! : type
  if (list.kind !== 'list') return context.fail(node, 'tasks whose results are no list')
  const { element } = list
  const group = body.temporary(create(libraryClass('Group', 'spawn', [context.type(element)]), []), undefined)
  for (const statement of block.statements) {
    body.from(statement)
    if (statement.kind !== 'forIn') addTask(body, group, element, statement)
    else {
      body.loopBodies.set(statement, () => addTurn(body, group, element, statement.body))
      lowerForIn(body, statement)
    }
  }
  const results = body.temporary(method(group, type.kind === 'tuple' ? 'outcome' : 'results', []), undefined)
  body.check()
  return results
}

/** One turn of a loop is a task that gives what its last statement gives. */
function addTurn(body: Body, group: Expression, element: HairaType, block: ast.Block): void {
  const work = task(body, block, element, [], hasDefer(block), (inner) => giveBlock(inner, block, element))
  body.add(perform(method(group, 'add', [work])))
}

function addTask(body: Body, group: Expression, element: HairaType, statement: ast.Statement): void {
  if (!gives(statement) && !returnsValue(statement)) {
    const work = task(body, statement, nilType, [], hasDefer(statement), (inner) => lowerStatements(inner, [statement]))
    body.add(perform(method(group, 'perform', [work])))
    return
  }
  const work = task(body, statement, element, [], hasDefer(statement), (inner) => {
    giveStatement(inner, statement, element)
  })
  body.add(perform(method(group, 'add', [work])))
}

/** Assignments and sends run as tasks, but are no results; nor is another statement, unless it returns one. */
function gives({ kind }: ast.Statement): boolean {
  return kind === 'expressionStatement' || kind === 'blockStatement' || kind === 'try'
}

// ------------------------------------------------------------------------------------------------ what a task gives

function giveStatement(body: Body, statement: ast.Statement, element: HairaType): void {
  body.from(statement)
  const sink = resultSink(body, element)
  switch (statement.kind) {
    case 'expressionStatement':
      giveValue(body, statement.expression, sink)
      break
    case 'blockStatement':
      lowerBranch(body, statement.block, sink)
      break
    case 'try':
      lowerBlocks(body, statement, sink)
      break
    default:
      lowerStatements(body, [statement])
  }
  end(body, element)
}

function giveBlock(body: Body, block: ast.Block, element: HairaType): void {
  lowerBranch(body, block, resultSink(body, element))
  end(body, element)
}

/** The end of a task, which AssemblyScript does not see to be out of reach. */
function end(body: Body, element: HairaType): void {
  if (body.statements.at(-1)?.kind !== 'return') body.add(holdsNil(element) ? giveBack(nullValue) : leaving(body))
}

function resultSink(body: Body, element: HairaType): Sink {
  const sink: Sink = {
    take: (value) => [giveBack(value)],
    canBeNil: holdsNil(element),
    takeExpression: (expression) => giveValue(body, expression, sink),
  }
  return sink
}

/** The value of an expression, for the tasks of a group without its error, which is the task's failure. */
function giveValue(body: Body, expression: ast.Expression, sink: Sink): void {
  const node = unwrapGroup(expression)
  const type = body.context.typeOf(expression)
  if (node.kind === 'if') return branchInto(body, node, sink)
  if (node.kind === 'match') return matchInto(body, node, sink)
  if (leavesByPanic(body, node)) return performExpression(body, node)
  if (isErrorPair(type)) {
    const pair = body.settled(lowerBare(body, expression), body.context.type(type))
    raiseIfThere(body, member(pair, `_${type.elements.length - 1}`))
    const value = valuesOf(body, pair, type)
    const wanted = body.context.checked.conversions.get(expression)
    body.add(...sink.take(wanted ? convert(body, value, withoutError(type), wanted, expression) : value))
  } else if (type.kind === 'option' && isError(type)) {
    raiseIfThere(body, lowerBare(body, expression))
    if (sink.canBeNil) body.add(...sink.take(nullValue))
  } else if (isPrimitive(type, 'nil')) {
    performExpression(body, expression)
    if (sink.canBeNil) body.add(...sink.take(nullValue))
  } else body.add(...sink.take(lower(body, expression)))
}
