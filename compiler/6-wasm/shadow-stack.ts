// Takes needless work from the shadow stack, on which the collector finds its roots. Before every call
// AssemblyScript stores each managed argument into the caller's frame. An argument that is a parameter, or a variable
// with a slot of its own, is held already: a parameter by the frame of whoever called, and for as long as the call
// lasts. Without those stores a third of all frames is empty and goes; modules get a fifth smaller. Where a function has
// been inlined, its parameters are variables that get the arguments; those, too, are mostly held already.
//
// What is relied on: arguments are rooted by the caller, and nobody writes to a frame but its function. A function that
// does anything else with the stack pointer is left alone.

import type binaryen from 'binaryen'
import { type Node, type Part, partsOf, type Trees, treesOf } from './tree.ts'

const stackPointer = '~lib/memory/__stack_pointer'
const stackCheck = '~stack_check'
const slotSize = 4

/** What one function does with its frame. */
interface Frame {
  /** Stack pointer moves, zeroing, and the overflow check. */
  moves: Part[]
  fills: Part[]
  checks: Part[]
  /** Stores of roots that stay whatever happens. */
  stores: Node[]
  /** Arguments that are stored: `{ t = x; store(slot, t); t }` with a variable x. */
  candidates: { argument: Part; store: Node; variable: Node }[]
  /** Variables that get what another variable has: `store(slot, x = y)`. */
  copies: { copy: Part; store: Node; to: number; variable: Node }[]
  /** Variables that may hold an object that their slot does not. */
  unrooted: Set<number>
  /** How often a variable is set; in a loop, more than once. */
  sets: Map<number, number>
  /** How many loops there are around what is being read. */
  loops: number
  /** Whether the function does something that is not understood here. */
  isIrregular: boolean
}

/** Removes stores of roots that are held already, and the frames that become empty; shrinks the others. */
export function relieveShadowStack(library: typeof binaryen, module: binaryen.Module): void {
  const trees = treesOf(library)
  for (let index = 0, count = module.getNumFunctions(); index < count; index++) {
    const fn = module.getFunctionByIndex(index)
    const body = trees.get('Function', 'Body', fn)
    if (body === 0) continue
    const frame = frameOf(trees, {
      node: body,
      replace: (other) => trees.set('Function', 'Body', fn, other),
      isOperand: false,
    })
    if (frame.isIrregular || frame.moves.length === 0) continue
    const parameters = library.expandType(trees.get('Function', 'Params', fn)).length
    shrink(trees, module, frame, [...dropStores(trees, frame), ...dropCopies(trees, module, frame, parameters)])
  }
}

/** Drops the stores that are not needed; gives those that remain. */
function dropStores(trees: Trees, frame: Frame): Node[] {
  const remaining = [...frame.stores]
  for (const { argument, store, variable } of frame.candidates) {
    if (frame.unrooted.has(trees.get('LocalGet', 'Index', variable))) remaining.push(store)
    else argument.replace(variable)
  }
  return remaining
}

/**
 * Drops the stores of what a variable gets from another one that holds it for as long as the call lasts: a parameter that
 * is never set, or a variable that is set once. Gives those that remain.
 */
function dropCopies(trees: Trees, module: binaryen.Module, frame: Frame, parameters: number): Node[] {
  const remaining: Node[] = []
  for (const { copy, store, to, variable } of frame.copies) {
    const index = trees.get('LocalGet', 'Index', variable)
    const isSteady = (frame.sets.get(index) ?? 0) <= (index < parameters ? 0 : 1)
    if (isSteady && !frame.unrooted.has(index)) copy.replace(module.local.set(to, variable))
    else remaining.push(store)
  }
  return remaining
}

/** Gives the remaining slots new places without gaps. */
function shrink(trees: Trees, module: binaryen.Module, frame: Frame, stores: readonly Node[]): void {
  const offsets = [...new Set(stores.map((store) => trees.get('Store', 'Offset', store)))].sort((a, b) => a - b)
  const size = offsets.length * slotSize
  if (size === 0) {
    for (const part of [...frame.moves, ...frame.fills, ...frame.checks]) part.replace(module.nop())
    return
  }
  for (const store of stores) {
    trees.set('Store', 'Offset', store, offsets.indexOf(trees.get('Store', 'Offset', store)) * slotSize)
  }
  for (const { node } of frame.moves) {
    trees.set('Const', 'ValueI32', trees.get('Binary', 'Right', trees.get('GlobalSet', 'Value', node)), size)
  }
  frame.fills.forEach((part, at) => {
    part.replace(at === 0 ? zeroed(trees.library, module, size) : module.nop())
  })
}

/** Zeroes a frame. Must not write past its end, where the caller's frame begins. */
function zeroed(library: typeof binaryen, module: binaryen.Module, size: number): Node {
  const pointer = () => module.global.get(stackPointer, library.i32)
  if (size > 16) return module.memory.fill(pointer(), module.i32.const(0), module.i32.const(size))
  const stores: Node[] = []
  for (let at = 0; at < size; at += 8) {
    if (size - at >= 8) stores.push(module.i64.store(at, slotSize, pointer(), module.i64.const(0n)))
    else stores.push(module.i32.store(at, slotSize, pointer(), module.i32.const(0)))
  }
  return stores.length === 1 ? stores[0]! : module.block(null, stores)
}

// ------------------------------------------------------------------------------------------------- reading a function

