// From a URL to a store: `memory:`, `sqlite:app.db`, `postgres://user:password@host/database`. What a kind needs is loaded
// when it is asked for.

import { HostError } from '../errors.ts'
import type { DatabaseStoreOptions } from './database-store.ts'
import type { Store } from './store.ts'

/** Opens a store. Rejects with a HostError for what is no URL of a store, with a StoreError if it does not work. */
export async function openStore(url: string, options: DatabaseStoreOptions): Promise<Store> {
  const scheme = /^([a-z]+):/i.exec(url)?.[1]?.toLowerCase()
  switch (scheme) {
    case 'memory': {
      const { InMemoryStore } = await import('./in-memory.ts')
      return new InMemoryStore(options)
    }
    case 'sqlite': {
      const { openSqlite } = await import('./sqlite-store.ts')
      return openSqlite(fileOf(url), options)
    }
    case 'postgres':
    case 'postgresql': {
      if (!URL.canParse(url)) throw notAStore(scheme)
      const { openPostgres } = await import('./postgres-store.ts')
      return openPostgres(new URL(url), options)
    }
    default:
      throw notAStore(scheme)
  }
}

/** `sqlite:app.db`, `sqlite:///tmp/app.db`. */
function fileOf(url: string): string {
  const file = decodeURIComponent(url.replace(/^sqlite:(?:\/\/)?/i, ''))
  if (file === '' || file.includes('\0'))
    throw new HostError('invalid_setting', 'a database URL like sqlite:app.db needs a file')
  return file
}

/** The URL is not shown: it may hold a password. */
function notAStore(scheme: string | undefined): HostError {
  const found = scheme === undefined ? 'found none' : `found ${scheme}:`
  const expected = 'a database URL begins with postgres://, sqlite: or memory:'
  return new HostError(
    'invalid_setting',
    `${expected}, ${found}${scheme?.startsWith('postgres') ? ' with a malformed rest' : ''}`,
  )
}
