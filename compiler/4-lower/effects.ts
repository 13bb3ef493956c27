// Which functions may panic: those that contain something that panics, and those that call such a function. After every
// other call no test for a pending panic is needed. Whatever can go on for ever counts: loops, and functions that come to
// call themselves. The host ends those by a pending panic of its own, which `try` does not catch.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { referenceOf } from '../2-resolve/reference.ts'
import { isPrimitive, type Type } from '../3-check/types.ts'
import { isDynamic } from '../3-check/unions.ts'
import type { LibraryFunction } from '../library/library.ts'
import type { Checked, ResolvedCall, Symbol } from '../phases.ts'
import { components } from '../util/graph.ts'
import { unionPanics } from './unions.ts'

/** A declaration with a body that can be called by name. */
export type Callable = ast.Fn | ast.Tool | ast.Workflow | ast.Method

interface Facts {
  panics: boolean
  /** Functions whose panics come out of it. */
  calls: Set<Callable>
  /** All that it calls, also where their panics are caught. */
  reaches: Set<Callable>
}

/** All functions, tools and workflows that may end with a pending panic. */
export function panickingFunctions(checked: Checked, early: ReadonlySet<Symbol>): Set<Callable> {
  const bodies: [Callable, ast.Block][] = [
    ...[...checked.functions].map(([node, fn]): [Callable, ast.Block] => [node, fn.body]),
    ...[...checked.tools, ...checked.workflows].map((fn): [Callable, ast.Block] => [fn.node, fn.body]),
  ]
  const facts = new Map(bodies.map(([node, body]) => [node, factsOf(checked, early, body)]))
  // A hook may raise, and may leave a tool without result.
  for (const { node } of checked.tools) if (node.hooks.length > 0) facts.get(node)!.panics = true
  // The numbers of a budget may.
  for (const { node, budget } of checked.workflows) if (budget) facts.get(node)!.panics = true
  // What a generic function does depends on its types.
  const isGeneric = (node: Callable) =>
    (node.kind === 'fn' && node.typeParams.length > 0) ||
    (node.kind === 'method' && node.typeParams.length + node.ownerTypeParams.length > 0)
  const recursive = new Set(
    components([...facts.keys()], (node) => [...facts.get(node)!.reaches])
      .filter((group) => group.length > 1 || facts.get(group[0]!)!.reaches.has(group[0]!))
      .flat(),
  )
  const mayPanic = (node: Callable) => isGeneric(node) || recursive.has(node) || facts.get(node)!.panics
  const panicking = new Set(bodies.map(([node]) => node).filter(mayPanic))
  for (let grew = true; grew; ) {
    const before = panicking.size
    for (const [node, { calls }] of facts) if ([...calls].some((callee) => panicking.has(callee))) panicking.add(node)
    grew = panicking.size > before
  }
  return panicking
}

function factsOf(checked: Checked, early: ReadonlySet<Symbol>, body: ast.Block): Facts {
  const facts: Facts = { panics: false, calls: new Set(), reaches: new Set() }
  collect(checked, early, body, facts, new Set())
  return facts
}

// Defaults stand outside of the body but run inside of it; one that refers to itself is looked at once.
function collect(
  checked: Checked,
  early: ReadonlySet<Symbol>,
  root: unknown,
  facts: Facts,
  seen: Set<ast.Expression>,
): void {
  walk(root, (node) => {
    const symbol = early.size > 0 ? checked.symbols.get(node as ast.Name) : undefined
    if (symbol && early.has(symbol)) facts.panics = true
    if (panics(checked, node as ast.Expression | ast.Statement)) facts.panics = true
    if (node.kind !== 'call') return true
    const call = checked.calls.get(node as ast.Call)
    const callee = calleeOf(call)
    if (callee) {
      facts.calls.add(callee)
      facts.reaches.add(callee)
    }
    for (const value of defaults(call)) {
      if (seen.has(value)) continue
      seen.add(value)
      collect(checked, early, value, facts, seen)
    }
    return true
  })
}

function calleeOf(call: ResolvedCall | undefined): Callable | undefined {
  if (call?.target.kind === 'function') return call.target.symbol.node
  return call?.target.kind === 'method' && isMethod(call.target.fn) ? call.target.fn : undefined
}

function defaults(call: ResolvedCall | undefined): ast.Expression[] {
  return (call?.args ?? []).flatMap((arg) => (arg.kind === 'default' && arg.value ? [arg.value] : []))
}

