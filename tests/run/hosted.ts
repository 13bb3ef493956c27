// Runs a program on the real host, whose clock is the test's: times go by as soon as nothing else can happen. It begins a
// second after 1970, two hours east of Greenwich; there is no input, and every line of the log is shown.

import { Readable } from 'node:stream'
import type { SuspendMode } from '../../compiler/manifest.ts'
import type { Clock } from '../../host/imports/clock.ts'
import { load, PanicError } from '../../host/index.ts'

interface Timer {
  at: number
  ring(): void
}

/** A clock that goes to the next timer when all that is ready has run. */
class TestClock implements Clock {
  #now = 1000.5
  #timers: Timer[] = []
  #isWinding = false

  now(): number {
    return this.#now
  }

  zone(): number {
    return 120
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer: Timer = { at: this.#now + ms, ring: resolve }
      this.#timers.push(timer)
      signal.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((one) => one !== timer)
        reject(signal.reason)
      })
      this.#wind()
    })
  }

  #wind(): void {
    if (this.#isWinding) return
    this.#isWinding = true
    setImmediate(() => {
      this.#isWinding = false
      if (this.#timers.length === 0) return
      const first = this.#timers.reduce((a, b) => (b.at < a.at ? b : a))
      this.#timers = this.#timers.filter((timer) => timer !== first)
      this.#now = Math.max(this.#now, first.at)
      first.ring()
      this.#wind()
    })
  }
}

/** What it prints, on standard error without the places of faults, and the message of its uncaught error. */
export async function runHosted(
  wasm: Uint8Array,
  suspend: SuspendMode,
  stdin: Readable = Readable.from([]),
): Promise<{ output: string; error: string | undefined }> {
  const printed: string[] = []
  const program = await load(wasm as Uint8Array<ArrayBuffer>, {
    suspend,
    stdin,
    env: { HAIRA_LOG: 'debug' },
    clock: new TestClock(),
    // A collector that runs at every allocation takes its time.
    limits: { sliceMs: 0 },
    stdout: (text) => printed.push(text),
    stderr: (text) => printed.push(text.replaceAll(/^ {2}at .*\n/gm, '')),
  })
  await program.init()
  const error = await program.main().then(
    () => undefined,
    (reason: unknown) => {
      if (reason instanceof PanicError) return reason.message
      throw reason
    },
  )
  await program.close()
  return { output: printed.join(''), error }
}

/** Its output, with the line of its uncaught error. */
export function withError({ output, error }: { output: string; error: string | undefined }): string {
  return error === undefined ? output : `${output}error: ${error}\n`
}
