// Variables whose list or string grows in a loop: `xs = append(xs, v)`, `text += "…"`. Each time the variable gets a new
// value; but as long as nobody else has the old one, that may as well be the same object, one longer. So beside such a
// variable stands a flag, which says that the object was made by its last growth and that nobody else has it. Growing sets
// it; every other assignment clears it, and so does every use that could let the object be seen elsewhere.

import type * as ast from '../1-parse/syntax.ts'
import { walk } from '../1-parse/walk.ts'
import { unwrapGroup } from '../3-check/expressions.ts'
import { isStatement } from '../3-check/top-level.ts'
import { type Type as HairaType, isPrimitive } from '../3-check/types.ts'
import type { Checked, Symbol } from '../phases.ts'
import type { Body, Operand } from './body.ts'
import { assign, helper, i64, isConstant, text, textType } from './build.ts'
import type { Captures } from './captures.ts'
import { operand } from './expressions.ts'
import type { Expression } from './program.ts'
import { shownOperand } from './strings.ts'

/** What is added to the end of a variable. */
interface Growth {
  target: ast.BindTarget
  symbol: Symbol
  added: readonly ast.Expression[]
}

/**
 * The variables that have a flag: those of one function, since nobody else assigns to them, that grow in a loop. Elsewhere
 * the flag would cost more than it saves. The top level is such a function, and its variables are those globals that no
 * other function mentions.
 */
export function growingVariables(checked: Checked, captures: Captures): ReadonlySet<Symbol> {
  const growing = new Set<Symbol>()
  const mentioned = mentionedInside(checked)
  const inLoop = (node: { kind?: string }) => {
    if (node.kind !== 'assign') return true
    const found = growthOf(checked, node as ast.AssignStatement)
    if (found && !captures.shared.has(found.symbol) && !mentioned.has(found.symbol)) growing.add(found.symbol)
    return true
  }
  for (const { syntax } of checked.modules) {
    walk(syntax.items, (node) => {
      const isLoop = node.kind === 'forIn' || node.kind === 'while'
      if (isLoop) walk((node as ast.Loop).body, inLoop)
      return !isLoop
    })
  }
  return growing
}

/** Globals that functions mention, of whatever kind; of several files all, since each may mention those of another. */
function mentionedInside({ modules, symbols }: Checked): ReadonlySet<Symbol> {
  if (modules.length > 1) return new Set(modules.flatMap((module) => [...module.scope.values()]))
  const mentioned = new Set<Symbol>()
  const mention = (inside: unknown) =>
    walk(inside, (node) => {
      const symbol = symbols.get(node as ast.Name)
      if (symbol?.kind === 'global') mentioned.add(symbol)
      return true
    })
  for (const item of modules.flatMap(({ syntax }) => syntax.items)) {
    if (!isStatement(item)) mention(item)
    else {
      walk(item, (node) => {
        const isInner = node.kind !== undefined && inner.has(node.kind)
        if (isInner) mention(node)
        return !isInner
      })
    }
  }
  return mentioned
}

/** What runs as a function of its own. */
const inner: ReadonlySet<string> = new Set(['lambda', 'fnStatement', 'defer', 'spawn'])

/** `x = append(x, v)`, `x = array.push(x, v)`, `x = x + s` and `x += s` of a variable that is declared elsewhere. */
function growthOf(checked: Checked, node: ast.AssignStatement): Growth | undefined {
  const [target] = node.targets
  const [value] = node.values
  if (node.targets.length !== 1 || target?.kind !== 'bindTarget' || !value) return undefined
  if (checked.declares.has(target.name) || target.type) return undefined
  const symbol = checked.symbols.get(target.name)
  const type = symbol && checked.symbolTypes.get(symbol)
  const isVariable = symbol?.kind === 'global' || (symbol?.kind === 'local' && symbol.role === 'variable')
  if (!isVariable || !type) return undefined
  const added = addedTo(checked, symbol, type, node.operator, value)
  return added && !added.some((one) => changes(checked, one, symbol)) ? { target, symbol, added } : undefined
}

function addedTo(
  checked: Checked,
  symbol: Symbol,
  type: HairaType,
  operator: ast.AssignStatement['operator'],
  value: ast.Expression,
): readonly ast.Expression[] | undefined {
  if (isPrimitive(type, 'string')) {
    if (operator === '+=') return [value]
    return operator === '=' ? joinedTo(checked, symbol, value) : undefined
  }
  if (type.kind !== 'list' || operator !== '=' || checked.conversions.has(value)) return undefined
  return appendedTo(checked, symbol, unwrapGroup(value))
}

/** What `x + a + b` adds to x. */
function joinedTo(checked: Checked, symbol: Symbol, value: ast.Expression): ast.Expression[] | undefined {
  if (value.kind !== 'binary' || value.operator !== '+' || checked.conversions.has(value)) return undefined
  const before = isNameOf(checked, symbol, value.left) ? [] : joinedTo(checked, symbol, value.left)
  return before && [...before, value.right as ast.Expression]
}

