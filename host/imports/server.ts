// Interface `server`: the program's own HTTP server. The fiber that listens waits until the server has been closed.

import type { Fiber } from '../fiber/fiber.ts'
import type { Interface } from './index.ts'

export interface ListenRequest {
  port: number
  host?: string
  /** Names of the workflows to serve. */
  workflows: string[]
}

/** Serves workflows; resolves when the server has been closed in an orderly way. */
export type Listen = (request: ListenRequest, fiber: Fiber) => Promise<void>

export function serverImports(listen: Listen): Interface {
  return {
    listen: {
      kind: 'suspending',
      call: (request, fiber) => listen(JSON.parse(request) as ListenRequest, fiber).then(() => '{}'),
    },
    emit: {
      kind: 'suspending',
      call: (request, fiber) => {
        const end = request.indexOf('\n')
        const behind = fiber.channel?.emit(request.slice(0, end), request.slice(end + 1))
        return behind === undefined ? '' : behind.then(() => '')
      },
    },
  }
}
