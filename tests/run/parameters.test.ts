// Parameters of a workflow that come as text, from path and query, and as JSON, from the body.

import { expect, test } from 'vitest'
import { build, instantiate } from '../emit/run-program.ts'

const program = `
enum Unit { C, F }
struct Point { x: int, y: int = 2 }

@post("/p/{id}")
workflow Take(id: int | string, pair: (int, string), unit: Unit = Unit.C, v: any = nil, p: Point?, ...rest: float) -> string {
    "\${id} \${pair} \${unit} \${v} \${p} \${rest}"
}
`

test('unions, tuples, any and rest parameters are read from path, query and body', async () => {
  const { wasm, init } = await build(program, { optimize: 0 })
  const guest = instantiate(wasm, () => '')
  for (const entry of init.entries.keys()) guest('init', { entry })
  const call = (path: object, query: object, body?: object) => {
    const made = { workflow: 'Take', path, query, ...(body ? { body: JSON.stringify(body) } : {}) }
    const reply = guest('call', made) as { status: number; body: string } | { refused: string }
    return 'refused' in reply ? ['refused', JSON.parse(reply.refused)] : [reply.status, JSON.parse(reply.body)]
  }
  expect(call({ id: '7' }, { pair: ['1', 'b'], unit: ['F'], v: ['x'], rest: ['1', '2.5'] })).toEqual([
    200,
    '7 (1, "b") Unit.F x nil [1.0, 2.5]',
  ])
  expect(call({ id: 'a' }, { pair: ['[1, "b"]'], rest: ['3'] })).toEqual([200, 'a (1, "b") Unit.C nil nil [3.0]'])
  const body = { pair: [1, 'b'], unit: 'F', v: { a: [1] }, p: { x: 1 }, rest: [] }
  expect(call({ id: '8' }, {}, body)).toEqual([200, '8 (1, "b") Unit.F {"a": [1]} Point{x: 1, y: 2} []'])
  expect(call({ id: 'a' }, {}, { pair: [1], unit: 'K', p: { x: 'x' }, rest: 5 })).toEqual([
    'refused',
    {
      error:
        'pair: expected list of 2, got [1]; unit: expected one of C, F, got "K"; p.x: expected int, got "x"; rest: expected list, got 5',
      fields: {
        pair: 'expected list of 2',
        unit: 'expected one of C, F',
        'p.x': 'expected int',
        rest: 'expected list',
      },
    },
  ])
})
