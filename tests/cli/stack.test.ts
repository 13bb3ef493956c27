// Programs whose functions call themselves get a stack for 10,000 nested calls; deeper ones end as other panics do.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { haira, temporaryFolder } from './command-line.ts'

const program = `fn depth(n: int, note: string) -> int {
    if n == 0 { return len(note) }
    same = note[0..1]
    below = depth(n - 1, same)
    return if below > 0 { below } else { -1 }
}

fn main() {
    println(depth(10000, "x"))
    try { depth(1000000000, "y") } catch e { println("caught:", e) }
    println(depth(1000000000, "z"))
}
`

test.each(['asyncify', 'jspi'])('10,000 calls work, endless ones are a panic (%s)', async (suspend) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'deep.haira'), program)
  const { status, stdout, stderr } = await haira(['run', '--suspend', suspend, 'deep.haira'], { cwd: folder })
  expect(stdout).toBe('1\ncaught: stack overflow\n')
  expect(stderr).toMatch(/^panic: stack overflow\n {2}at depth \(deep\.haira:4:\d+\)/)
  expect(status).toBe(1)
})
