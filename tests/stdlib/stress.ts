// A collector that runs at every allocation and overwrites what it frees: an object that the shadow stack does not hold is
// gone at once, and whoever still uses it reads rubbish.

const changes = [
  ['if (left <= 0) step()', 'if (left < isize.MAX_VALUE) __collect()'],
  [
    'if (dead != 0) store<u64>(at, marks ^ dead)',
    'if (dead != 0) { store<u64>(at, marks ^ dead); overwrite(page, at, dead) }',
  ],
] as const

const overwrite = `
function overwrite(page: Page, marks: usize, dead: u64): void {
  for (let rest = dead; rest != 0; rest &= rest - 1) {
    const place = marks - changetype<usize>(page) + <usize>(ctz(rest) >> 3)
    const object = changetype<usize>(page) + (place << UNIT_BITS)
    memory.fill(object, 0xdd, sizeOf(object))
  }
}
`

/** The standard library with such a collector. */
export function stressed(library: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let heap = library.get('heap.ts') ?? ''
  for (const [from, to] of changes) {
    if (!heap.includes(from)) throw new Error(`the collector has changed: no ${from}`)
    heap = heap.replace(from, to)
  }
  return new Map([...library, ['heap.ts', heap + overwrite]])
}
