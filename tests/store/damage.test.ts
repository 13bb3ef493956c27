// SQLite files that cannot be used: what the operator is told, and that the store works again when the reason is gone.

import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contents, look, open, said, take } from './stores.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'haira-damage-'))
  chmodSync(folder, 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a new file is for its owner alone', async () => {
  const file = join(folder, 'private.db')
  const store = await open(`sqlite:${file}`)
  await take(store, 's', said('one', 'A'))
  for (const one of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(one).mode & 0o777, one).toBe(0o600)
  await store.close()
})

describe('a file that', () => {
  test('is not a database', async () => {
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'not a database, but longer than the header of one. '.repeat(100))
    await expect(open(`sqlite:${file}`)).rejects.toThrow(`SQLite ${file}: the file is not a SQLite database`)
  })

  test('is in a folder that does not exist', async () => {
    const file = join(folder, 'nowhere', 'a.db')
    await expect(open(`sqlite:${file}`)).rejects.toThrow(`SQLite ${file}: the file cannot be opened`)
  })

  test('is read-only', async () => {
    const file = join(folder, 'read-only.db')
    await (await open(`sqlite:${file}`)).close()
    chmodSync(file, 0o444)
    // Root may write to it all the same, so the process becomes somebody else once it has loaded what root alone may read.
    const module = fileURLToPath(new URL('../../host/store/sqlite.ts', import.meta.url))
    const code = `import(${JSON.stringify(module)}).then(({ SqliteDatabase }) => {
      if (process.getuid?.() === 0) {
        process.setegid(65534)
        process.seteuid(65534)
      }
      new SqliteDatabase(${JSON.stringify(file)}).all("UPDATE haira_hosts SET pid = 0")
    }).catch((error) => console.log(error.message))`
    const { stdout } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' })
    expect(stdout).toContain(`SQLite ${file}: the file or its folder is read-only`)
  })

  test('is of a newer version', async () => {
    const file = join(folder, 'newer.db')
    const store = await open(`sqlite:${file}`)
    await store.close()
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 999')
    database.close()
    await expect(open(`sqlite:${file}`)).rejects.toThrow('it was made by a newer version of Haira')
  })
})

/** A file system of its own, where this user may make one. */
function smallDisk(path: string): boolean {
  mkdirSync(path)
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path]).status === 0
}

test('a full disk fails the turn that does not fit, and the store works again when there is room', async (context) => {
  const disk = join(folder, 'disk')
  if (!smallDisk(disk)) return context.skip('needs the right to mount a small file system')
  try {
    const store = await open(`sqlite:${join(disk, 'a.db')}`)
    await take(store, 's', said('before', 'A'))
    const ballast = join(disk, 'ballast')
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k'])
    await expect(take(store, 's', said('x'.repeat(100_000), 'A'))).rejects.toThrow(/SQLite \S+a\.db: the disk is full/)
    rmSync(ballast)
    await take(store, 's', said('after', 'A'))
    expect(contents(await look(store, 's'))).toEqual(['before', 'after'])
    await store.close()
  } finally {
    execFileSync('umount', [disk])
  }
})
