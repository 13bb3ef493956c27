// Interface `task`: fibers that start, wait for and wake each other. No promise is made: a fiber that is woken takes its
// turn behind those that were ready before it. Nothing of this can be told from outside, so a request may do it twice.

import { parked } from '../fiber/fiber.ts'
import type { Interface } from './index.ts'

export function taskImports(): Interface {
  return {
    start: {
      kind: 'instant',
      repeatable: true,
      call: (task, fiber) => {
        fiber.siblings.start(task, fiber)
        return ''
      },
    },
    wait: { kind: 'suspending', repeatable: true, call: (_, fiber) => (fiber.takeWake() ? '' : parked) },
    cancel: {
      kind: 'instant',
      repeatable: true,
      call: (id, fiber) => {
        fiber.siblings.cancel(Number(id))
        return ''
      },
    },
    wake: {
      kind: 'instant',
      repeatable: true,
      call: (id, fiber) => {
        fiber.siblings.wake(Number(id))
        return ''
      },
    },
  }
}
