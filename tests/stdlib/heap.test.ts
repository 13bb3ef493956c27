// The allocator and the collector: what is in use keeps its content, what is not makes room.

import { expect, test } from 'vitest'
import { instantiate } from '../emit/run-program.ts'
import { compileDriver } from './compile.ts'

test.each([0, 2] as const)('objects of all sizes that come and go, optimized %d', async (optimize) => {
  let printed = ''
  const guest = instantiate(await compileDriver('heap', { optimize }), (name, text) => {
    if (name === 'io.write-stdout') printed += text
    return ''
  })
  guest('main', { args: [] })
  // Arrays, links, what is held, and arrays once more in the room that is free again.
  expect(printed).toBe('true\ntrue\ntrue\ntrue\n')
  expect(guest.memory.buffer.byteLength).toBeLessThan(40_000_000)
})
