// Interface `upload`: files that came with the request of the fiber's run.

import { readFile } from 'node:fs/promises'
import { messageOf } from '../errors.ts'
import type { Fiber } from '../fiber/fiber.ts'
import type { Interface } from './index.ts'

export function uploadImports(): Interface {
  return {
    'read-text': {
      kind: 'suspending',
      repeatable: true,
      call: async (path, fiber) => JSON.stringify({ text: new TextDecoder().decode(await read(path, fiber)) }),
    },
    'read-bytes': {
      kind: 'suspending',
      repeatable: true,
      call: async (path, fiber) => JSON.stringify({ hex: (await read(path, fiber)).toString('hex') }),
    },
  }
}

async function read(path: string, fiber: Fiber): Promise<Buffer> {
  if (!fiber.run?.uploads?.has(path)) throw new Error('no such upload: it goes away with its request')
  try {
    return await readFile(path)
  } catch (error) {
    throw new Error(`upload: ${messageOf(error)}`)
  }
}
