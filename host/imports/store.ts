// Interface `store`: where the program's sessions and runs are kept.

import type { CurrentStore } from '../store/current.ts'
import type { Interface } from './index.ts'

export function storeImports(store: CurrentStore): Interface {
  return {
    database: {
      kind: 'suspending',
      call: (url) => store.use(url).then(() => '{}'),
    },
  }
}
