// The JSPI driver: the engine switches stacks. The engine resumes a fiber a little after its promise is settled, so turns
// are kept apart here: no other fiber may enter between the moment a fiber is made current and the moment it runs.

import type { Fiber } from './fiber.ts'
import { beginSlice, endSlice } from './slices.ts'
import { passOnStop } from './stop.ts'
import type { Ask, Call, Engine, Entry, Suspender } from './suspender.ts'
import { Turns } from './turns.ts'

interface JspiApi {
  Suspending: new (call: (pointer: number, length: number, ret: number) => unknown) => WebAssembly.ImportValue
  promising(entry: Entry): (pointer: number, length: number) => Promise<number>
}

export class JspiSuspender implements Suspender {
  readonly mode = 'jspi'
  readonly #engine: Engine
  readonly #turns: Turns
  readonly #promising = new Map<Entry, (pointer: number, length: number) => Promise<number>>()
  #current: Fiber | undefined

  constructor(engine: Engine) {
    this.#engine = engine
    this.#turns = new Turns(engine)
  }

  get current(): Fiber | undefined {
    return this.#current
  }

  get idle(): boolean {
    return this.#turns.idle
  }

  suspending(ask: Ask): WebAssembly.ImportValue {
    return new (WebAssembly as unknown as JspiApi).Suspending((pointer, length, ret) => {
      const { abi } = this.#engine
      const fiber = this.#current
      if (fiber === undefined) throw new Error('a suspending import was called outside of a fiber')
      const answer = fiber.ask(ask, abi.read(pointer, length))
      if (typeof answer === 'string') {
        abi.reply(ret, answer)
        passOnStop(this.#engine.exports, fiber)
        return undefined
      }
      return new Promise<void>((resume, fail) => {
        fiber.wait(answer, {
          resume: (reply) => this.#turns.take({ take: () => this.#resume(fiber, ret, reply, resume, fail) }),
        })
        // The module's frames are left only after this function has returned.
        queueMicrotask(() => this.#leave())
      })
    })
  }

  run(call: Call): void {
    const failed = (error: unknown): void => {
      call.fail(error)
      this.#leave()
    }
    const take = (): void => {
      if (this.#engine.dead) return this.#leave()
      this.#enter(call.fiber)
      try {
        const { pointer, length } = call.begin()
        this.#promisingOf(call.entry)(pointer, length).then((result) => {
          call.end(result)
          this.#leave()
        }, failed)
      } catch (error) {
        failed(error)
      }
    }
    this.#turns.take({ take })
  }

  #promisingOf(entry: Entry): (pointer: number, length: number) => Promise<number> {
    let promising = this.#promising.get(entry)
    if (promising === undefined) {
      promising = (WebAssembly as unknown as JspiApi).promising(entry)
      this.#promising.set(entry, promising)
    }
    return promising
  }

  #resume(fiber: Fiber, ret: number, reply: string, resume: () => void, fail: (error: unknown) => void): void {
    if (this.#engine.dead) {
      this.#leave()
      return
    }
    this.#enter(fiber)
    try {
      this.#engine.abi.reply(ret, reply)
      passOnStop(this.#engine.exports, fiber)
      resume()
    } catch (error) {
      // Rejecting rethrows inside the module, which takes the fiber's run down with it.
      fail(error)
    }
  }

  #enter(fiber: Fiber): void {
    this.#current = fiber
    beginSlice(this.#engine)
    const { haira_fiber } = this.#engine.exports as { haira_fiber?: WebAssembly.Global<'i32'> }
    if (haira_fiber !== undefined) haira_fiber.value = fiber.id
  }

  #leave(): void {
    this.#current = undefined
    endSlice()
    this.#turns.done()
  }
}
