// haira fmt: what it writes, prints and refuses, and its exit status.

import { chmodSync, lstatSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { haira, root, temporaryFolder } from '../cli/command-line.ts'

const untidy = 'x=1;y = !x\n'
const tidy = 'x = 1\ny = not x\n'

let cwd: string
const run = (...args: string[]) => haira(['fmt', ...args], { cwd })
const file = (name: string) => join(cwd, name)
const content = (name: string) => readFileSync(file(name), 'utf8')

beforeEach(() => {
  cwd = temporaryFolder()
  writeFileSync(file('untidy.haira'), untidy)
  writeFileSync(file('tidy.haira'), tidy)
  writeFileSync(file('broken.haira'), 'x = (1\n')
})

test('rewrites the files, keeps their mode, says nothing and leaves nothing else behind', async () => {
  chmodSync(file('untidy.haira'), 0o640)
  symlinkSync('untidy.haira', file('link.haira'))
  const before = statSync(file('tidy.haira')).mtimeMs
  const { status, stdout, stderr } = await run('link.haira', 'tidy.haira')
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(content('untidy.haira')).toBe(tidy)
  expect(statSync(file('untidy.haira')).mode & 0o777).toBe(0o640)
  expect(lstatSync(file('link.haira')).isSymbolicLink()).toBe(true)
  expect(statSync(file('tidy.haira')).mtimeMs).toBe(before)
  expect(readdirSync(cwd).sort()).toEqual(['broken.haira', 'link.haira', 'tidy.haira', 'untidy.haira'])
})

test('--check names what would change and changes nothing', async () => {
  const { status, stdout } = await run('--check', 'tidy.haira', 'untidy.haira')
  expect(stdout).toBe('untidy.haira\n')
  expect(status).toBe(1)
  expect(content('untidy.haira')).toBe(untidy)
  expect((await run('--check', 'tidy.haira')).status).toBe(0)
})

test('a file with syntax errors stays as it is; the others are formatted', async () => {
  const { status, stdout, stderr } = await run('broken.haira', 'untidy.haira')
  expect(stderr).toContain('error[E0011]')
  expect(stderr).toContain('--> broken.haira:1:5')
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(content('broken.haira')).toBe('x = (1\n')
  expect(content('untidy.haira')).toBe(tidy)
})

test('errors that are no syntax errors are no reason to refuse', async () => {
  writeFileSync(file('untyped.haira'), 'n:int="four"\n')
  expect((await run('untyped.haira')).status).toBe(0)
  expect(content('untyped.haira')).toBe('n: int = "four"\n')
})

test('if one file is missing nothing is changed', async () => {
  const { status, stderr } = await run('untidy.haira', 'missing.haira')
  expect(status).toBe(2)
  expect(stderr).toContain('there is no file `missing.haira`')
  expect(content('untidy.haira')).toBe(untidy)
})

test('--stdin writes the text to stdout', async () => {
  const formatted = await haira(['fmt', '--stdin'], { cwd, stdin: untidy })
  expect(formatted).toMatchObject({ status: 0, stdout: tidy, stderr: '' })
  const broken = await haira(['fmt', '--stdin'], { cwd, stdin: 'x = (1' })
  expect(broken).toMatchObject({ status: 1, stdout: '' })
  expect(broken.stderr).toContain('--> <stdin>:1:5')
  const checked = await haira(['fmt', '--stdin', '--check'], { cwd, stdin: untidy })
  expect(checked).toMatchObject({ status: 1, stdout: '<stdin>\n' })
  const both = await run('--stdin', 'tidy.haira')
  expect(both.status).toBe(2)
  expect(both.stderr).toContain('`--stdin` takes no files')
})

test('the examples are formatted', async () => {
  const examples = ['support-desk', 'escalation'].map((name) => join(root, `examples/${name}.haira`))
  expect(await run('--check', ...examples)).toMatchObject({ status: 0 })
})
