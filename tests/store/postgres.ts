// A PostgreSQL server of the tests' own: made in a temporary folder, reached by a socket in it, and gone afterwards.
// Where the machine has no server binaries there is none, and the suites that need one say so.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** A URL of a schema that nobody else uses. */
  newSchema(): Promise<string>
  /** Runs a statement beside the store. */
  query(url: string, sql: string): Promise<pg.QueryResult>
  /** Cuts all connections and refuses new ones, as long as it is down. */
  stop(): Promise<void>
  start(): Promise<void>
  /** Ends the server and removes everything. */
  remove(): Promise<void>
}

/** Where `initdb` and `postgres` are, or undefined. */
export const postgresBinaries = findBinaries()

if (postgresBinaries === undefined) {
  console.warn('No PostgreSQL server binaries on this machine: the tests of its store are skipped.')
}

function findBinaries(): string | undefined {
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, 'bin')) : []
  const folders = [...versions.reverse(), ...(process.env.PATH ?? '').split(delimiter)]
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Starts a server. Tests need not wait for the disk; a benchmark should (`isDurable`). */
export async function startPostgres(isDurable = false): Promise<PostgresServer> {
  const binaries = postgresBinaries
  if (binaries === undefined) throw new Error('no PostgreSQL server binaries')
  const folder = mkdtempSync(join(tmpdir(), 'haira-pg-'))
  const user = unprivileged()
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'haira', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    {
      ...user,
      cwd: folder,
      encoding: 'utf8',
      env: { LC_ALL: 'C', PATH: process.env.PATH },
    },
  )
  if (made.status !== 0) throw new Error(`initdb failed:\n${made.stdout}${made.stderr}`)
  const url = (schema?: string): string => {
    const search = schema === undefined ? '' : `&options=${encodeURIComponent(`-c search_path=${schema}`)}`
    return `postgres:///postgres?host=${encodeURIComponent(folder)}&user=haira${search}`
  }
  let server: ChildProcess | undefined
  let schemas = 0

  const start = async (): Promise<void> => {
    const settings = [
      'listen_addresses=',
      `fsync=${isDurable ? 'on' : 'off'}`,
      'shared_buffers=16MB',
      'max_connections=200',
    ]
    const args = ['-D', data, '-k', folder, ...settings.flatMap((setting) => ['-c', setting])]
    const child = spawn(join(binaries, 'postgres'), args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
    const kill = (): void => void child.kill('SIGKILL')
    process.once('exit', kill)
    child.once('exit', () => process.off('exit', kill))
    server = child
    await new Promise<void>((resolve, reject) => {
      let seen = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        seen += text
        if (seen.includes('ready to accept connections')) resolve()
      })
      child.once('exit', () => reject(new Error(`postgres has ended:\n${seen}`)))
    })
  }
  const stop = async (): Promise<void> => {
    const child = server
    if (child === undefined) return
    server = undefined
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGINT')
    await exited
  }
  const query = async (at: string, sql: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: at })
    await client.connect()
    try {
      return await client.query(sql)
    } finally {
      await client.end()
    }
  }
  await start()
  return {
    start,
    stop,
    query,
    async newSchema() {
      const schema = `s${++schemas}`
      await query(url(), `CREATE SCHEMA ${schema}`)
      return url(schema)
    },
    async remove() {
      await stop()
      rmSync(folder, { recursive: true })
    },
  }
}
