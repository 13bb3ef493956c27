// A minimal host for the tests of this folder: every import answers at once, so nothing is ever suspended. The model is
// a script, the clock stands still unless a test moves it, and sessions are kept by the host's own in-memory store.

import { Fiber } from '../../host/fiber/fiber.ts'
import type { ImportFunction } from '../../host/imports/index.ts'
import type { Leases } from '../../host/imports/leases.ts'
import { memoryImports } from '../../host/imports/memory.ts'
import { ModelRequests } from '../../host/imports/model-request.ts'
import { ChatLabeler } from '../../host/runs/chat-labels.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'
import type { TurnResult } from '../../host/store/store.ts'

export { compileDriver } from './compile.ts'

export interface ModelMessage {
  role: string
  content: string
  tool_calls?: { id: string; name: string; arguments: string }[]
  tool_call_id?: string
}

export interface ModelRequest {
  provider: string
  model: string
  agent: string
  session: string
  messages: ModelMessage[]
  tools?: { name: string; description: string; parameters: unknown }[]
  temperature?: number
  max_tokens?: number
  timeout_ms: number
}

/** What the scripted model answers: text, calls, or a failure. Names of calls with arguments as text or value. */
export interface Answer {
  text?: string
  calls?: [name: string, args: unknown, id?: string][]
  error?: { message: string; code?: number }
  /** Milliseconds that go by. */
  takes?: number
  finish?: string
}

export interface Reply {
  status: number
  body: unknown
  panic?: string
}

interface Exports {
  memory: WebAssembly.Memory
  _initialize(): void
  cabi_realloc(oldPointer: number, oldSize: number, align: number, newSize: number): number
  haira_fiber: WebAssembly.Global<'i32'>
  haira_abort_message: WebAssembly.Global<'i32'>
}

type Handler = (request: string) => string

const GUEST = 'haira:host/guest@0.1.0#'

