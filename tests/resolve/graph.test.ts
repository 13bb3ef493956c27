// Strongly connected components in dependency order.

import { expect, test } from 'vitest'
import { components } from '../../compiler/util/graph.ts'

function order(edges: Record<string, string>): string {
  const groups = components(Object.keys(edges), (node) => [...edges[node]!])
  return groups.map((group) => group.join('')).join(' ')
}

test('targets come before sources', () => {
  expect(order({ a: 'b', b: 'c', c: '' })).toBe('c b a')
})

test('what is not related keeps its order, whatever the order of the edges', () => {
  expect(order({ a: '', b: '', c: '' })).toBe('a b c')
  expect(order({ c: 'ba', a: '', b: '' })).toBe('a b c')
  expect(order({ a: 'c', b: '', c: '' })).toBe('b c a')
})

test('members of a cycle share a group, in given order', () => {
  expect(order({ a: 'b', b: 'c', c: 'a', d: 'a', e: '' })).toBe('abc d e')
})

test('two cycles, one after the other', () => {
  expect(order({ a: 'b', b: 'ac', c: 'd', d: 'c' })).toBe('cd ab')
})

test('edges to nodes outside the graph are left out', () => {
  expect(order({ a: 'z', b: 'a' })).toBe('a b')
})

test('a chain of 2,000 nodes', () => {
  const nodes = Array.from({ length: 2000 }, (_, at) => at)
  const groups = components(nodes, (node) => [node + 1])
  expect(groups.flat()[0]).toBe(1999)
  expect(groups).toHaveLength(2000)
})

test('random graphs: targets first, and of what could come next the earliest', () => {
  let seed = 1
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % below
  }
  for (let round = 0; round < 300; round++) {
    const nodes = Array.from({ length: 1 + random(12) }, (_, at) => at)
    const edges = nodes.map(() => nodes.filter(() => random(5) === 0))
    const found = components(nodes, (node) => edges[node]!)
    expect(found.flat().sort((a, b) => a - b)).toEqual(nodes)
    const isReady = (group: number[], done: Set<number>) =>
      group.every((node) => edges[node]!.every((target) => group.includes(target) || done.has(target)))
    const done = new Set<number>()
    for (const [at, group] of found.entries()) {
      const earliest = found.slice(at).filter((one) => isReady(one, done))
      expect(Math.min(...earliest.map((one) => one[0]!))).toBe(group[0])
      for (const node of group) done.add(node)
    }
  }
})

test('a chain of 50,000 nodes takes no noticeable time to order', () => {
  const nodes = Array.from({ length: 50_000 }, (_, at) => at)
  const found = components(nodes, (node) => (node + 1 < nodes.length ? [node + 1] : []))
  expect(found[0]).toEqual([49_999])
  expect(found).toHaveLength(50_000)
})
