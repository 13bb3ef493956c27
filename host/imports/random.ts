// Interface `random`: bytes that nobody can foresee.

import { randomBytes } from 'node:crypto'
import type { Interface } from './index.ts'

/** What one call may ask for. */
const maxBytes = 65_536

export function randomImports(): Interface {
  return {
    bytes: {
      kind: 'instant',
      repeatable: true,
      call: (request) => {
        const count = Number(request)
        if (!Number.isInteger(count) || count < 0 || count > maxBytes) {
          throw new Error(`random.bytes: not a number of bytes from 0 to ${maxBytes}: ${request}`)
        }
        return randomBytes(count).toString('hex')
      },
    },
  }
}
