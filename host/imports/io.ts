// Interface `io`: standard output and standard error. The request is the text itself.

import type { Interface } from './index.ts'

export interface Output {
  stdout(text: string): void
  stderr(text: string): void
}

export function ioImports(output: Output): Interface {
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
  }
}
