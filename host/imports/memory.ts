// Interface `memory`: turns of sessions. A lease that a fiber still holds at its end is given back without storing.

import type { Fiber } from '../fiber/fiber.ts'
import type { ChatLabeler } from '../runs/chat-labels.ts'
import type { MaybePromise, Store, Turn, TurnResult, Views } from '../store/store.ts'
import type { Clock } from './clock.ts'
import type { Interface } from './index.ts'
import { describeLog, Lease, type Leases } from './leases.ts'

interface OpenRequest {
  session: string
  views: Views
  contents?: boolean
}

export interface MemoryServices {
  /** The store for a new turn; a turn ends in the store where it has begun. */
  current(): MaybePromise<Store>
  leases: Leases
  chats: ChatLabeler
  clock: Clock
}

export function memoryImports({ current, leases, chats, clock }: MemoryServices): Interface {
  let next = 1

  function begin(store: Store, { session, contents = false }: OpenRequest, turn: Turn, fiber: Fiber): string {
    const { lease, entries } = turn
    const one = new Lease(leases, next++, store, lease, session, entries)
    fiber.hold(one)
    return describeLog(one.id, clock.now(), entries, contents)
  }

  function open(store: Store, request: string, fiber: Fiber): MaybePromise<string> {
    const asked = JSON.parse(request) as OpenRequest
    const turn = store.sessions.open(asked.session, asked.views, fiber, () => fiber.signal)
    return turn instanceof Promise
      ? turn.then((opened) => begin(store, asked, opened, fiber))
      : begin(store, asked, turn, fiber)
  }

  return {
    open: {
      kind: 'suspending',
      // The lease of a run that was lost is given back.
      repeatable: true,
      call: (request, fiber) => {
        const store = current()
        return store instanceof Promise
          ? store.then((opened) => open(opened, request, fiber))
          : open(store, request, fiber)
      },
    },
    close: {
      kind: 'suspending',
      call: (request, fiber) => {
        const result = JSON.parse(request) as { lease: number } & TurnResult
        const one = leases.get(result.lease)
        if (one === undefined) throw new Error(`unknown lease ${result.lease}`)
        leases.delete(result.lease)
        fiber.letGo(one)
        const stored = one.store.sessions.close(one.lease, result)
        const done = (): string => {
          const { store, session } = one
          if (fiber.run !== undefined) chats.label(store, session, fiber.run, result.append ?? [])
          return String(clock.now())
        }
        return stored instanceof Promise ? stored.then(done) : done()
      },
    },
  }
}