/** Whether a node itself, apart from its parts and the functions that it calls, may panic. */
function panics(checked: Checked, node: ast.Expression | ast.Statement): boolean {
  if (convertsWithPanic(checked, node as ast.Expression)) return true
  // `{name}` has no expression of its own.
  const shorthand = checked.shorthands.get(node as unknown as ast.Name)
  if (shorthand) return conversionPanics(shorthand.type, shorthand.wanted)
  switch (node.kind) {
    case 'call':
      return callPanics(checked.calls.get(node)) || measuresAny(checked, node) || startsStream(checked, node)
    case 'identifier':
      return narrowsGlobal(checked, node)
    case 'member':
      return narrowsGlobal(checked, node) || maybeAny(checked, node.object)
    case 'index':
      return effectiveType(checked, node.object)?.kind !== 'map'
    case 'binary':
      return (
        operatorPanics(node.operator, node.right, effectiveType(checked, node.left)) ||
        maybeAny(checked, node.left) ||
        maybeAny(checked, node.right as ast.Expression)
      )
    case 'let':
      return takesAnyApart(checked, node)
    case 'assign':
      if (node.operator === '=') return takesAnyApart(checked, node)
      if (node.values.some((value) => maybeAny(checked, value)) || updatesAny(checked, node.targets[0])) return true
      return (
        updatesOption(checked, node.targets[0]) || operatorPanics(node.operator.slice(0, -1), node.values[0], undefined)
      )
    case 'propagate':
    case 'step':
    case 'send':
    case 'select':
    case 'spawn':
      return true
    case 'return':
      return checked.toolErrors.has(node)
    case 'match':
      return checked.mayMiss.has(node)
    case 'tupleIndex':
      return maybeAny(checked, node.object)
    case 'newChannel':
      return node.capacity !== undefined
    case 'unary':
      if (node.operator === '<-' || node.operator === 'await') return true
      return node.operator !== 'not' && maybeAny(checked, node.operand)
    case 'forIn':
    case 'while':
      return true
    case 'cast':
      return castPanics(checked.types.get(node.operand), checked.typeNodes.get(node.type))
    default:
      return false
  }
}

/** `s, err = A.stream(m)` waits, and a wait may be cut short. */
function startsStream(checked: Checked, node: ast.Call): boolean {
  return checked.pairs.has(node) && checked.types.get(node)?.kind === 'stream'
}

/** Whether what an expression means is known only when the program runs. */
function maybeAny(checked: Checked, node: ast.Expression): boolean {
  const type = effectiveType(checked, node)
  return type !== undefined && isDynamic(type.kind === 'option' ? type.inner : type)
}

/** `len(e)` where e may be anything. */
function measuresAny(checked: Checked, node: ast.Call): boolean {
  const target = checked.calls.get(node)?.target
  const [argument] = node.args
  const isLength = target?.kind === 'library' && target.fn.name === 'builtin.len'
  return isLength && argument !== undefined && maybeAny(checked, argument.value)
}

/** `a, b = e` where e may be anything. */
function takesAnyApart(checked: Checked, { targets, values }: ast.LetStatement | ast.AssignStatement): boolean {
  const [value] = values
  return targets.length > 1 && values.length === 1 && value !== undefined && maybeAny(checked, value)
}

function updatesAny(checked: Checked, target: ast.AssignTarget | undefined): boolean {
  const symbol = target?.kind === 'bindTarget' ? checked.symbols.get(target.name) : undefined
  const type = symbol && checked.symbolTypes.get(symbol)
  return type !== undefined && isDynamic(type)
}

/** `x += e` where x may be nil. */
function updatesOption(checked: Checked, target: ast.AssignTarget | undefined): boolean {
  if (target?.kind === 'placeTarget') return checked.types.get(target.place)?.kind === 'option'
  const symbol = target && checked.symbols.get(target.name)
  return symbol !== undefined && checked.symbolTypes.get(symbol)?.kind === 'option'
}

/** A global that a test has shown not to be nil may be nil again after a call, so each use looks again. */
function narrowsGlobal(checked: Checked, node: ast.Identifier | ast.Member): boolean {
  const symbol = referenceOf(node, checked.symbols)
  if (symbol?.kind !== 'global') return false
  return checked.symbolTypes.get(symbol)?.kind === 'option' && checked.types.get(node)?.kind !== 'option'
}

/** Whether a method is the program's own, and not the library's. */
export function isMethod(fn: ast.Method | LibraryFunction): fn is ast.Method {
  return 'kind' in fn
}

function callPanics(call: ResolvedCall | undefined): boolean {
  switch (call?.target.kind) {
    case 'library':
      return call.target.fn.mayPanic
    case 'method':
      return !isMethod(call.target.fn) && call.target.fn.mayPanic
    case 'function':
    case 'variant':
      return false
    default:
      return true
  }
}

/** Whether an operator needs the runtime to look at its right operand first. */
export function operatorPanics(operator: string, right: { kind: string } | undefined, left: Type | undefined): boolean {
  if (left && isPrimitive(left, 'float', 'f32')) return false
  if (operator === '/' || operator === '%') return !isSafeDivisor(right)
  if (operator === '<<' || operator === '>>' || operator === '>>>') return right?.kind !== 'int'
  return false
}

function isSafeDivisor(node: { kind: string } | undefined): boolean {
  return node?.kind === 'float' || (node?.kind === 'int' && (node as ast.IntLiteral).value > 0n)
}

function castPanics(from: Type | undefined, to: Type | undefined): boolean {
  if (!from || !to || from.kind === 'option' || isDynamic(from)) return true
  return isPrimitive(from, 'float', 'f32') && !isPrimitive(to, 'float', 'f32', 'any')
}

/** `T?` to `T`, and `any` to anything else, may fail. */
function convertsWithPanic(checked: Checked, node: ast.Expression): boolean {
  const to = checked.conversions.get(node)
  const from = checked.types.get(node)
  return from !== undefined && to !== undefined && conversionPanics(from, to)
}

/** Whether the conversion between two types may fail. */
export function conversionPanics(from: Type, to: Type): boolean {
  if (to.kind === 'union') return unionPanics(from, to)
  if (isDynamic(from)) return !isDynamic(to)
  return from.kind === 'option' && to.kind !== 'option' && !isPrimitive(to, 'any')
}

function effectiveType(checked: Checked, node: ast.Expression): Type | undefined {
  return checked.conversions.get(node) ?? checked.types.get(node)
}
