// Interface `task`: fibers that start, wait for and wake each other. No promise is made: a fiber that is woken takes its
// turn behind those that were ready before it.

import { parked } from '../fiber/fiber.ts'
import type { Interface } from './index.ts'

export function taskImports(): Interface {
  return {
    start: {
      kind: 'instant',
      call: (task, fiber) => {
        fiber.siblings.start(task, fiber)
        return ''
      },
    },
    wait: { kind: 'suspending', call: (_, fiber) => (fiber.takeWake() ? '' : parked) },
    wake: {
      kind: 'instant',
      call: (id, fiber) => {
        fiber.siblings.wake(Number(id))
        return ''
      },
    },
  }
}
