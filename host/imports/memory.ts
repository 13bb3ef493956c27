// Interface `memory`: turns of sessions. A lease that a fiber still holds at its end is given back without storing.

import type { Fiber } from '../fiber/fiber.ts'
import type { SessionStore, Turn, TurnResult, Views } from '../store/store.ts'
import type { Interface } from './index.ts'

export function memoryImports(store: SessionStore): Interface {
  const held = new Map<number, () => void>()

  function begin(turn: Turn, fiber: Fiber): string {
    const { lease } = turn
    const forget = fiber.hold(() => {
      held.delete(lease)
      store.close(lease)
    })
    held.set(lease, forget)
    return JSON.stringify(turn)
  }

  return {
    open: {
      kind: 'suspending',
      call: (request, fiber) => {
        const { session, views } = JSON.parse(request) as { session: string; views: Views }
        const turn = store.open(session, views, fiber, () => fiber.signal)
        return turn instanceof Promise ? turn.then((opened) => begin(opened, fiber)) : begin(turn, fiber)
      },
    },
    close: {
      kind: 'instant',
      call: (request) => {
        const { lease, ...result } = JSON.parse(request) as { lease: number } & TurnResult
        held.get(lease)?.()
        held.delete(lease)
        store.close(lease, result)
        return '{}'
      },
    },
  }
}
