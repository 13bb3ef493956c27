// Turns case folders into tests: each folder below `cases/` is one test, its files are input and expected output.
// FILTER=word runs only the cases whose name contains the word; UPDATE=1 writes the expected files instead of comparing,
// for review in the diff.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Files } from '../compiler/2-resolve/load.ts'
import { Source } from '../compiler/source.ts'

/** One case folder. */
export interface Case {
  name: string
  /** Absolute path, with a slash at the end. */
  folder: string
  has(file: string): boolean
  /** Text of a file of the case; throws if there is none. */
  read(file: string): string
  /** Compares text with a file of the case, or writes the file with UPDATE=1. */
  expect(file: string, actual: string): void
}

const filter = process.env.FILTER ?? ''
const update = process.env.UPDATE === '1'

/**
 * Makes a test of each folder in `cases`.
 *
 *     suite('parse', new URL('cases/', import.meta.url), (one) => {
 *       one.expect('syntax.json', dump(parse(one.read('input.haira'))))
 *     })
 */
export function suite(title: string, cases: URL, run: (one: Case) => void | Promise<void>): void {
  const root = fileURLToPath(cases)
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const names = folders.map((entry) => entry.name).filter((name) => name.includes(filter))
  describe(title, () => {
    for (const name of names.sort()) test(name, () => run(openCase(name, `${root}${name}/`)))
    // An empty suite is an error for vitest, which a filter for another suite should not cause.
    if (names.length === 0) test.skip('no case matches', () => {})
  })
}

/** The other files of a case, for programs that consist of several. */
export function filesOf(one: Case): Files {
  const read = (path: string) => (one.has(path) ? new Source(path, one.read(path)) : undefined)
  return { entry: 'main.haira', read }
}

function openCase(name: string, folder: string): Case {
  return {
    name,
    folder,
    has: (file) => existsSync(folder + file),
    read: (file) => readFileSync(folder + file, 'utf8'),
    expect(file, actual) {
      if (update) return writeFileSync(folder + file, actual)
      const known = existsSync(folder + file)
      expect(known, `${name} has no ${file}; write it, or make it with UPDATE=1 and review it`).toBe(true)
      expect(actual).toBe(readFileSync(folder + file, 'utf8'))
    },
  }
}
