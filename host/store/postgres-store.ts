// A store in PostgreSQL, which any number of hosts may share.

import { DatabaseStore, type DatabaseStoreOptions } from './database-store.ts'
import { PostgresDatabase } from './postgres.ts'
import { PostgresLogs, postgresClock } from './postgres-sessions.ts'

export async function openPostgres(url: URL, options: DatabaseStoreOptions): Promise<DatabaseStore> {
  const database = new PostgresDatabase(url)
  try {
    await database.migrate()
  } catch (error) {
    await database.close()
    throw error
  }
  return DatabaseStore.open(
    {
      database,
      clock: postgresClock,
      isLocal: false,
      logs: (host) => new PostgresLogs(database, host, options.retention.sessionSeconds),
      alone: (work) => database.alone(work),
    },
    options,
  )
}
