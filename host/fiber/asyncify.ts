// The Asyncify driver. A waiting fiber is an exact-size copy of the bytes that unwinding wrote to the instance's scratch
// area; resuming puts them back and calls the export again, which returns to the import where it waited.

import { HostError } from '../errors.ts'
import type { Lowered } from '../module/abi.ts'
import type { Fiber, Resumer, Waiting } from './fiber.ts'
import { beginSlice, endSlice } from './slices.ts'
import { passOnStop } from './stop.ts'
import type { Ask, Call, Engine, Suspender } from './suspender.ts'
import { type Turn, Turns } from './turns.ts'

/** The scratch area begins with two words: where the next byte goes, and where the area ends. */
const HEADER = 8
/**
 * The share of the scratch area that a fiber may use. Asyncify looks at the end only when it has finished unwinding, so
 * the rest is a margin: a fiber that reaches into it is ended, while those beyond it have overwritten other memory.
 */
const USABLE = 0.75

const NO_ARGUMENT: Lowered = { pointer: 0, length: 0 }
const WORD = 4
const FEW_WORDS = 128
/** How much larger than needed a fiber's copy may be before it is made anew. */
const SPARE_WORDS = 16

/** A call of an export, which is its own next turn and goes on by itself: a fiber may wait a million times. */
class Run implements Turn, Resumer {
  readonly call: Call
  /** Whether its next turn goes on from a wait, and does not begin. */
  isWaiting = false
  /** The argument. A rewound call ignores it, but is made with the same. */
  argument: Lowered = NO_ARGUMENT
  /** The stack of a fiber that waits, as words. One that runs keeps it for its next wait. */
  image: Uint32Array | undefined
  /** How many words of it are used. */
  used = 0
  /** What the import answers that it waits in. */
  reply = ''
  /** Where the waiting import stores its reply. */
  ret = 0
  readonly #suspender: AsyncifySuspender

  constructor(call: Call, suspender: AsyncifySuspender) {
    this.call = call
    this.#suspender = suspender
  }

  resume(reply: string): void {
    this.reply = reply
    this.#suspender.goOn(this)
  }

  take(): void {
    this.#suspender.enter(this)
  }
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
  #isRewinding = false
  #area: { start: number; size: number } | undefined

  constructor(engine: Engine) {
    this.#engine = engine
    this.#turns = new Turns(engine)
  }

  get #exports(): AsyncifyExports {
    return this.#engine.exports as unknown as AsyncifyExports
  }

  get current(): Fiber | undefined {
    return this.#run?.call.fiber
  }

  get idle(): boolean {
    return this.#turns.idle
  }

  suspending(ask: Ask): WebAssembly.ImportValue {
    return (pointer: number, length: number, ret: number): void => {
      const { abi } = this.#engine
      const run = this.#run
      if (run === undefined) throw new Error('a suspending import was called outside of a fiber')
      if (this.#isRewinding) {
        this.#isRewinding = false
        this.#exports.asyncify_stop_rewind()
        abi.reply(run.ret, run.reply)
        run.reply = ''
        passOnStop(this.#engine.exports, run.call.fiber)
        return
      }
      const { fiber } = run.call
      const answer = fiber.ask(ask, abi.read(pointer, length))
      if (typeof answer === 'string') {
        abi.reply(ret, answer)
        passOnStop(this.#engine.exports, fiber)
        return
      }
      this.#pending = answer
      run.ret = ret
      this.#exports.asyncify_start_unwind(this.#scratch(HEADER))
    }
  }

  run(call: Call): void {
    this.#turns.take(new Run(call, this))
  }

  /** What a fiber waits for is there. */
  goOn(run: Run): void {
    this.#turns.take(run)
  }

  #rewind(run: Run): void {
    const { used } = run
    const { words } = this.#engine.abi
    const image = run.image!
    const start = (this.#scratchArea.start + HEADER) >>> 2
    // A loop is faster than `set` for what is usually some dozens of words.
    if (used <= FEW_WORDS) for (let at = 0; at < used; at++) words[start + at] = image[at]!
    else words.set(used === image.length ? image : image.subarray(0, used), start)
    this.#isRewinding = true
    this.#exports.asyncify_start_rewind(this.#scratch(HEADER + used * WORD))
  }

  /** One stretch of running: the export is entered, anew or to go on, and runs until it waits or ends. */
  enter(run: Run): void {
    if (this.#engine.dead) {
      this.#turns.done()
      return
    }
    try {
      this.#run = run
      beginSlice(this.#engine)
      if (run.isWaiting) this.#rewind(run)
      else {
        this.#exports.haira_fiber.value = run.call.fiber.id
        run.argument = run.call.begin()
      }
      const result = run.call.entry(run.argument.pointer, run.argument.length)
      const pending = this.#pending
      this.#pending = undefined
      if (pending === undefined) run.call.end(result)
      else this.#park(run, pending)
    } catch (error) {
      run.call.fail(error)
    } finally {
      this.#run = undefined
      endSlice()
      this.#turns.done()
    }
  }

  #park(run: Run, pending: Waiting): void {
    const { words } = this.#engine.abi
    const { start: scratch, size } = this.#scratchArea
    const used = words[scratch >>> 2]! - scratch
    if (used > size) throw new RangeError('stack overflow: a suspended call did not fit into the scratch area')
    this.#exports.asyncify_stop_unwind()
    this.#keep(run, words, (scratch + HEADER) >>> 2, (used - HEADER) / WORD)
    run.isWaiting = true
    const { fiber } = run.call
    fiber.wait(pending, run)
    if (used > size * USABLE) {
      fiber.cancel(new HostError('stack_overflow', 'stack overflow: too many nested calls around one that waits'))
    }
  }

  /** Copies the used words of the area, to where this fiber's last ones were if they fit there well. */
  #keep(run: Run, words: Uint32Array, start: number, used: number): void {
    const room = run.image?.length ?? 0
    if (room < used || room > used + SPARE_WORDS) run.image = new Uint32Array(used)
    const image = run.image!
    run.used = used
    if (used <= FEW_WORDS) for (let at = 0; at < used; at++) image[at] = words[start + at]!
    else image.set(words.subarray(start, start + used))
  }

  get #scratchArea(): { start: number; size: number } {
    // Reading a global of the module costs more than all else here.
    this.#area ??= { start: this.#exports.haira_scratch.value, size: this.#exports.haira_scratch_size.value }
    return this.#area
  }

  /** Writes the header of the scratch area and gives its address. */
  #scratch(used: number): number {
    const { start, size } = this.#scratchArea
    const { words } = this.#engine.abi
    words[start >>> 2] = start + used
    words[(start >>> 2) + 1] = start + size
    return start
  }
}
