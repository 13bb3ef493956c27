// Interface `trace`: notes where an error is raised. A panic unwinds by returning, so later the stack would say nothing.

import type { Interface } from './index.ts'

/** More calls than a message shows, since those of the runtime are among them. */
const depth = 100

export function traceImports(): Interface {
  return {
    raised: {
      kind: 'instant',
      repeatable: true,
      call: (_, fiber) => {
        fiber.raisedAt = stackHere()
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
