// Where a program keeps its sessions: `store.database`, the flag that wins over it, and errors without passwords.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { program, projectFile, runHaira, serve } from './haira.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'haira-database-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('store.database tells what is wrong with a database, and no password', async () => {
  expect(await runHaira(['run', program('database')])).toMatchObject({
    status: 0,
    stdout: [
      'nil',
      'SQLite /no/such/folder/app.db: the file cannot be opened: does its folder exist, and may this user write there? (unable to open database file)',
      'PostgreSQL desk on 127.0.0.1:1: cannot be reached (connect ECONNREFUSED 127.0.0.1:1)',
      'a database URL begins with postgres://, sqlite: or memory:, found mysql:',
      'a database URL begins with postgres://, sqlite: or memory:, found postgres: with a malformed rest',
      'a database URL like sqlite:app.db needs a file',
      '',
    ].join('\n'),
  })
})

test('the flag wins over what the program says', async () => {
  const { stdout } = await runHaira(['run', program('database'), '--database', `sqlite:${join(folder, 'flag.db')}`])
  expect(stdout).toBe('nil\n'.repeat(6))
})

test('tests of programs keep to memory, whatever is said', async () => {
  const file = join(folder, 'tested.haira')
  writeFileSync(
    file,
    'import "store"\ntest "memory" { assert store.database("sqlite:/no/such/folder/app.db") == nil }\n',
  )
  const { status, stdout } = await runHaira(['test', file], { HAIRA_DATABASE_URL: 'postgres://127.0.0.1:1/desk' })
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('1 passed, 0 failed') })
})

test('a server without a database of its own keeps sessions in .haira.db, and offline in memory', async () => {
  const desk = projectFile('examples/support-desk.haira')
  const offline = await serve(desk, { args: ['--offline'], env: { HAIRA_DATABASE_URL: '' }, cwd: folder })
  await offline.stop()
  expect(existsSync(join(folder, '.haira.db'))).toBe(false)
  const server = await serve(desk, { env: { HAIRA_DATABASE_URL: '', OPENAI_API_KEY: 'sk-x' }, cwd: folder })
  expect(existsSync(join(folder, '.haira.db'))).toBe(true)
  await server.stop()
})

test('a server whose database cannot be reached does not start', async () => {
  const env = { HAIRA_DATABASE_URL: 'postgres://ada:secret@127.0.0.1:1/desk' }
  const { status, stderr } = await runHaira(
    ['run', projectFile('examples/support-desk.haira'), '--offline', '--port', '0'],
    env,
  )
  expect(status).toBe(1)
  expect(stderr).toContain('PostgreSQL desk on 127.0.0.1:1: cannot be reached')
  expect(stderr).not.toMatch(/secret|Listening/)
})
