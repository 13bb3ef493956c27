// Interface `trace`: notes where an error is raised, since a panic unwinds by returning and later the stack would say
// nothing; and what happens in turns.

import type { Told } from '../observe/event.ts'
import type { Observer } from '../observe/observer.ts'
import type { Interface } from './index.ts'

/** More calls than a message shows, since those of the runtime are among them. */
const depth = 100

export function traceImports(observer: Observer): Interface {
  return {
    raised: {
      kind: 'instant',
      repeatable: true,
      call: (task, fiber) => {
        const here = stackHere()
        const before = task === '' ? undefined : fiber.siblings.raisedIn(Number(task))
        // First where the task failed, then where it was awaited.
        if (before !== undefined) here.stack = `${before.stack}\n${here.stack}`
        fiber.raisedAt = here
        return ''
      },
    },
    told: {
      kind: 'instant',
      repeatable: true,
      call: (request, fiber) => {
        observer.told(JSON.parse(request) as Told, fiber)
        return ''
      },
    },
  }
}

/** The engine makes text of a stack only when somebody reads it. */
function stackHere(): Error {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = depth
  const here = new Error('raised here')
  Error.stackTraceLimit = before
  return here
}
