// Keeps every table bounded: deletes what is too old or too much, oldest first. One host at a time does it.

import type { Database, Value } from './database.ts'
import type { Clock } from './host-leases.ts'
import type { Retention } from './store.ts'

/** Deletes the oldest of those rows that together are too large. Small ones are bounded by their number. */
function large(table: string, size: string): string {
  const sizes = `SELECT seq, SUM(${size}) OVER (ORDER BY seq DESC) AS total FROM ${table} WHERE ${size} > 4096`
  return `DELETE FROM ${table} WHERE seq IN (SELECT seq FROM (${sizes}) AS counted WHERE total > $1)`
}

export async function deleteSurplus(database: Database, { now }: Clock, retention: Retention): Promise<void> {
  const free = `(lease IS NULL OR host NOT IN (SELECT id FROM haira_hosts WHERE expires_at > ${now}))`
  const steps: [sql: string, ...values: Value[]][] = [
    [`DELETE FROM haira_sessions WHERE updated_at <= ${now} - $1 AND ${free}`, retention.sessionSeconds * 1000],
    // A turn that was begun and came to nothing.
    [`DELETE FROM haira_sessions WHERE version = '' AND updated_at <= ${now} - 60000 AND ${free}`],
    [
      `DELETE FROM haira_sessions WHERE ${free} AND id IN
       (SELECT id FROM haira_sessions ORDER BY updated_at DESC, id LIMIT 1000 OFFSET $1)`,
      retention.sessions,
    ],
    [
      // Numbers are left out where a run is recorded again.
      `DELETE FROM haira_runs WHERE ended_at IS NOT NULL
         AND seq <= (SELECT seq FROM haira_runs ORDER BY seq DESC LIMIT 1 OFFSET $1)`,
      retention.runs,
    ],
    [large('haira_runs', `COALESCE(LENGTH(result), 0) + COALESCE(LENGTH(steps), 0)`), retention.runCharacters],
    [large('haira_run_events', 'LENGTH(data)'), retention.eventCharacters],
    // Whoever gave them has died.
    [`DELETE FROM haira_run_orders WHERE created_at <= ${now} - 60000`],
    ['DELETE FROM haira_run_events WHERE seq <= (SELECT MAX(seq) FROM haira_run_events) - $1', retention.runEvents],
    [
      `DELETE FROM haira_files WHERE created_at <= ${now} - $1 AND session NOT IN (SELECT id FROM haira_sessions)`,
      retention.sessionSeconds * 1000,
    ],
    ['DELETE FROM haira_files WHERE seq <= (SELECT MAX(seq) FROM haira_files) - $1', retention.files],
    [
      `DELETE FROM haira_files WHERE seq IN (SELECT seq FROM (
         SELECT seq, SUM(size) OVER (ORDER BY seq DESC) AS total FROM haira_files) AS counted WHERE total > $1)`,
      retention.fileBytes,
    ],
    [
      'DELETE FROM haira_observations WHERE seq <= (SELECT MAX(seq) FROM haira_observations) - $1',
      retention.observations,
    ],
  ]
  for (const [sql, ...values] of steps) await database.rows(sql, values)
}
