// The seed's support desk, as the compiler emits it: a handed-off answer, and two turns of memory.

import { beforeEach, describe, expect, test } from 'vitest'
import { compileDriver, Guest } from './guest.ts'

const wasm = await compileDriver('support-desk')
let desk: Guest

beforeEach(() => {
  desk = new Guest(wasm)
})

describe('the support desk', () => {
  test('tells the host its declarations', () => {
    expect(desk.init(5)).toEqual([
      { fields: { api_key: '\uE000K\uE001', model: 'gpt' } },
      { fields: { provider: 'openai', model: 'gpt', tools: [], handoffs: [] } },
      { fields: { provider: 'openai', model: 'gpt', tools: [], handoffs: [] } },
      { fields: { provider: 'openai', model: 'gpt', tools: [], handoffs: ['BillingAgent', 'TechAgent'] } },
      {},
    ])
    expect(desk.main()).toEqual({ exit: 0 })
    expect(desk.listening).toEqual({ port: 8080, workflows: ['Chat'] })
  })

  test('hands over and answers', () => {
    desk.init(5)
    desk.script = [{ calls: [['transfer_to_TechAgent', {}]] }, { text: 'Try a new password.' }]
    expect(desk.call('Chat', { message: "I can't log in", session_id: 's1' })).toEqual({
      status: 200,
      body: { reply: 'Try a new password.' },
    })
  })
})
