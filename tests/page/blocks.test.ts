// Every code block of the page compiles, and is the page's own to the byte.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { InitTable } from '../../compiler/manifest.ts'
import { projectFile } from '../e2e/haira.ts'
import { block, blockNames, initTable, page, programOf, together } from './page.ts'

test.each(blockNames)('the block %s compiles', async (name) => {
  const { entries } = await initTable(programOf(name))
  expect(entries.filter(({ kind }) => kind === 'agent').length).toBeGreaterThanOrEqual(3)
})

test('examples/support-desk.haira is the complete example', () => {
  expect(readFileSync(projectFile('examples/support-desk.haira'), 'utf8')).toBe(block('complete-example'))
})

test.skipIf(page === undefined)('the blocks are those of the page, byte for byte', () => {
  const starts = page!.split('\nhaira\n').slice(1)
  expect(starts).toHaveLength(blockNames.length)
  for (const [index, name] of blockNames.entries()) {
    const text = block(name)
    expect(starts[index]!.slice(0, text.length)).toBe(text)
    // Prose follows after a blank line.
    expect(starts[index]!.slice(text.length)).toMatch(/^\n[A-Z.]/)
  }
})

const order = (table: InitTable): string[] => table.entries.map(({ name }) => name)

test('"The compiler topologically sorts agent initialization — handoff targets are initialized first."', async () => {
  const names = order(await initTable(programOf('defining-handoffs')))
  expect(names.indexOf('openai')).toBeLessThan(names.indexOf('BillingAgent'))
  expect(names.indexOf('BillingAgent')).toBeLessThan(names.indexOf('FrontDesk'))
  expect(names.indexOf('TechAgent')).toBeLessThan(names.indexOf('FrontDesk'))
})

test('"So BillingAgent and TechAgent are ready before FrontDesk", also where FrontDesk is declared first', async () => {
  const declarations = programOf('defining-handoffs').split(/^(?=agent |provider )/m)
  const names = order(await initTable(together(...declarations.reverse())))
  expect(names.at(-1)).toBe('FrontDesk')
  expect(names[0]).toBe('openai')
})

test('"Agents can hand off to agents that also have handoffs": each of them after its targets', async () => {
  const names = order(await initTable(programOf('multi-level-handoffs')))
  const chain = ['query_logs', 'Engineering', 'L2Support', 'L1Support'].map((name) => names.indexOf(name))
  expect(chain).toEqual([...chain].sort((a, b) => a - b))
  expect(names.indexOf('BillingAgent')).toBeLessThan(names.indexOf('L1Support'))
})
