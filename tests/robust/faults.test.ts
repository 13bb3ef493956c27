// Faults under load: requests of all kinds at once, while instances trap and fill their memory, clients go away and models
// fail. Which of them meet is drawn by chance. ROUNDS=5000 tries more, SEED=n repeats a run.

import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { nestedAnswer, type Started, start } from '../host/guest/start.ts'
import { startTrouble, type Trouble } from './trouble.ts'

const rounds = Number(process.env.ROUNDS ?? 150)
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))

type Random = (below: number) => number

/** Numbers drawn from a seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const timeout = { timeout: 60_000 + 100 * rounds }

const turn = () => new Promise((resolve) => setImmediate(resolve))

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** What the process holds, in megabytes. */
async function held(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await turn()
    collect()
  }
  const { heapUsed, arrayBuffers, external } = process.memoryUsage()
  return (heapUsed + arrayBuffers + external) / 2 ** 20
}

interface Asked {
  kind: string
  status: number
  body: unknown
}

/** Runs rounds of requests; the second half must not hold more than the first did. */
async function underLoad(round: (number: number) => Promise<void>): Promise<void> {
  for (let number = 0; number < rounds / 2; number++) await round(number)
  const level = await held()
  for (let number = Math.ceil(rounds / 2); number < rounds; number++) await round(number)
  // Instances wait for the collector, which takes its time: what counts is that they do not add up.
  expect(await held()).toBeLessThan(level * 1.2 + 8)
}

const lost = { error: expect.any(String), request_id: expect.any(String) }

describe(`seed ${seed}`, () => {
  test.each(['asyncify', 'jspi'] as const)('a guest by hand, on %s', timeout, async (build) => {
    const random = randomFrom(seed)
    const printed: string[] = []
    const host = await start({
      build,
      sockets: false,
      stdout: (text) => printed.push(text),
      limits: { memoryMb: 16, shutdownMs: 20_000 },
      model: async (text, signal) => {
        for (let turns = random(4); turns > 0; turns--) await turn()
        signal.throwIfAborted()
        return text.toUpperCase()
      },
    })
    await underLoad(async (number) => {
      const requests = Array.from({ length: 1 + random(8) }, (_, at) => guestRequest(host, random, `${number}.${at}`))
      for (const { kind, status } of await Promise.all(requests)) expect([200, 500, 503], kind).toContain(status)
    })
    // What has an effect has it once, whatever became of its request.
    expect(new Set(printed).size).toBe(printed.length)
    expect(await guestRequest(host, () => 0, 'last')).toMatchObject({ status: 200 })
    // Nothing is left that a shutdown would have to wait for.
    await host.program.close()
  })

  test('a compiled program', timeout, async () => {
    const random = randomFrom(seed)
    const host = await startTrouble('asyncify', {
      limits: { memoryMb: 16, sliceMs: 0, importCalls: 200, shutdownMs: 20_000 },
    })
    await underLoad(async () => {
      await Promise.all(Array.from({ length: 1 + random(8) }, () => programRequest(host, random)))
    })
    await host.program.close()
  })
})

/** One request, and what must come of it: its own reply, or an error that says that it was lost. */
async function guestRequest(host: Started, random: Random, tag: string): Promise<Asked> {
  const depth = random(4)
  const kinds: [kind: string, path: string, body: object, expected: unknown][] = [
    ['nested', 'nested', { depth, tag }, nestedAnswer(depth, tag)],
    ['turn', 'turn', { session: `s${random(3)}`, message: tag }, expect.stringMatching(new RegExp(`^\\d+ ${tag}$`))],
    ['prints', 'mixed', { first: tag, print: tag, second: tag, trap: '' }, tag + tag],
    ['sleeps', 'sleep', { ms: '1' }, ''],
    ['traps', 'trap', {}, undefined],
    ['traps late', 'mixed', { first: tag, print: '', second: tag, trap: 'yes' }, undefined],
    ['fills memory', 'grow', {}, undefined],
  ]
  // Faults are rarer than what they meet.
  const [kind, path, body, expected] = kinds[random(4) > 0 ? random(4) : random(kinds.length)]!
  const client = new AbortController()
  const isAborted = random(10) === 9
  const reply = post(host.program, path, body, client.signal)
  if (isAborted) {
    for (let turns = random(3); turns > 0; turns--) await turn()
    client.abort()
  }
  const [status, answer] = await reply
  if (status === 200) expect(answer, kind).toEqual(expected)
  else if (status === 500) expect(answer, kind).toEqual(lost)
  else if (!isAborted && !/memory/.test(JSON.stringify(answer))) expect.unreachable(`${kind}: ${status}`)
  return { kind, status, body: answer }
}

async function programRequest(host: Trouble, random: Random): Promise<void> {
  const name = `n${random(1e6)}`
  const faults = [
    ['deep', 500],
    ['memory', 503],
    ['chatter', 503],
    ['panic', 500],
  ] as const
  const fault = random(8) === 0 ? faults[random(faults.length)] : undefined
  if (fault) {
    const [status] = await host.ask(fault[0], { xs: [] })
    // Whoever is under way when another one takes the instance down shares its fate.
    expect([500, 503], fault[0]).toContain(status)
    return
  }
  if (random(2) === 0) {
    const [status, body] = await host.ask('hello', { name })
    expect([status, body]).toEqual([200, `Hello ${name}`])
    return
  }
  // It has printed something, so it cannot be repeated.
  const [status, body] = await host.ask('nap', { ms: random(3) })
  if (status === 200) expect(body).toBe('rested')
  else expect([500, 503]).toContain(status)
}

async function post(
  program: Started['program'],
  path: string,
  body: object,
  signal: AbortSignal,
): Promise<[status: number, body: unknown]> {
  const headers = { 'content-type': 'application/json' }
  const init = { method: 'POST', body: JSON.stringify(body), headers, signal }
  const response = await program.fetch(new Request(`http://mounted/${path}`, init))
  return [response.status, await response.json()]
}
