// Runs one program of the bench of tasks in a process of its own and prints what it measured, as JSON: the time between
// the sleeps of the program, and the memory at each. `node --expose-gc tasks-run.ts <module> <driver>`, or
// `… <name of a program in JavaScript> <count>…`.

import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { load } from '../../host/index.ts'

export interface Measured {
  /** Milliseconds between the first two sleeps. */
  ms: number
  /** Bytes at each sleep: what the process has resident, and what JavaScript and WebAssembly hold. */
  resident: number[]
  held: number[]
}

const measured: Measured = { ms: 0, resident: [], held: [] }
const marks: number[] = []

/** The program sleeps. */
async function mark(): Promise<void> {
  marks.push(performance.now())
  const gc = globalThis.gc
  if (gc === undefined) throw new Error('run with --expose-gc')
  for (let round = 0; round < 4; round++) {
    gc()
    await pause(60)
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  measured.resident.push(rss)
  measured.held.push(heapUsed + external)
  if (marks.length === 1) marks[0] = performance.now()
}

async function runModule(file: string, suspend: SuspendMode): Promise<void> {
  const program = await load(readFileSync(file), {
    suspend,
    env: {},
    limits: { fibers: 2_000_000 },
    clock: { now: () => performance.now(), sleep: mark },
  })
  await program.init()
  await program.main()
  await program.close()
}

// ------------------------------------------------------------------------------- the same in JavaScript async functions

/** A channel as one would write it by hand. */
class Channel<T> {
  readonly #items: T[] = []
  readonly #receivers: ((value: T | undefined) => void)[] = []
  readonly #senders: { value: T; sent: () => void }[] = []
  readonly #room: number
  #isClosed = false

  constructor(room = 0) {
    this.#room = room
  }

  send(value: T): Promise<void> | undefined {
    const receiver = this.#receivers.shift()
    if (receiver !== undefined) receiver(value)
    else if (this.#items.length < this.#room) this.#items.push(value)
    else return new Promise((sent) => this.#senders.push({ value, sent }))
    return undefined
  }

  receive(): Promise<T | undefined> | T | undefined {
    const item = this.#items.shift()
    const sender = this.#senders.shift()
    sender?.sent()
    if (item !== undefined) {
      if (sender !== undefined) this.#items.push(sender.value)
      return item
    }
    if (sender !== undefined) return sender.value
    return this.#isClosed ? undefined : new Promise((resolve) => this.#receivers.push(resolve))
  }

  close(): void {
    this.#isClosed = true
    for (const receiver of this.#receivers.splice(0)) receiver(undefined)
  }
}

const inJavaScript: Record<string, (...counts: number[]) => Promise<void>> = {
  waiting: async (count) => {
    const gate = new Channel<number>()
    await mark()
    for (let i = 0; i < count!; i++) void (async () => await gate.receive())()
    await mark()
    gate.close()
    await mark()
  },
  sends: async (count, room) => {
    const channel = new Channel<number>(room)
    await mark()
    void (async () => {
      for (let i = 0; i < count!; i++) await channel.send(i)
      channel.close()
    })()
    let sum = 0
    for (let v = await channel.receive(); v !== undefined; v = await channel.receive()) sum += v
    await mark()
    if (sum !== (count! * (count! - 1)) / 2) throw new Error(`the sum is ${sum}`)
  },
  ring: async (members, rounds) => {
    const first = new Channel<number>()
    let last = first
    for (let i = 1; i < members!; i++) {
      const [from, to] = [last, new Channel<number>()]
      void (async () => {
        for (let token = await from.receive(); token !== undefined; token = await from.receive())
          await to.send(token + 1)
        to.close()
      })()
      last = to
    }
    await mark()
    let token = 0
    for (let round = 0; round < rounds!; round++) {
      await first.send(token)
      token = (await last.receive())! + 1
    }
    await mark()
    if (token !== members! * rounds!) throw new Error(`the token is ${token}`)
  },
}

const [program, driver, ...counts] = process.argv.slice(2) as [string, string, ...string[]]
if (driver === 'javascript') await inJavaScript[program]!(...counts.map(Number))
else await runModule(program, driver as SuspendMode)
measured.ms = marks[1]! - marks[0]!
console.log(JSON.stringify(measured))
