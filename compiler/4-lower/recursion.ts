// Functions that come to call themselves, by whatever way, take room on the stack before they go deeper: what the engine
// has of it ends without warning, in the middle of anything, so the module counts for itself (stdlib/stack.ts). All others
// can only be nested as deep as the program is long, and cost nothing.

import { components } from '../util/graph.ts'
import type { ClosureDeclaration, Expression, FunctionDeclaration, Item, Statement } from './program.ts'

/** The place of all function values in the graph of calls: whoever calls one may call any. */
const VALUES = 'function values'

/** Files of the library whose functions call nothing of the program. */
const leaves: ReadonlySet<string> = new Set(
  `any equal float-text list map number option panic shape show text tuple clone deferred hash characters range slices
  lib-string lib-math lib-conv lib-io lib-json lib-builtin lib-time lib-log lib-env lib-crypto lib-encoding lib-regex
  lib-random lib-fs lib-os`.split(/\s+/),
)

/** Methods of the runtime's classes that call functions of the program. */
const callingMethods: ReadonlySet<string> = new Set(['call', 'invoke', 'run', 'ask'])

/** Makes recursive functions take room; whether there are any. */
export function guardRecursion(items: readonly Item[]): boolean {
  const functions = new Map(items.flatMap(functionsOf))
  const values = items.flatMap((item) => (item.kind === 'closure' ? [`${item.name}.call`] : []))
  const calls = new Map([...functions].map(([name, fn]) => [name, calleesOf(fn.body, closureOf(name))]))
  const targets = (name: string) => (name === VALUES ? values : [...(calls.get(name) ?? [])])
  const groups = components([VALUES, ...functions.keys()], targets)
  const recursive = groups.filter((group) => group.length > 1 || targets(group[0]!).includes(group[0]!)).flat()
  const guarded = recursive.filter((name) => functions.get(name)?.mayPanic)
  for (const name of guarded) guard(functions.get(name)!)
  return guarded.length > 0
}

function functionsOf(item: Item): [name: string, fn: FunctionDeclaration][] {
  if (item.kind === 'function') return [[item.name, item]]
  return item.kind === 'closure' ? item.methods.map((fn) => [methodName(item, fn), fn]) : []
}

function methodName(item: ClosureDeclaration, fn: FunctionDeclaration): string {
  return `${item.name}.${fn.name}`
}

/** The class of a method; nothing for a function. */
function closureOf(name: string): string | undefined {
  const [owner, method] = name.split('.')
  return method === undefined ? undefined : owner
}

/** What some code calls, by name. */
function calleesOf(code: unknown, owner: string | undefined): Set<string> {
  const found = new Set<string>()
  visitCalls(code, (callee) => {
    if (callee.kind === 'name') found.add(callee.name)
    else if (callee.kind === 'member' && callee.name === 'body' && owner !== undefined) found.add(`${owner}.body`)
    else if (goesOn(callee)) found.add(VALUES)
  })
  return found
}

/** Whether a call may lead back into the program. */
function goesOn(callee: Expression): boolean {
  // Operators on values of type any call nothing of the program, apart from the call of one.
  if (callee.kind === 'library' && callee.file === 'dynamic') return callee.name === 'call'
  if (callee.kind === 'library') return !leaves.has(callee.file)
  return callee.kind !== 'member' || callingMethods.has(callee.name)
}

function visitCalls(code: unknown, visit: (callee: Expression) => void): void {
  if (Array.isArray(code)) {
    for (const part of code) visitCalls(part, visit)
    return
  }
  if (typeof code !== 'object' || code === null) return
  const node = code as Expression
  if (node.kind === 'call') visit(node.callee)
  for (const [key, part] of Object.entries(node)) if (key !== 'place') visitCalls(part, visit)
}

/** Takes room before the first statement that may go deeper: what comes back before it costs nothing. */
function guard(fn: FunctionDeclaration): void {
  const at = fn.body.findIndex((statement) => {
    let goesDeeper = false
    visitCalls(statement, (callee) => {
      goesDeeper ||= goesOn(callee)
    })
    return goesDeeper
  })
  if (at < 0) return
  const place = fn.body[at]!.place
  const taken: Statement = { kind: 'descend', bytes: frameBytes(fn), result: fn.result, ...(place ? { place } : {}) }
  fn.body = [...fn.body.slice(0, at), taken, ...fn.body.slice(at)]
}

/** What frames of the runtime take that stand between two of the program. */
const between = { value: 96, library: 352 }

/** What a call takes of the engine's stack, rather too much: its variables, temporaries and what every frame has. */
function frameBytes(fn: FunctionDeclaration): number {
  let slots = fn.params.length
  let beside = 0
  const count = (code: unknown): void => {
    if (Array.isArray(code)) {
      for (const part of code) count(part)
    } else if (typeof code === 'object' && code !== null) {
      const node = code as Expression | Statement
      if (node.kind === 'let' || node.kind === 'call') slots++
      if (node.kind === 'call' && goesOn(node.callee)) {
        const { kind } = node.callee
        beside = Math.max(beside, kind === 'member' ? between.value : kind === 'library' ? between.library : 0)
      }
      for (const [key, part] of Object.entries(node)) if (key !== 'place') count(part)
    }
  }
  count(fn.body)
  return 72 + 8 * slots + beside
}
