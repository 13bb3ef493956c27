// Interface `observe`: what the program may know of its model calls, tools and handoffs.

import type { Filter, Observer } from '../observe/observer.ts'
import type { Interface } from './index.ts'

export function observeImports(observer: Observer): Interface {
  return {
    usage: {
      kind: 'instant',
      repeatable: true,
      call: (request) => JSON.stringify(observer.usage(JSON.parse(request) as Filter)),
    },
    events: {
      kind: 'instant',
      repeatable: true,
      call: (request) => JSON.stringify(observer.events(JSON.parse(request) as Filter)),
    },
    reset: {
      kind: 'instant',
      call: () => {
        observer.reset()
        return ''
      },
    },
  }
}