function appendedTo(checked: Checked, symbol: Symbol, value: ast.Expression): ast.Expression[] | undefined {
  const resolved = value.kind === 'call' ? checked.calls.get(value) : undefined
  if (resolved?.target.kind !== 'library' || !appending.has(resolved.target.fn.name)) return undefined
  const [list, more] = resolved.args
  if (list?.kind !== 'given' || !isNameOf(checked, symbol, list.value) || more?.kind !== 'rest') return undefined
  return more.values.some(({ spread }) => spread) ? undefined : more.values.map((one) => one.value)
}

/** Functions that give a list with more elements at its end. */
export const appending: ReadonlySet<string> = new Set(['builtin.append', 'array.push'])

function isNameOf(checked: Checked, symbol: Symbol, node: ast.Expression): boolean {
  return node.kind === 'identifier' && checked.symbols.get(node) === symbol && !checked.conversions.has(node)
}

/** Whether an assignment inside of an expression gives a variable another value. */
function changes(checked: Checked, node: ast.Expression, symbol: Symbol): boolean {
  let found = false
  walk(node, (one) => {
    if (one.kind === 'bindTarget' && checked.symbols.get((one as ast.BindTarget).name) === symbol) found = true
    return !found
  })
  return found
}

/** Lowers an assignment by which a variable with a flag grows; false if it is another one. */
export function lowerGrowth(body: Body, node: ast.AssignStatement): boolean {
  const { checked } = body.context
  const growth = growthOf(checked, node)
  const flag = growth && body.flagOf(growth.symbol)
  if (!growth || !flag) return false
  const variable = body.read(growth.symbol, growth.target.name)
  const type = checked.symbolTypes.get(growth.symbol)!
  const grow = (owned: Expression, value: Expression) => {
    if (type.kind === 'list')
      return helper('growing', 'pushed', [variable, owned, value], [body.context.type(type.element)])
    const shown = shownInt(value)
    return shown
      ? helper('growing', 'joinedInt', [variable, owned, shown])
      : helper('growing', 'joined', [variable, owned, value])
  }
  const values = type.kind === 'list' ? elementsOf(body, growth) : piecesOf(body, growth, variable)
  values.forEach((value, at) => {
    body.add(assign(variable, grow(at === 0 ? flag : yes, value)))
  })
  body.add(assign(flag, yes))
  return true
}

const yes: Expression = { kind: 'bool', value: true }

// All are evaluated before the first of them is added.
function elementsOf(body: Body, { added }: Growth): Expression[] {
  const operands = added.map((node) => operand(body, node))
  return settled(body, operands, body.inOrder(operands))
}

function settled(body: Body, operands: readonly Operand[], values: readonly Expression[]): Expression[] {
  if (values.length < 2) return [...values]
  return values.map((value, at) => body.settled(value, operands[at]!.type))
}

/** The parts of templates one by one, since joining them first would cost a copy. */
function piecesOf(body: Body, { added }: Growth, variable: Expression): Expression[] {
  const operands = added.map((node) => shownOperand(body, node))
  const parts = body
    .inOrder(operands)
    .flatMap((value) => (value.kind === 'template' ? value.parts : [value]))
    .map((part) => (typeof part === 'string' ? text(part) : part))
  if (parts.length < 2) return parts
  const isOwn = (part: Expression) => part.kind === 'name' && variable.kind === 'name' && part.name === variable.name
  return parts.map((part) => {
    const int = shownInt(part)
    if (int) return helper('show', 'show', [body.settled(int, i64)], [i64])
    return isConstant(part) ? part : isOwn(part) ? body.temporary(part, textType) : body.settled(part, textType)
  })
}

/** The int whose printed form this is. */
function shownInt(value: Expression): Expression | undefined {
  if (value.kind !== 'call' || value.callee.kind !== 'library' || value.callee.name !== 'show') return undefined
  const [type] = value.typeArgs
  return type?.kind === 'scalar' && type.name === 'i64' ? value.args[0] : undefined
}

/**
 * An operand of which only the content is looked at, at once: the variable keeps its flag. What else is evaluated before
 * the look, `others`, must not assign to the variable.
 */
export function lookedAt(body: Body, node: ast.Expression, ...others: ast.Expression[]): Operand {
  const { checked } = body.context
  const own = unwrapGroup(node)
  const symbol = own.kind === 'identifier' ? checked.symbols.get(own) : undefined
  if (!symbol || !body.flagOf(symbol) || checked.conversions.has(node) || checked.conversions.has(own)) {
    return operand(body, node)
  }
  if (others.some((other) => changes(checked, other, symbol))) return operand(body, node)
  return { ...operand(body, node), lower: () => body.read(symbol, own) }
}
