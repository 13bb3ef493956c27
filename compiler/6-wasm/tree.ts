// Walks over Binaryen's expression trees from JavaScript: the parts of each kind of expression, and how to replace them.
// Binaryen has accessor classes for this; its type definitions do not mention them, so they are described here.

import type binaryen from 'binaryen'

export type Node = binaryen.ExpressionRef
type Accessors = Record<string, (...args: number[]) => number>

/** Binaryen with its accessor classes: `accessors.Call.getOperandAt(node, 0)`. */
export interface Trees {
  library: typeof binaryen
  kindOf: (node: Node) => string
  get: (kind: string, property: string, node: Node, index?: number) => number
  set: (kind: string, property: string, node: Node, value: number, index?: number) => void
  /** Names are strings, all other properties numbers. */
  nameIn: (kind: string, property: string, node: Node) => string
}

/** A part of an expression: the node there, and how to put another one in its place. */
export interface Part {
  node: Node
  replace: (other: Node) => void
  /** Whether it is an argument of a call. */
  isOperand: boolean
}

/** Parts of each kind that modules of AssemblyScript consist of; of lists, the name of their elements. */
const parts: Record<string, { list?: [count: string, element: string]; single?: string[] } | undefined> = {
  Block: { list: ['NumChildren', 'ChildAt'] },
  If: { single: ['Condition', 'IfTrue', 'IfFalse'] },
  Loop: { single: ['Body'] },
  Break: { single: ['Condition', 'Value'] },
  Switch: { single: ['Condition', 'Value'] },
  Call: { list: ['NumOperands', 'OperandAt'] },
  CallIndirect: { list: ['NumOperands', 'OperandAt'], single: ['Target'] },
  LocalGet: {},
  LocalSet: { single: ['Value'] },
  GlobalGet: {},
  GlobalSet: { single: ['Value'] },
  Load: { single: ['Ptr'] },
  Store: { single: ['Ptr', 'Value'] },
  Const: {},
  Unary: { single: ['Value'] },
  Binary: { single: ['Left', 'Right'] },
  Select: { single: ['IfTrue', 'IfFalse', 'Condition'] },
  Drop: { single: ['Value'] },
  Return: { single: ['Value'] },
  MemorySize: {},
  MemoryGrow: { single: ['Delta'] },
  MemoryCopy: { single: ['Dest', 'Source', 'Size'] },
  MemoryFill: { single: ['Dest', 'Value', 'Size'] },
  Nop: {},
  Unreachable: {},
}

/** Access to the expressions of modules. */
export function treesOf(library: typeof binaryen): Trees {
  const classes = library as unknown as Record<string, Accessors>
  const ids = library as unknown as Record<string, number>
  const kinds = new Map(Object.keys(parts).map((kind) => [ids[`${kind}Id`], kind]))
  const access = (kind: string, name: string) => classes[kind]![name]!
  return {
    library,
    kindOf: (node) => kinds.get(library.getExpressionId(node)) ?? 'other',
    get: (kind, property, node, index) => access(kind, `get${property}`)(node, ...(index === undefined ? [] : [index])),
    set(kind, property, node, value, index) {
      access(kind, `set${property}`)(node, ...(index === undefined ? [] : [index]), value)
    },
    nameIn: (kind, property, node) => String(access(kind, `get${property}`)(node)),
  }
}

/** The parts of an expression in order of their kind's table; undefined for a kind that is not in it. */
export function partsOf(trees: Trees, node: Node): Part[] | undefined {
  const kind = trees.kindOf(node)
  const shape = parts[kind]
  if (!shape) return undefined
  const found: Part[] = []
  if (shape.list) {
    const [count, element] = shape.list
    const isOperand = kind === 'Call' || kind === 'CallIndirect'
    for (let at = 0, length = trees.get(kind, count, node); at < length; at++) {
      const replace = (other: Node) => trees.set(kind, element, node, other, at)
      found.push({ node: trees.get(kind, element, node, at), replace, isOperand })
    }
  }
  for (const property of shape.single ?? []) {
    const part = trees.get(kind, property, node)
    // Optional parts, such as the value of a `br`, are 0 where they are absent.
    if (part !== 0)
      found.push({ node: part, replace: (other) => trees.set(kind, property, node, other), isOperand: false })
  }
  return found
}
