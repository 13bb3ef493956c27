// Interface `clock`. Times are text, so that a float keeps all its digits.

import type { Interface } from './index.ts'

export interface Clock {
  /** Milliseconds since 1970, with fraction; never goes back. */
  now(): number
  /** Minutes east of UTC at such a time, where programs live; by default as the process has it. */
  zone?(ms: number): number
  /** Resolves after the given milliseconds, or rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** The clock of this process. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout
      const stop = (): void => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const rest = (left: number): void => {
        timer = setTimeout(
          () => {
            if (left > longestTimer) return rest(left - longestTimer)
            signal.removeEventListener('abort', stop)
            resolve()
          },
          Math.min(left, longestTimer),
        )
      }
      signal.addEventListener('abort', stop, { once: true })
      rest(ms)
    }),
}

/** A timer for a longer time fires at once. */
const longestTimer = 2 ** 31 - 1

export function clockImports(clock: Clock): Interface {
  return {
    now: { kind: 'instant', repeatable: true, call: () => String(clock.now()) },
    zone: {
      kind: 'instant',
      repeatable: true,
      call: (request) => String(Math.round(clock.zone?.(Number(request)) ?? systemZone(Number(request)))),
    },
    sleep: {
      kind: 'suspending',
      repeatable: true,
      call: async (request, fiber) => {
        const ms = Number(request)
        if (!(ms >= 0)) throw new Error(`clock.sleep: not a time: ${request}`)
        await clock.sleep(ms, fiber.signal)
        return ''
      },
    },
  }
}

/** 0 for what is beyond the calendar of the engine. */
function systemZone(ms: number): number {
  return -new Date(ms).getTimezoneOffset() || 0
}
