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
