// A store in a SQLite file.

import { DatabaseStore, type DatabaseStoreOptions } from './database-store.ts'
import { LocalSignals } from './signals.ts'
import { SqliteDatabase } from './sqlite.ts'
import { SqliteLogs, sqliteClock } from './sqlite-sessions.ts'

export function openSqlite(file: string, options: DatabaseStoreOptions): Promise<DatabaseStore> {
  const database = new SqliteDatabase(file)
  return DatabaseStore.open(
    {
      database,
      signals: new LocalSignals(),
      clock: sqliteClock,
      isLocal: true,
      logs: (host) => new SqliteLogs(database, host, options.retention.sessionSeconds),
      // Nothing of another process comes between two statements that do not wait.
      alone: (work) => work(),
    },
    options,
  )
}
