// The main thread of `haira run --workers N`: starts the workers, gives them a port to share, keeps what they share in
// memory, watches over the slices of their fibers, and starts a worker anew that has died.

import { EventEmitter } from 'node:events'
import { Session } from 'node:inspector'
import { createServer } from 'node:net'
import { Worker } from 'node:worker_threads'
import type { RunSettings } from '../cli/run-module.ts'
import { note, printError } from '../cli/terminal.ts'
import { messageOf } from '../errors.ts'
import { checkExpression, watchEveryMs } from '../fiber/slices.ts'
import { threadFile } from '../installation.ts'
import { settleLimits } from '../limits.ts'
import { describeListenError } from '../server/server.ts'
import { InMemoryStore } from '../store/in-memory.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'
import { StoreDesk } from './shared-store.ts'

/** How long to wait before a worker is started again that has died before it listened; doubled each time. */
const restartMs = 100
const longestRestartMs = 10_000
/** How long a worker may take to hear that it shall end, beside the time that a request may compute. */
const heedMs = 3000

interface Member {
  readonly index: number
  readonly worker: Worker
  readonly desk: StoreDesk
  isListening: boolean
  isClosing: boolean
  status: number | undefined
  shown: Int32Array | undefined
  /** The slice that ran when it was looked at last. */
  lastSlice: number
}

/** Emits `change` when a thread begins to serve or has ended. */
export class Pool extends EventEmitter<{ change: [] }> {
  readonly #start: Omit<WorkerStart, 'index'>
  readonly #count: number
  readonly #store = new InMemoryStore()
  readonly #members = new Map<number, Member>()
  readonly #exit = Promise.withResolvers<number>()
  #port: Promise<number> | undefined
  #isClosing = false
  #status = 0
  /** Of a worker that ends without saying how. */
  #closingStatus = 1
  readonly #announced = Promise.withResolvers<string>()
  #isAnnounced = false
  #failures = 0
  #interrupts: Interrupts | undefined

  constructor(start: { wasm: Uint8Array<ArrayBuffer>; args: string[]; settings: RunSettings }, count: number) {
    super()
    this.#start = start
    this.#count = count
  }

  /** Runs the program; resolves to its exit status. The first worker shows whether it listens: only then there are others. */
  run(): Promise<number> {
    this.#begin(0)
    return this.#exit.promise
  }

  /** The address, once the program listens. */
  get url(): Promise<string> {
    return this.#announced.promise
  }

