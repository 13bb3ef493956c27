// The tables, as a list of migrations: a database is brought from the version that it has to the newest one. A migration
// that has been published is never changed. `BLOB` and `SERIAL` stand for what the two databases call these.

/** Of one version to the next; the position in the list is the version it leads to, less one. */
export const migrations: readonly string[][] = [
  [
    `CREATE TABLE haira_hosts (
      id TEXT PRIMARY KEY, machine TEXT NOT NULL, pid BIGINT NOT NULL, started_at BIGINT NOT NULL,
      expires_at BIGINT NOT NULL)`,
    `CREATE TABLE haira_sessions (
      id TEXT PRIMARY KEY, version TEXT NOT NULL, next_entry BIGINT NOT NULL,
      lease TEXT, host TEXT, wanted_by TEXT, wanted_until BIGINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
      workflow_name TEXT, workflow_path TEXT, title TEXT, owner TEXT)`,
    'CREATE INDEX haira_sessions_by_use ON haira_sessions (updated_at)',
    'CREATE INDEX haira_sessions_held ON haira_sessions (host) WHERE lease IS NOT NULL',
    `CREATE TABLE haira_messages (
      session TEXT NOT NULL REFERENCES haira_sessions (id) ON DELETE CASCADE, id BIGINT NOT NULL,
      role TEXT NOT NULL, content TEXT NOT NULL, agent TEXT NOT NULL, seen TEXT NOT NULL, created_at BIGINT NOT NULL,
      PRIMARY KEY (session, id))`,
    `CREATE TABLE haira_runs (
      seq SERIAL, id TEXT NOT NULL UNIQUE, workflow TEXT NOT NULL, status TEXT NOT NULL, host TEXT NOT NULL,
      parent TEXT, session TEXT, started_at BIGINT NOT NULL, ended_at BIGINT, steps TEXT, result TEXT, error TEXT)`,
    `CREATE INDEX haira_runs_by_workflow ON haira_runs (workflow, seq)`,
    `CREATE INDEX haira_runs_open ON haira_runs (host) WHERE ended_at IS NULL`,
    `CREATE TABLE haira_run_events (
      seq SERIAL, run TEXT NOT NULL REFERENCES haira_runs (id) ON DELETE CASCADE, id BIGINT NOT NULL,
      event TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (run, id))`,
    `CREATE TABLE haira_files (
      seq SERIAL, id TEXT NOT NULL UNIQUE, session TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL,
      size BIGINT NOT NULL, content BLOB NOT NULL, created_at BIGINT NOT NULL)`,
    'CREATE INDEX haira_files_by_session ON haira_files (session, seq)',
    `CREATE TABLE haira_observations (
      seq SERIAL, id TEXT NOT NULL, agent TEXT NOT NULL, session TEXT NOT NULL, model TEXT NOT NULL,
      json TEXT NOT NULL, created_at BIGINT NOT NULL)`,
  ],
  [
    `CREATE TABLE haira_run_orders (
      seq SERIAL, id TEXT NOT NULL UNIQUE, run TEXT NOT NULL, host TEXT NOT NULL, what TEXT NOT NULL, answer TEXT,
      created_at BIGINT NOT NULL)`,
    'CREATE INDEX haira_run_orders_open ON haira_run_orders (host) WHERE answer IS NULL',
    `CREATE TABLE haira_schedules (
      workflow TEXT PRIMARY KEY, at BIGINT NOT NULL, host TEXT NOT NULL, is_running BIGINT NOT NULL)`,
    'ALTER TABLE haira_files ADD COLUMN on_disk BIGINT NOT NULL DEFAULT 0',
  ],
]
