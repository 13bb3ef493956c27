// Programs of several files on the command line: where files are found, how messages name them, and when a module that
// was compiled before is still the right one.

import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { haira, temporaryFolder } from './command-line.ts'

let folder: string
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const run = (...args: string[]) => haira(args, { cwd: folder })

beforeEach(() => {
  folder = temporaryFolder()
  write('app/main.haira', 'import "words"\n\nfn main() { println(words.greeting) }\n')
  // The folder makes it a program that no other test has compiled.
  write('app/words.haira', `// ${folder}\npub const greeting = "hello"\n`)
})

test('imports are found beside the entry file, wherever the command runs', async () => {
  expect(await run('run', 'app/main.haira')).toMatchObject({ status: 0, stdout: 'hello\n' })
  expect(await run('run', join(folder, 'app/main.haira'))).toMatchObject({ status: 0, stdout: 'hello\n' })
})

test('findings name the file that they are in, as the command line would', async () => {
  write('app/words.haira', 'pub const greeting: int = "hello"\n')
  const { status, stderr } = await run('check', 'app/main.haira')
  expect(stderr).toContain('error[E0301]: expected int, found string\n  --> app/words.haira:1:27\n')
  expect(status).toBe(1)
})

test('with a package.haira its folder is the root', async () => {
  write('package.haira', 'name = "desk"\nversion = "1.0.0"\nentry = "app/main.haira"\n')
  expect(await run('check')).toMatchObject({ status: 1, stderr: expect.stringContaining('E0201') })
  write('app/main.haira', 'import "app/words"\nimport "./words"\n\nfn main() { println(greeting) }\n')
  expect(await run('run')).toMatchObject({ status: 0, stdout: 'hello\n' })
})

test('a link that leads out of the project is refused', async () => {
  write('secret.haira', 'pub const greeting = "secret"\n')
  rmSync(join(folder, 'app/words.haira'))
  symlinkSync(join(folder, 'secret.haira'), join(folder, 'app/words.haira'))
  const { status, stderr } = await run('run', 'app/main.haira')
  expect(stderr).toContain('error[E0202]: import `words` leaves the project folder')
  expect(status).toBe(1)
})

describe('a module from the cache', () => {
  const verbose = () => run('run', '--verbose', 'app/main.haira')

  test('is used while no file has changed', async () => {
    expect((await verbose()).stderr).toContain('compiled in')
    expect(await verbose()).toMatchObject({ stdout: 'hello\n', stderr: expect.stringContaining('from the cache') })
  })

  test('is not used when an imported file has changed, and is again when it is as before', async () => {
    await verbose()
    // The folder makes it a text that no earlier run has compiled.
    write('app/words.haira', `// ${folder}\npub const greeting = "good day"\n`)
    expect(await verbose()).toMatchObject({ stdout: 'good day\n', stderr: expect.stringContaining('compiled in') })
    write('app/words.haira', `// ${folder}\npub const greeting = "hello"\n`)
    expect(await verbose()).toMatchObject({ stdout: 'hello\n', stderr: expect.stringContaining('from the cache') })
  })

  test('is not used when a file has come that an import finds first', async () => {
    rmSync(join(folder, 'app/words.haira'))
    write('app/words/mod.haira', 'pub const greeting = "from the folder"\n')
    expect(await verbose()).toMatchObject({ stdout: 'from the folder\n' })
    write('app/words.haira', 'pub const greeting = "from the file"\n')
    expect(await verbose()).toMatchObject({ stdout: 'from the file\n' })
  })
})
