// An agent that is made at run time with a provider of its own: the host makes that from its fields, once.

import { expect, test } from 'vitest'
import { load } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { text } from '../wire/answers.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { key } from './model.ts'

const source = `
fn made(fields: any) {
    try {
        a = create_agent({name: "A", system: "You are A.", memory_kind: "none"}, fields)
        reply, err = a.ask("hello")
        println(reply, err)
    } catch e { println("raised:", e) }
}

fn main() {
    made({model: "m1", endpoint: env("URL"), api_key: env("TOKEN"), temperature: 0.5})
    made({model: "m1", endpoint: env("URL"), api_key: env("TOKEN"), temperature: 0.5})
    made({model: "m2", endpoint: env("URL"), api_key: "sk-wrong-key-0001", max_retries: 0})
    made({model: "m3", endpiont: "x"})
    made({endpoint: env("URL")})
}
`

test('a provider from a map of fields', async () => {
  const server = await startOpenAiServer({ answer: [text('one'), text('two')], key })
  const { wasm } = await build(source, { optimize: 0 })
  const printed: string[] = []
  const program = await load(new Uint8Array(wasm), {
    sockets: false,
    env: { URL: server.url, TOKEN: key },
    stdout: (line) => void printed.push(line),
  })
  await program.init()
  expect(await program.main()).toBe(0)
  await program.close()
  await server.close()
  expect(printed.join('').split('\n')).toEqual([
    'one nil',
    'two nil',
    ' provider#2: 401 Incorrect API key provided: ***.',
    expect.stringMatching(/^raised: provider provider#3: .*endpiont/),
    'raised: create_agent: no model (set model in the provider)',
    '',
  ])
  expect(server.requests.map(({ body }) => [body.model, body.temperature])).toEqual([
    ['m1', 0.5],
    ['m1', 0.5],
    ['m2', undefined],
  ])
})
