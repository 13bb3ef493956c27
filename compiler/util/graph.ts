// Small graph questions: strongly connected components in dependency order. Knows nothing of the language.

/**
 * Strongly connected components of a graph, targets before those that point at them. Of several components that could
 * come next, the one with the earliest node does; members of a component keep the order in which they are given.
 *
 *     components(['a', 'b', 'c'], (node) => (node === 'a' ? ['c'] : []))  // [['b'], ['c'], ['a']]
 */
export function components<T>(nodes: readonly T[], targetsOf: (node: T) => readonly T[]): T[][] {
  const position = new Map(nodes.map((node, at) => [node, at]))
  const inside = (node: T) => targetsOf(node).filter((target) => position.has(target))
  const groups = tarjan(nodes, inside)
  for (const group of groups) group.sort((a, b) => position.get(a)! - position.get(b)!)

  const groupOf = new Map(groups.flatMap((group) => group.map((node) => [node, group] as const)))
  const first = (group: T[]) => position.get(group[0]!)!
  /** How many components must still come before one, and which ones wait for it. */
  const missing = new Map<T[], number>(groups.map((group) => [group, 0]))
  const waiting = new Map<T[], T[][]>(groups.map((group) => [group, []]))
  for (const group of groups) {
    for (const needed of new Set(group.flatMap(inside).map((target) => groupOf.get(target)!))) {
      if (needed === group) continue
      missing.set(group, missing.get(group)! + 1)
      waiting.get(needed)!.push(group)
    }
  }

  const ordered: T[][] = []
  // The earliest last, so that taking it moves nothing.
  const ready = groups.filter((group) => missing.get(group) === 0).sort((x, y) => first(y) - first(x))
  for (let next = ready.pop(); next; next = ready.pop()) {
    ordered.push(next)
    for (const group of waiting.get(next)!) {
      missing.set(group, missing.get(group)! - 1)
      if (missing.get(group) === 0) ready.splice(placeOf(group, ready, first), 0, group)
    }
  }
  return ordered
}

/** Where an item belongs in a list that a number sorts, the greatest first. */
function placeOf<T>(item: T, list: readonly T[], numberOf: (item: T) => number): number {
  const wanted = numberOf(item)
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (numberOf(list[middle]!) > wanted) low = middle + 1
    else high = middle
  }
  return low
}

interface Visit<T> {
  node: T
  targets: readonly T[]
  next: number
}

/** Tarjan's algorithm with an explicit stack, so that a long chain of nodes cannot overflow the call stack. */
function tarjan<T>(nodes: readonly T[], targetsOf: (node: T) => readonly T[]): T[][] {
  const index = new Map<T, number>()
  const low = new Map<T, number>()
  const open: T[] = []
  const isOpen = new Set<T>()
  const groups: T[][] = []

  const enter = (node: T): Visit<T> => {
    index.set(node, index.size)
    low.set(node, index.get(node)!)
    open.push(node)
    isOpen.add(node)
    return { node, targets: targetsOf(node), next: 0 }
  }
  const lower = (node: T, value: number) => low.set(node, Math.min(low.get(node)!, value))
  const leave = (node: T) => {
    if (low.get(node) !== index.get(node)) return
    const group = open.splice(open.lastIndexOf(node))
    for (const member of group) isOpen.delete(member)
    groups.push(group)
  }

  for (const root of nodes) {
    if (index.has(root)) continue
    const path = [enter(root)]
    while (path.length > 0) {
      const visit = path.at(-1)!
      const target = visit.targets[visit.next++]
      if (target === undefined) {
        leave(visit.node)
        path.pop()
        const parent = path.at(-1)
        if (parent) lower(parent.node, low.get(visit.node)!)
      } else if (!index.has(target)) path.push(enter(target))
      else if (isOpen.has(target)) lower(visit.node, index.get(target)!)
    }
  }
  return groups
}