export class Guest {
  /** What the model will answer, in order. */
  script: Answer[] = []
  /** What it was asked. */
  requests: ModelRequest[] = []
  /** All requests of the capability `memory`, parsed. */
  memoryRequests: Record<string, unknown>[] = []
  /** Changes the text in which the host gives a session's log. */
  reshapeLog = (reply: string): string => reply
  /** How often the module has asked for the time. */
  timesAsked = 0
  now = 1_000_000
  env: Record<string, string> = {}
  stdout = ''
  stderr = ''
  listening: unknown
  readonly #exports: Exports
  readonly #leases: Leases = new Map()
  readonly #reader = new ModelRequests(this.#leases)
  readonly #store = new InMemoryStore()
  readonly #memory = memoryImports({
    current: () => this.#store,
    leases: this.#leases,
    chats: new ChatLabeler({ entries: [] }, () => {}),
    clock: { now: () => this.now, sleep: () => Promise.resolve() },
  })
  readonly #fiber = new Fiber(1, { start() {}, wake() {}, cancel() {}, raisedIn: () => undefined, parked: 0 })
  readonly #tasks: string[] = []
  #lastFiber = 0

  constructor(wasm: Uint8Array<ArrayBuffer>) {
    const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {}
    for (const [name, handler] of Object.entries(this.#handlers())) {
      const [short, field] = name.split('.') as [string, string]
      imports[`haira:host/${short}@0.1.0`] ??= {}
      imports[`haira:host/${short}@0.1.0`]![field] = this.#lift(handler)
    }
    const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), imports)
    this.#exports = instance.exports as unknown as Exports
    this.#exports._initialize()
  }

  /** Runs the first `count` entries of the init table. */
  init(count: number): unknown[] {
    return Array.from({ length: count }, (_, entry) => this.#enter('init', { entry }))
  }

  main(): unknown {
    return this.#enter('main', { args: [] })
  }

  /** Calls a workflow with a JSON body, or with a whole request. */
  call(workflow: string, body: unknown, rest: { path?: unknown; query?: unknown; raw?: string } = {}): Reply {
    const { path = {}, query = {}, raw } = rest
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const reply = this.#enter('call', { workflow, path, query, body: text }) as
      | (Reply & { body: string })
      | { refused: string }
    if ('refused' in reply) return { status: 400, body: JSON.parse(reply.refused) }
    return { ...reply, body: JSON.parse(reply.body) }
  }

  #handlers(): Record<string, Handler> {
    return {
      'llm.generate': (request) => this.#generate(this.#reader.read(request) as ModelRequest),
      'memory.open': (request) => {
        this.memoryRequests.push(JSON.parse(request))
        return this.reshapeLog(this.#ask(this.#memory.open!, request))
      },
      'memory.close': (request) => {
        const { lease, ...result } = JSON.parse(request) as TurnResult & { lease: number }
        this.memoryRequests.push({ ...result })
        return this.#ask(this.#memory.close!, request)
      },
      'server.listen': (request) => {
        this.listening = JSON.parse(request)
        return '{}'
      },
      // A task runs when somebody waits, from its beginning to its end.
      'task.start': (task) => {
        this.#tasks.push(task.replace('!', ''))
        return ''
      },
      'task.wait': () => {
        const task = this.#tasks.shift()
        if (task !== undefined) this.#runTask(task)
        return ''
      },
      'task.wake': () => '',
      'task.cancel': (fiber) => {
        // One that has not begun is the deadline of tools that did not wait.
        if (fiber === '0') this.#tasks.pop()
        return ''
      },
      'trace.raised': () => '',
      'trace.told': () => '',
      'io.write-stdout': (text) => {
        this.stdout += text
        return ''
      },
      'io.write-stderr': (text) => {
        this.stderr += text
        return ''
      },
      'env.get': (name) => JSON.stringify({ value: this.env[name] ?? null }),
      'clock.now': () => {
        this.timesAsked++
        return String(this.now)
      },
      'clock.sleep': (milliseconds) => {
        this.now += Number(milliseconds)
        return ''
      },
    }
  }

  #ask({ call }: ImportFunction, request: string): string {
    const reply = call(request, this.#fiber)
    if (typeof reply !== 'string') throw new Error('sessions in memory answer at once')
    return reply
  }

  #generate(request: ModelRequest): string {
    this.requests.push(request)
    const answer = this.script.shift()
    if (answer === undefined) throw new Error('the script of the model is over')
    this.now += answer.takes ?? 0
    if (answer.error !== undefined) return JSON.stringify({ error: answer.error })
    const calls = (answer.calls ?? []).map(([name, args, id = `id_${this.requests.length}_${name}`]) => ({
      id,
      name,
      arguments: typeof args === 'string' ? args : JSON.stringify(args),
    }))
    return JSON.stringify({
      time: this.now,
      text: answer.text ?? '',
      tool_calls: calls,
      finish_reason: answer.finish ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
      usage: { input_tokens: 10, output_tokens: 2 },
    })
  }

  #lift(handler: Handler): (pointer: number, length: number, ret: number) => void {
    return (pointer, length, ret) => {
      const request = Buffer.from(this.#exports.memory.buffer, pointer, length).toString()
      const reply = this.#lower(handler(request))
      new Uint32Array(this.#exports.memory.buffer, ret, 2).set(reply)
    }
  }

  #lower(text: string): [pointer: number, length: number] {
    const bytes = Buffer.from(text)
    const pointer = this.#exports.cabi_realloc(0, 0, 1, bytes.length)
    new Uint8Array(this.#exports.memory.buffer).set(bytes, pointer)
    return [pointer, bytes.length]
  }

  #function(name: string): (...args: number[]) => number {
    return (this.#exports as unknown as Record<string, (...args: number[]) => number>)[name]!
  }

  #runTask(task: string): void {
    const { haira_fiber } = this.#exports
    const fiber = haira_fiber.value
    haira_fiber.value = ++this.#lastFiber
    this.#function(`${GUEST}task`)(...this.#lower(task))
    haira_fiber.value = fiber
  }

  #enter(name: 'init' | 'main' | 'call', request: unknown): unknown {
    const exports = this.#exports
    exports.haira_fiber.value = ++this.#lastFiber
    try {
      const result = this.#function(GUEST + name)(...this.#lower(JSON.stringify(request)))
      const [pointer, length] = new Uint32Array(exports.memory.buffer, result, 2) as unknown as [number, number]
      const text = Buffer.from(exports.memory.buffer, pointer, length).toString()
      return JSON.parse(text)
    } catch (error) {
      const message = exports.haira_abort_message.value
      if (message === 0) throw error
      const length = new Uint32Array(exports.memory.buffer, message - 4, 1)[0]!
      const text = Buffer.from(exports.memory.buffer, message, length).toString('utf16le')
      throw new Error(`the module aborted: ${text}`, { cause: error })
    }
  }
}
