// Model requests as modules write them: two lines, and numbers in place of what was said.

import { expect, test } from 'vitest'
import { describeLog, Lease, type Leases } from '../../host/imports/leases.ts'
import { ModelRequests } from '../../host/imports/model-request.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import type { LogEntry } from '../../host/store/store.ts'

const said = (id: number, role: string, agent: string, seen: string[]): LogEntry => {
  return { id, role, agent, seen, content: `${role} ${id}`, time: 1000 + id }
}

const both = ['Desk', 'Tech']
const entries = [
  said(2, 'user', 'Desk', both),
  said(3, 'assistant', 'Tech', both),
  said(4, 'summary', 'Desk', ['Desk']),
  said(7, 'user', 'Desk', ['Desk']),
  said(8, 'assistant', 'Gone', ['Desk']),
]

function reader(): ModelRequests {
  const leases: Leases = new Map()
  new Lease(leases, 5, new InMemoryStore(), 1, 's', entries)
  return new ModelRequests(leases)
}

const common = JSON.stringify({ provider: 'p', model: 'm', agent: 'Desk', tools: [{ name: 't' }], temperature: 0 })
const own = (...messages: unknown[]) => JSON.stringify({ session: 's', timeout_ms: 10, messages })

test('numbers stand for what was said, from one entry to another', () => {
  const messages = (...numbers: unknown[]) => reader().read(`${common}\n${own(...numbers)}`).messages
  const first = [
    { role: 'user', content: 'user 2' },
    { role: 'assistant', content: 'assistant 3' },
  ]
  const last = [
    { role: 'user', content: 'user 7' },
    { role: 'assistant', content: 'assistant 8' },
  ]
  const system = { role: 'system', content: 'Be kind.' }
  expect(messages(system, [5, 2, 3, 7, 8], { role: 'user', content: 'Hi' })).toEqual([
    ...[system, ...first, ...last],
    { role: 'user', content: 'Hi' },
  ])
  expect(messages([5, 8, 8])).toEqual(last.slice(1))
  expect(messages([5])).toEqual([])
  expect(() => messages([6, 2, 3])).toThrow('unknown lease 6')
  expect(() => messages([5, 2, 6])).toThrow("no entry 6 in the session's log")
})

test('the line that all requests of an agent begin with is read once', () => {
  const requests = reader()
  const [a, b, c] = [common, common, common.replace('Desk', 'Tech')].map((line) => requests.read(`${line}\n${own()}`))
  expect(a).toEqual({ ...JSON.parse(common), session: 's', timeout_ms: 10, messages: [] })
  expect(b!.tools).toBe(a!.tools)
  expect(c).toMatchObject({ agent: 'Tech' })
})

test('a log is told in numbers, with the words only if they are asked for', () => {
  const numbers = [1, 9.5, ['Desk', 'Tech', 'Gone'], [both, ['Desk']]]
  const rows = [...[2, 0, 0, 0, 3, 1, 1, 0], ...[4, 2, 0, 1, 7, 0, 0, 1, 8, 1, 2, 1]]
  expect(JSON.parse(describeLog(1, 9.5, entries, false))).toEqual([...numbers, rows])
  const words = entries.flatMap(({ content, time }) => [content, time])
  expect(JSON.parse(describeLog(1, 9.5, entries, true))).toEqual([...numbers, rows, words])
  expect(JSON.parse(describeLog(1, 9.5, [], false))).toEqual([1, 9.5, [], [], []])
})