function frameOf(trees: Trees, body: Part): Frame {
  const frame: Frame = {
    moves: [],
    fills: [],
    checks: [],
    stores: [],
    candidates: [],
    copies: [],
    unrooted: new Set(),
    sets: new Map(),
    loops: 0,
    isIrregular: false,
  }
  read(trees, frame, body, false)
  return frame
}

function read(trees: Trees, frame: Frame, part: Part, insideOperand: boolean): void {
  if (frame.isIrregular || readFramePart(trees, frame, part) || readRoot(trees, frame, part, insideOperand)) return
  const { node } = part
  const kind = trees.kindOf(node)
  if (kind === 'LocalSet') noteSet(trees, frame, node, insideOperand)
  const parts = partsOf(trees, node)
  if (!parts || isStackPointer(trees, node, kind)) {
    frame.isIrregular = true
    return
  }
  if (kind === 'Loop') frame.loops++
  for (const child of parts) {
    if (!child.isOperand || !readArgument(trees, frame, child))
      read(trees, frame, child, insideOperand || child.isOperand)
  }
  if (kind === 'Loop') frame.loops--
}

function isStackPointer(trees: Trees, node: Node, kind = trees.kindOf(node)): boolean {
  return (kind === 'GlobalGet' || kind === 'GlobalSet') && trees.nameIn(kind, 'Name', node) === stackPointer
}

/** What AssemblyScript puts at the beginning and the ends of a function. */
function readFramePart(trees: Trees, frame: Frame, part: Part): boolean {
  const { node } = part
  switch (trees.kindOf(node)) {
    case 'GlobalSet': {
      const value = trees.get('GlobalSet', 'Value', node)
      const isMove = trees.kindOf(value) === 'Binary' && isStackPointer(trees, trees.get('Binary', 'Left', value))
      if (!isStackPointer(trees, node) || !isMove || trees.kindOf(trees.get('Binary', 'Right', value)) !== 'Const')
        return false
      return frame.moves.push(part) > 0
    }
    case 'MemoryFill':
      return isStackPointer(trees, trees.get('MemoryFill', 'Dest', node)) && frame.fills.push(part) > 0
    case 'Call':
      return trees.nameIn('Call', 'Target', node) === stackCheck && frame.checks.push(part) > 0
    default:
      return false
  }
}

/** A store into the frame: zeroing, a variable's slot, or an argument's. */
function readRoot(trees: Trees, frame: Frame, part: Part, insideOperand: boolean): boolean {
  const { node } = part
  if (trees.kindOf(node) !== 'Store' || !isStackPointer(trees, trees.get('Store', 'Ptr', node))) return false
  const value = trees.get('Store', 'Value', node)
  switch (trees.kindOf(value)) {
    case 'Const':
      frame.fills.push(part)
      return true
    case 'LocalGet':
      frame.stores.push(node)
      return true
    case 'LocalSet': {
      // `store(slot, x = value)`: the variable's own slot, so the variable stays rooted.
      const index = trees.get('LocalSet', 'Index', value)
      countSet(frame, index)
      if (insideOperand) frame.unrooted.add(index)
      const given = trees.get('LocalSet', 'Value', value)
      if (!insideOperand && trees.kindOf(given) === 'LocalGet') {
        frame.copies.push({ copy: part, store: node, to: index, variable: given })
        return true
      }
      frame.stores.push(node)
      const replace = (other: Node) => trees.set('LocalSet', 'Value', value, other)
      read(trees, frame, { node: trees.get('LocalSet', 'Value', value), replace, isOperand: false }, insideOperand)
      return true
    }
    default:
      return false
  }
}

/** A variable that is set without its slot, or while arguments are being evaluated, roots nothing. */
function noteSet(trees: Trees, frame: Frame, node: Node, insideOperand: boolean): void {
  countSet(frame, trees.get('LocalSet', 'Index', node))
  const isConstant = trees.kindOf(trees.get('LocalSet', 'Value', node)) === 'Const'
  if (!isConstant || insideOperand) frame.unrooted.add(trees.get('LocalSet', 'Index', node))
}

function countSet(frame: Frame, index: number): void {
  frame.sets.set(index, (frame.sets.get(index) ?? 0) + (frame.loops > 0 ? 2 : 1))
}

/** An argument as AssemblyScript roots it: `{ t = value; store(slot, t); t }`. */
function readArgument(trees: Trees, frame: Frame, argument: Part): boolean {
  const { node } = argument
  if (trees.kindOf(node) !== 'Block' || trees.get('Block', 'NumChildren', node) !== 3) return false
  const [set, store, get] = [0, 1, 2].map((at) => trees.get('Block', 'ChildAt', node, at)) as [Node, Node, Node]
  const isRooted =
    trees.kindOf(set) === 'LocalSet' &&
    trees.kindOf(store) === 'Store' &&
    isStackPointer(trees, trees.get('Store', 'Ptr', store)) &&
    trees.kindOf(get) === 'LocalGet'
  if (!isRooted) return false
  const value = trees.get('LocalSet', 'Value', set)
  if (trees.kindOf(value) === 'LocalGet') {
    frame.candidates.push({ argument, store, variable: value })
    return true
  }
  frame.stores.push(store)
  const replace = (other: Node) => trees.set('LocalSet', 'Value', set, other)
  read(trees, frame, { node: value, replace, isOperand: false }, true)
  return true
}