  /** The threads that serve now. */
  get threads(): Worker[] {
    return [...this.#members.values()].filter(({ isListening }) => isListening).map(({ worker }) => worker)
  }

  /** Has all workers end in order, and those that compute without end in any way: these end with this status. */
  close(status: number): void {
    if (this.#isClosing) return
    this.#isClosing = true
    this.#closingStatus = status
    const members = [...this.#members.values()]
    for (const { worker } of members) worker.postMessage({ kind: 'close', status } satisfies ToWorker)
    const { limits } = this.#start.settings
    const { sliceMs } = settleLimits(limits, (name) => process.env[name])
    setTimeout(() => {
      for (const { worker, isClosing } of members) if (!isClosing) void worker.terminate()
    }, sliceMs + heedMs).unref()
  }

  #begin(index: number): void {
    const worker = new Worker(threadFile('host/workers/worker'), { workerData: { ...this.#start, index } })
    const send = (message: ToWorker): void => worker.postMessage(message)
    const desk = new StoreDesk(this.#store, send)
    const member: Member = {
      index,
      worker,
      desk,
      isListening: false,
      isClosing: false,
      status: undefined,
      shown: undefined,
      lastSlice: 0,
    }
    this.#members.set(index, member)
    worker.on('message', (message: FromWorker) => this.#hear(member, message, send))
    worker.on('error', (error) => printError(`worker ${index} has died: ${messageOf(error)}`))
    worker.on('exit', () => void this.#ended(member))
  }

  #hear(member: Member, message: FromWorker, send: (message: ToWorker) => void): void {
    switch (message.kind) {
      case 'watch':
        member.shown = message.shown
        this.#interrupts ??= new Interrupts(() => this.#members.values())
        break
      case 'listen':
        this.#port ??= freePort(message.port, message.host)
        this.#port.then(
          (port) => send({ kind: 'port', port, error: undefined }),
          (error: unknown) => send({ kind: 'port', port: 0, error: messageOf(error) }),
        )
        break
      case 'listening':
        this.#listens(member, message.url)
        break
      case 'closing':
        member.isClosing = true
        break
      case 'over':
        member.status = message.status
        break
      case 'store':
        void member.desk.answer(message.call, message.ask)
        break
      case 'abandon':
        member.desk.abandon(message.call)
    }
  }

  #listens(member: Member, url: string): void {
    member.isListening = true
    this.emit('change')
    this.#failures = 0
    if (this.#isAnnounced || this.#isClosing) return
    this.#isAnnounced = true
    this.#announced.resolve(url)
    note(`Listening on ${url}\n`)
    for (let index = 1; index < this.#count; index++) this.#begin(index)
  }

  async #ended(member: Member): Promise<void> {
    await member.desk.end()
    this.#members.delete(member.index)
    this.emit('change')
    if (this.#isClosing || member.status !== undefined || !this.#isAnnounced) {
      // One that has not come up when the others end in order has nothing to say.
      if (member.isListening || !this.#isAnnounced) this.#status ||= member.status ?? this.#closingStatus
      // A worker that ends by itself ends the program, as `main` does with one.
      this.close(this.#status)
      if (this.#members.size === 0) this.#finish()
      return
    }
    const delay = member.isListening ? 0 : Math.min(longestRestartMs, restartMs * 2 ** this.#failures++)
    printError(`worker ${member.index} has ended; a fresh one is started`)
    setTimeout(() => !this.#isClosing && this.#begin(member.index), delay)
  }

  #finish(): void {
    this.#interrupts?.end()
    void this.#store.close()
    this.#exit.resolve(this.#status)
  }
}

/** Whether the port can be had, and which one it is if any will do. Workers share it, others must not have it. */
async function freePort(port: number, host: string | undefined): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(describeListenError(error, port)))
    server.listen({ port, ...(host ? { host } : {}), exclusive: true }, resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : port
}

/**
 * Does for worker threads what fiber/watchdog.js does for the main thread.
 *
 * The inspector numbers its sessions in the order in which threads come up, which need not be that in which they were
 * started, and does not say which thread a session leads to. So what is meant for one is sent to all: only the thread that
 * is named in it looks at its slice.
 */
class Interrupts {
  readonly #inspector = new Session()
  readonly #sessions = new Set<string>()
  readonly #timer: NodeJS.Timeout
  #lastMessage = 0

  constructor(members: () => Iterable<Member>) {
    this.#inspector.connect()
    this.#inspector.on('NodeWorker.attachedToWorker', ({ params }) => this.#sessions.add(params.sessionId))
    this.#inspector.on('NodeWorker.detachedFromWorker', ({ params }) => this.#sessions.delete(params.sessionId))
    this.#inspector.post('NodeWorker.enable', { waitForDebuggerOnStart: false })
    this.#timer = setInterval(() => {
      for (const member of members()) this.#look(member)
    }, watchEveryMs)
    this.#timer.unref()
  }

  end(): void {
    clearInterval(this.#timer)
    this.#inspector.disconnect()
  }

  #look(member: Member): void {
    if (member.shown === undefined) return
    const slice = Atomics.load(member.shown, 0)
    if (slice !== 0 && slice === member.lastSlice) this.#interrupt(member.worker.threadId, slice)
    member.lastSlice = slice
  }

  #interrupt(thread: number, slice: number): void {
    const params = { expression: `${checkExpression}?.(${thread}, ${slice})` }
    const message = JSON.stringify({ id: ++this.#lastMessage, method: 'Runtime.evaluate', params })
    for (const sessionId of this.#sessions) {
      this.#inspector.post('NodeWorker.sendMessageToWorker', { sessionId, message })
    }
  }
}
