// What programs reach of the world through the command line: standard input and output, process, environment.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { haira, type StartOptions, start, temporaryFolder } from './command-line.ts'

let folder: string
beforeEach(() => {
  folder = temporaryFolder()
})

/** Runs a program of these lines, as the body of `main`. */
function run(lines: string, options: StartOptions & { flags?: string[]; args?: string[] } = {}) {
  const { flags = [], args = [], ...rest } = options
  const text = lines.includes('fn main()') ? lines : `fn main() {\n${lines}\n}\n`
  writeFileSync(join(folder, 'main.haira'), text)
  return haira(['run', ...flags, 'main.haira', ...args], { cwd: folder, ...rest })
}

describe('readln', () => {
  test('gives the lines of standard input without their ends, then EOF', async () => {
    const program = `
      for i in 0..4 {
        line, err = io.readln()
        if err != nil { println("error", err) } else { println([line]) }
      }`
    const { status, stdout } = await run(program, { stdin: 'one\r\n\nthrée' })
    expect(stdout).toBe('["one"]\n[""]\n["thrée"]\nerror EOF\n')
    expect(status).toBe(0)
  })

  test('prints its prompt before it waits', async () => {
    writeFileSync(join(folder, 'main.haira'), 'fn main() {\n  name, _ = io.readln("name? ")\n  println(name)\n}\n')
    const started = start(['run', 'main.haira'], { cwd: folder, stdin: 'Ada\n' })
    expect(await started.ended).toMatchObject({ status: 0, stdout: 'name? Ada\n' })
  })
})
