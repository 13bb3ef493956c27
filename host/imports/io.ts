// Interface `io`: standard input, standard output and standard error. What is written is the request itself.

import type { Interface } from './index.ts'
import type { Lines } from './lines.ts'

export interface Output {
  stdout(text: string): void
  stderr(text: string): void
}

export function ioImports(output: Output, input: Lines): Interface {
  return {
    'write-stdout': {
      kind: 'instant',
      call: (text) => {
        output.stdout(text)
        return ''
      },
    },
    'write-stderr': {
      kind: 'instant',
      call: (text) => {
        output.stderr(text)
        return ''
      },
    },
    'read-line': {
      kind: 'suspending',
      call: async (_, fiber) => JSON.stringify({ line: await input.next(fiber.signal) }),
    },
  }
}
