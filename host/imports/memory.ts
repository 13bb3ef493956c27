// Interface `memory`: turns of sessions. A lease that a fiber still holds at its end is given back without storing.

import type { Fiber } from '../fiber/fiber.ts'
import type { ChatLabeler } from '../runs/chat-labels.ts'
import type { MaybePromise, Store, Turn, TurnResult, Views } from '../store/store.ts'
import type { Interface } from './index.ts'

interface Held {
  store: Store
  lease: number
  session: string
  /** The fiber need no longer give it back. */
  forget(): void
}

/** `current` gives the store for a new turn; a turn ends in the store where it has begun. */
export function memoryImports(current: () => MaybePromise<Store>, chats: ChatLabeler): Interface {
  const held = new Map<number, Held>()
  let next = 1

  function begin(store: Store, session: string, turn: Turn, fiber: Fiber): string {
    const { lease, entries } = turn
    const ours = next++
    const forget = fiber.hold(() => {
      held.delete(ours)
      // Nothing is stored, so nothing can be lost; a store that fails to give back tells so itself.
      void store.sessions.close(lease)
    })
    held.set(ours, { store, session, lease, forget })
    return JSON.stringify({ lease: ours, entries })
  }

  function open(store: Store, request: string, fiber: Fiber): MaybePromise<string> {
    const { session, views } = JSON.parse(request) as { session: string; views: Views }
    const turn = store.sessions.open(session, views, fiber, () => fiber.signal)
    return turn instanceof Promise
      ? turn.then((opened) => begin(store, session, opened, fiber))
      : begin(store, session, turn, fiber)
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
        const { lease, ...result } = JSON.parse(request) as { lease: number } & TurnResult
        const one = held.get(lease)
        if (one === undefined) throw new Error(`unknown lease ${lease}`)
        held.delete(lease)
        one.forget()
        const stored = one.store.sessions.close(one.lease, result)
        const done = (): string => {
          const { store, session } = one
          if (fiber.run !== undefined) chats.label(store, session, fiber.run, result.append ?? [])
          return '{}'
        }
        return stored instanceof Promise ? stored.then(done) : done()
      },
    },
  }
}
