// Globals, the statements of the top level, and `main`.

import type * as ast from '../1-parse/syntax.ts'
import { isStatement } from '../3-check/top-level.ts'
import { isPrimitive, nilType } from '../3-check/types.ts'
import type { Symbol } from '../phases.ts'
import { Body } from './body.ts'
import { assign, call, helper, isConstant, name, perform, voidType, when } from './build.ts'
import type { Context } from './context.ts'
import { hasEmptyForm } from './early-globals.ts'
import { lower } from './expressions.ts'
import { placeOf } from './functions.ts'
import type { Expression, FunctionDeclaration, Variable } from './program.ts'
import { lowerStatements } from './statements.ts'
import { zeroOf } from './zero.ts'

export interface Start {
  globals: Variable[]
  /** What runs top-level statements and `main`, where `main` alone will not do. */
  functions: FunctionDeclaration[]
  /** Its name, or that of `main`; nothing if the program has neither. */
  entry: string | undefined
}

/** What runs before `main`, and `main`, or what is to run instead of it: a test, a case of an eval. */
export function lowerTopLevel(context: Context, instead?: Expression): Start {
  const { modules } = context.checked
  const globals = modules.flatMap((module) => [...module.scope.values()]).filter((one) => one.kind === 'global')
  const body = new Body(context, nilType)
  const constants = new Map<Symbol, Variable>()
  for (const symbol of globals) if (context.growing.has(symbol)) body.declareFlag(symbol, globalName(context, symbol))
  // Files come in the order of initialisation.
  for (const { syntax } of modules) {
    for (const item of syntax.items) {
      body.from(item)
      if (item.kind === 'const') lowerConst(body, item, constants)
      else if (isStatement(item)) lowerStatements(body, [item])
    }
    const init = functionOf(syntax, 'init')
    if (init) callInit(body, init)
  }
  const variables = globals.map((symbol) => constants.get(symbol) ?? lowerGlobal(context, symbol))
  if (instead) {
    const start = startFunction(context, body)
    const runner = runnerOf(context, start, instead)
    return { globals: variables, functions: [start, runner], entry: runner.name }
  }
  const main = functionOf(modules.at(-1)!.syntax, 'main')
  // A host that runs one workflow leaves `main` out.
  const isOptional = context.checked.workflows.length > 0
  const isPlain = !main || (!isOptional && isPrimitive(context.callee(main).result, 'nil'))
  const isEnough = body.statements.length === 0 && isPlain
  if (isEnough) return { globals: variables, functions: [], entry: main && context.nameOf(main) }
  if (main && isOptional)
    body.add(
      when(
        helper('program', 'runsMain', []),
        body.block(() => callMain(body, main)),
      ),
    )
  else if (main) callMain(body, main)
  const start = startFunction(context, body)
  return { globals: variables, functions: [start], entry: start.name }
}

function startFunction(context: Context, body: Body): FunctionDeclaration {
  return {
    kind: 'function',
    name: context.names.invented('start'),
    title: 'top level',
    comment: 'The statements of the top level, then `main`.',
    params: [],
    result: voidType,
    body: body.whole,
    mayPanic: true,
    place: undefined,
  }
}

/** What runs instead of `main`. In a call chain the test itself says enough, so this comes from nowhere. */
function runnerOf(context: Context, start: FunctionDeclaration, run: Expression): FunctionDeclaration {
  return {
    ...start,
    name: context.names.invented('runTests'),
    comment: 'The statements of the top level, then one test, or one case of an eval.',
    body: [perform(call(name(start.name), [])), { kind: 'check', result: voidType }, perform(run)],
    mayPanic: false,
  }
}

function functionOf({ items }: ast.Syntax, name: string): ast.Fn | undefined {
  return items.find((item): item is ast.Fn => item.kind === 'fn' && item.name.text === name)
}

function callInit(body: Body, init: ast.Fn): void {
  body.from(init.name)
  body.add(perform(call(name(body.context.nameOf(init)), [])))
  if (body.context.panicking.has(init)) body.check()
}

/** The result of `main`, if it has one, is the exit status. */
function callMain(body: Body, main: ast.Fn): void {
  const { context } = body
  const made = call(name(context.nameOf(main)), [])
  const givesStatus = isPrimitive(context.callee(main).result, 'int')
  body.from(main.name)
  body.add(perform(givesStatus ? helper('program', 'setExitStatus', [made]) : made))
}

/** `const x = 5`: a literal stands in the declaration, everything else is evaluated in its turn. */
function lowerConst(body: Body, node: ast.Const, constants: Map<Symbol, Variable>): void {
  const { context } = body
  const symbol = context.symbolOf(node.name)
  const type = context.type(context.typeOfSymbol(symbol, node.name))
  const value = lower(body, node.value)
  const own = body.nameOf(symbol, node.name)
  if (isConstant(value)) {
    const place = placeOf(node)
    constants.set(symbol, { kind: 'variable', name: own, constant: !node.mutable, type, value, place })
  } else body.add(assign(name(own), value))
}

/** A global begins with its zero value; what reads another kind of it before it is set panics. */
function lowerGlobal(context: Context, symbol: Extract<Symbol, { kind: 'global' }>): Variable {
  const type = context.typeOfSymbol(symbol, symbol.declaration)
  const body = new Body(context, nilType)
  const value = hasEmptyForm(type)
    ? zeroOf(body, type, symbol.declaration)
    : helper('panic', 'nothing', [], [context.type(type)])
  return {
    kind: 'variable',
    name: globalName(context, symbol),
    constant: false,
    type: context.type(type),
    value,
    place: placeOf(symbol.declaration),
  }
}

function globalName(context: Context, symbol: Extract<Symbol, { kind: 'global' }>): string {
  return context.globalName(symbol) ?? context.fail(symbol.declaration, 'global without a name')
}
