// The Asyncify driver. A waiting fiber is an exact-size copy of the bytes that unwinding wrote to the instance's scratch
// area; resuming puts them back and calls the export again, which returns to the import where it waited.

import { HostError } from '../errors.ts'
import type { Lowered } from '../module/abi.ts'
import type { Fiber, Waiting } from './fiber.ts'
import { beginSlice, endSlice } from './slices.ts'
import { passOnStop } from './stop.ts'
import type { Ask, Call, Engine, Suspender } from './suspender.ts'
import { Turns } from './turns.ts'

/** The scratch area begins with two words: where the next byte goes, and where the area ends. */
const HEADER = 8
/**
 * The share of the scratch area that a fiber may use. Asyncify looks at the end only when it has finished unwinding, so
 * the rest is a margin: a fiber that reaches into it is ended, while those beyond it have overwritten other memory.
 */
const USABLE = 0.75

interface Run {
  fiber: Fiber
  call: Call
  /** The argument. A rewound call ignores it, but is made with the same. */
  argument: Lowered
  image: Uint8Array | undefined
  /** Where the waiting import stores its reply. */
  ret: number
  resolve: (result: string) => void
  reject: (error: unknown) => void
}

interface AsyncifyExports {
  asyncify_start_unwind(data: number): void
  asyncify_stop_unwind(): void
  asyncify_start_rewind(data: number): void
  asyncify_stop_rewind(): void
  haira_scratch: WebAssembly.Global<'i32'>
  haira_scratch_size: WebAssembly.Global<'i32'>
  haira_fiber: WebAssembly.Global<'i32'>
}

export class AsyncifySuspender implements Suspender {
  readonly mode = 'asyncify'
  readonly #engine: Engine
  readonly #turns: Turns
  #run: Run | undefined
  /** Set while unwinding: what the fiber will wait for. */
  #pending: Waiting | undefined
  /** Set while rewinding: what the import answers. */
  #reply: string | undefined

  constructor(engine: Engine) {
    this.#engine = engine
    this.#turns = new Turns(() => engine.idle())
  }

  get #exports(): AsyncifyExports {
    return this.#engine.exports as unknown as AsyncifyExports
  }

  get current(): Fiber | undefined {
    return this.#run?.fiber
  }

  get idle(): boolean {
    return this.#turns.idle
  }

  suspending(ask: Ask): WebAssembly.ImportValue {
    return (pointer: number, length: number, ret: number): void => {
      const { abi } = this.#engine
      const run = this.#run
      if (run === undefined) throw new Error('a suspending import was called outside of a fiber')
      if (this.#reply !== undefined) {
        const reply = this.#reply
        this.#reply = undefined
        this.#exports.asyncify_stop_rewind()
        abi.reply(run.ret, reply)
        passOnStop(this.#engine.exports, run.fiber)
        return
      }
      const answer = run.fiber.ask(ask, abi.read(pointer, length))
      if (typeof answer === 'string') {
        abi.reply(ret, answer)
        passOnStop(this.#engine.exports, run.fiber)
        return
      }
      this.#pending = answer
      run.ret = ret
      this.#exports.asyncify_start_unwind(this.#scratch(HEADER))
    }
  }

  run(fiber: Fiber, call: Call): Promise<string> {
    return new Promise((resolve, reject) => {
      const argument = { pointer: 0, length: 0 }
      const run: Run = { fiber, call, argument, image: undefined, ret: 0, resolve, reject }
      this.#turns.take(() =>
        this.#turn(run, () => {
          run.argument = call.begin()
        }),
      )
    })
  }

  #resume(run: Run, reply: string): void {
    this.#turns.take(() =>
      this.#turn(run, () => {
        const image = run.image!
        this.#engine.abi.bytes.set(image, this.#exports.haira_scratch.value + HEADER)
        run.image = undefined
        this.#reply = reply
        this.#exports.asyncify_start_rewind(this.#scratch(HEADER + image.length))
      }),
    )
  }

  /** One stretch of running: `begin` prepares an entry or a rewind, then the export runs until it waits or ends. */
  #turn(run: Run, begin: () => void): void {
    if (this.#engine.dead) {
      this.#turns.done()
      return
    }
    try {
      this.#run = run
      beginSlice(this.#engine)
      this.#exports.haira_fiber.value = run.fiber.id
      begin()
      const result = run.call.entry(run.argument.pointer, run.argument.length)
      const pending = this.#pending
      this.#pending = undefined
      if (pending === undefined) run.resolve(run.call.end(result))
      else this.#park(run, pending)
    } catch (error) {
      run.reject(error)
    } finally {
      this.#run = undefined
      endSlice()
      this.#turns.done()
    }
  }

  #park(run: Run, pending: Waiting): void {
    const { abi } = this.#engine
    const scratch = this.#exports.haira_scratch.value
    const used = abi.words[scratch >>> 2]! - scratch
    const size = this.#exports.haira_scratch_size.value
    if (used > size) throw new RangeError('stack overflow: a suspended call did not fit into the scratch area')
    this.#exports.asyncify_stop_unwind()
    run.image = abi.bytes.slice(scratch + HEADER, scratch + used)
    run.fiber.wait(pending, (reply) => this.#resume(run, reply))
    if (used > size * USABLE) {
      run.fiber.cancel(new HostError('stack_overflow', 'stack overflow: too many nested calls around one that waits'))
    }
  }

  /** Writes the header of the scratch area and gives its address. */
  #scratch(used: number): number {
    const scratch = this.#exports.haira_scratch.value
    const { words } = this.#engine.abi
    words[scratch >>> 2] = scratch + used
    words[(scratch >>> 2) + 1] = scratch + this.#exports.haira_scratch_size.value
    return scratch
  }
}
