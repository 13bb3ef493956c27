// A store in PostgreSQL, which any number of hosts may share.

import { DatabaseStore, type DatabaseStoreOptions } from './database-store.ts'
import { PostgresDatabase } from './postgres.ts'
import { PostgresLogs, postgresClock } from './postgres-sessions.ts'
import { PostgresSignals } from './postgres-signals.ts'

export async function openPostgres(url: URL, options: DatabaseStoreOptions): Promise<DatabaseStore> {
  const database = new PostgresDatabase(url)
  try {
    await database.migrate()
  } catch (error) {
    await database.close()
    throw error
  }
  const signals = new PostgresSignals(database)
  return DatabaseStore.open(
    {
      database,
      signals,
      clock: postgresClock,
      isLocal: false,
      logs: (host) => new PostgresLogs(database, host, options.retention.sessionSeconds, signals),
      alone: (work) => database.alone(work),
    },
    options,
  )
}
