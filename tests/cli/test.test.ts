// `haira test`: what it runs, what it says, and how it ends.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { haira } from './command-line.ts'

let folder: string
const write = (path: string, text: string) => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const run = async (...args: string[]) => {
  const result = await haira(['test', ...args], { cwd: folder })
  return { ...result, stdout: result.stdout.replace(/\(\d+ms\)/g, '(ms)') }
}

const counting = `import "./names"

count = 0

fn add(a: int, b: int) -> int {
    count += 1
    a + b
}

test "adds" {
    assert add(1, 2) == 3
    assert count == 1
}

test "starts afresh" {
    assert count == 0, "count"
    assert add(1, 1) == 3, "sum"
    assert "a" + "b" != "ab"
    assert add(0, 0) > 1
    println("never")
}

test "panics" {
    defer println("deferred")
    assert greeting == "hello"
    xs = [1]
    println(xs[add(1, 1)])
}

fn main() { println("main") }
`

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'haira-test-'))
  write('app.haira', counting)
  write('names.haira', 'pub const greeting = "hi"\n\ntest "of an import" { assert false }\n')
  write('good/good.haira', 'test "is true" { assert true }\n')
  write('good/plain.haira', 'fn main() { println("no tests") }\n')
  write('broken.haira', 'test "is wrong" { assert 1 }\n')
})

afterAll(() => rmSync(folder, { recursive: true }))

test('failures say what was found and where', async () => {
  const { status, stdout } = await run('app.haira')
  expect(stdout).toBe(`PASS adds (ms)
FAIL starts afresh (ms)
  assertion failed (sum): got 2, want 3
    at app.haira:17:5
  assertion failed: got "ab", want another value than "ab"
    at app.haira:18:5
  assertion failed: add(0, 0) > 1
    at app.haira:19:5
deferred
FAIL panics (ms)
  assertion failed: got "hi", want "hello"
    at app.haira:25:5
  panic: index 2 out of range (length 1)
    at test (app.haira:27:13)

1 passed, 2 failed
`)
  expect(status).toBe(1)
})

test('--filter chooses by name, --json writes results only', async () => {
  const { status, stdout } = await run('app.haira', '--filter', 'panic', '--json')
  expect(JSON.parse(stdout)).toEqual({
    passed: 0,
    failed: 1,
    tests: [
      {
        file: 'app.haira',
        name: 'panics',
        line: 23,
        passed: false,
        ms: expect.any(Number),
        failures: [
          { message: 'assertion failed: got "hi", want "hello"', at: ['at app.haira:25:5'] },
          { message: 'panic: index 2 out of range (length 1)', at: ['at test (app.haira:27:13)'] },
        ],
      },
    ],
  })
  expect(status).toBe(1)
})

test('all is well', async () => {
  expect(await run('good/good.haira')).toMatchObject({ status: 0, stdout: 'PASS is true (ms)\n\n1 passed, 0 failed\n' })
})

test('nothing to run is no failure, and said', async () => {
  expect(await run('good/plain.haira')).toMatchObject({ status: 0, stderr: 'no tests\n' })
  expect(await run('app.haira', '--filter', 'nothing')).toMatchObject({
    status: 0,
    stderr: 'no tests with `nothing` in their names\n',
  })
})

test('without files, all programs below the folder that have tests; one that does not compile is a failure', async () => {
  const { status, stdout, stderr } = await run('--filter', 'is ')
  expect(stdout).toBe('PASS is true (ms)\n\n1 passed, 0 failed\n')
  expect(stderr).toContain('error[E0304]')
  expect(status).toBe(1)
})

test('a test has the working folder and no arguments, and fails if the program leaves', async () => {
  write(
    'surroundings.haira',
    `import "fs"
import "os"

test "looks around" {
    assert fs.exists("surroundings.haira")
    assert os.args() == []
}

test "leaves" { os.exit(3) }
`,
  )
  const { status, stdout } = await run('surroundings.haira')
  expect(stdout).toBe(`PASS looks around (ms)
FAIL leaves (ms)
  error: the program ended itself with os.exit(3)

1 passed, 1 failed
`)
  expect(status).toBe(1)
})
