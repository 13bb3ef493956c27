// package.haira: its form, and how commands find it.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPackageFile } from '../../host/cli/package-file.ts'
import { haira, temporaryFolder } from './command-line.ts'

const read = (text: string) => readPackageFile('package.haira', text)

test('keys, comments and blank lines', () => {
  expect(read('# ours\nname = "desk"\n\n  version="1.0.0" # first\r\nentry = "src/app.haira"\n')).toEqual({
    name: 'desk',
    version: '1.0.0',
    description: '',
    entry: 'src/app.haira',
  })
})

test('the entry is main.haira where nothing is said', () => {
  expect(read('name = "a"\nversion = "1"').entry).toBe('main.haira')
})

test.each([
  ['name = "a"\nversion = "1"\nentyr = "x"', 'package.haira:3: unknown key `entyr`'],
  ['name = "a"\nname = "b"', 'package.haira:2: `name` is given twice'],
  ['name = a', 'package.haira:1: expected a line like `name = "value"`'],
  ['[package]', 'package.haira:1: expected a line like `name = "value"`'],
  ['name = "a\\q"', 'package.haira:1: unknown escape in "a\\q"'],
  ['version = "1"', 'package.haira: `name` is missing'],
  ['name = "a"', 'package.haira: `version` is missing'],
])('%j is refused', (text, message) => {
  expect(() => read(text)).toThrow(message)
})

test('the nearest package.haira of the folder or its parents names the program', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'src/deep'), { recursive: true })
  writeFileSync(join(folder, 'package.haira'), 'name = "desk"\nversion = "1.0.0"\nentry = "src/app.haira"\n')
  writeFileSync(join(folder, 'src/app.haira'), 'fn main() {\n}\n')
  const outside = await haira(['check'], { cwd: folder })
  expect(outside).toMatchObject({ status: 0, stdout: 'src/app.haira: OK\n', stderr: '' })
  const inside = await haira(['check'], { cwd: join(folder, 'src/deep') })
  expect(inside).toMatchObject({ status: 0, stdout: '../app.haira: OK\n', stderr: '' })
})

test('a damaged package.haira and a missing entry are failures that name the file', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'package.haira'), 'name = "desk"\n')
  expect(await haira(['check'], { cwd: folder })).toMatchObject({
    status: 1,
    stderr: 'error: package.haira: `version` is missing\n  = help: add a line `version = "…"`\n',
  })
  writeFileSync(join(folder, 'package.haira'), 'name = "desk"\nversion = "1"\n')
  expect(await haira(['check'], { cwd: folder })).toMatchObject({
    status: 2,
    stderr: 'error: there is no file `main.haira`\n',
  })
})
