// Files of conversations: what the store has forgotten leaves, and nothing else does.

import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UploadFolder } from '../../host/server/upload-folder.ts'
import { InMemoryStore } from '../../host/store/in-memory.ts'

let path: string
let store: InMemoryStore

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'haira-kept-'))
  store = new InMemoryStore()
})
afterEach(async () => {
  rmSync(path, { recursive: true })
  await store.close()
})

/** Makes a file whose time is two hours ago, or now. */
function make(name: string, { isOld = true } = {}): string {
  const file = join(path, name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, name)
  const time = Date.now() / 1000 - 7200
  if (isOld) for (const one of [file, join(file, '..')]) utimesSync(one, time, time)
  return file
}

test('a sweep deletes what is not listed and old, if it is ours', async () => {
  const listed = await store.files.listOnDisk({ session: 's', name: 'a', contentType: 'text/plain', size: 1 })
  const kept = [
    make(`s/${listed.id}`),
    make(`t/${crypto.randomUUID()}`, { isOld: false }),
    make('s/notes.txt'),
    make('a b/5'),
    make('top.txt'),
  ]
  const gone = [make(`s/${crypto.randomUUID()}`), make(`u/${crypto.randomUUID()}`), make('.upload-x1/0')]
  utimesSync(join(path, 'u'), 0, 0)
  const folder = new UploadFolder(path, () => store)
  await folder.sweep()
  expect(kept.filter((file) => !existsSync(file))).toEqual([])
  expect(gone.filter((file) => existsSync(file))).toEqual([])
  expect(await folder.read(listed)).toHaveLength(38)
  await store.files.remove(listed.id)
  await folder.sweep()
  expect(existsSync(kept[0]!)).toBe(false)
})

test('a file that another host keeps is none of this one', async () => {
  const folder = new UploadFolder(join(path, 'none'), () => store)
  await folder.sweep()
  const listed = await store.files.listOnDisk({ session: 's', name: 'a', contentType: 'text/plain', size: 1 })
  expect(await folder.read(listed)).toBeUndefined()
  await folder.remove(listed)
  expect(await store.files.list('s')).toEqual([])
})
