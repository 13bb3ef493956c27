// haira graph and haira explain: what they print, on which stream, and their exit status.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { haira, temporaryFolder } from './command-line.ts'

const program = `provider openai {
    model: "gpt-4o"
}

agent Tech { provider: openai }

agent Desk {
    provider: openai
    handoffs: [Tech]
}

fn main() {
    println(Desk.ask("Hi")?)
}
`

function folderWith(files: Record<string, string>): string {
  const cwd = temporaryFolder()
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text)
  return cwd
}

test('graph prints a tree', async () => {
  const cwd = folderWith({ 'app.haira': program })
  const { status, stdout, stderr } = await haira(['graph', 'app.haira'], { cwd })
  expect(stdout).toBe('Desk (openai, gpt-4o)\n└─ Tech (openai, gpt-4o)\n')
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('graph without a file takes the entry of the package', async () => {
  const cwd = folderWith({ 'main.haira': program, 'package.haira': 'name = "desk"\nversion = "1.0.0"\n' })
  expect(await haira(['graph'], { cwd })).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Desk \(/) })
})

test('graph --mermaid prints a chart, --json data', async () => {
  const cwd = folderWith({ 'app.haira': program })
  const [chart, data] = await Promise.all([
    haira(['graph', 'app.haira', '--mermaid'], { cwd }),
    haira(['graph', '--json', 'app.haira'], { cwd }),
  ])
  expect(chart).toMatchObject({
    status: 0,
    stdout: `flowchart TD
    agent0["Tech<br/>gpt-4o"]
    agent1["Desk<br/>gpt-4o"]
    agent1 -->|hands off| agent0
`,
  })
  expect(data.status).toBe(0)
  const graph = JSON.parse(data.stdout)
  expect(graph.source).toBe('app.haira')
  expect(graph.handoffs).toEqual([{ from: 'Desk', to: 'Tech', position: { file: 'app.haira', line: 9, column: 16 } }])
})

test('graph of a program with errors shows them and no graph', async () => {
  const cwd = folderWith({ 'app.haira': program.replace('[Tech]', '[Teck]') })
  const { status, stdout, stderr } = await haira(['graph', 'app.haira'], { cwd })
  expect(stdout).toBe('')
  expect(stderr).toContain('error[E0110]')
  expect(stderr).toContain('--> app.haira:9:16')
  expect(status).toBe(1)
  const asJson = await haira(['graph', 'app.haira', '--json'], { cwd })
  expect(asJson).toMatchObject({ status: 1, stdout: '' })
  const codes = asJson.stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).code)
  expect(codes).toContain('E0110')
})

test.each([
  [['a.haira', 'b.haira'], '`haira graph` takes one file'],
  [['--json', '--mermaid', 'a.haira'], '`--mermaid` and `--json` exclude each other'],
])('graph %s is wrong usage', async (args, message) => {
  const { status, stderr } = await haira(['graph', ...args])
  expect(stderr).toContain(`error: ${message}`)
  expect(status).toBe(2)
})

test('explain prints message, reason and examples, in plain text where there is no terminal', async () => {
  const { status, stdout, stderr } = await haira(['explain', 'E0111'])
  expect(stdout).toMatch(/^error\[E0111\]: agent `‹agent›` hands off to itself\n\n\S/)
  expect(stdout).toMatch(/\n\nBad:\n\n {4}\S/)
  expect(stdout).toMatch(/\n\nGood:\n\n {4}\S/)
  expect(stdout).not.toContain('\x1b')
  expect(stderr).toBe('')
  expect(status).toBe(0)
})

test('explain takes lower case and several codes', async () => {
  const { stdout } = await haira(['explain', 'e0111', 'W0101'])
  expect(stdout.match(/^(error|warning)\[.....\]/gm)).toEqual(['error[E0111]', 'warning[W0101]'])
})

test('explain shows all kinds of findings with one code', async () => {
  const { stdout } = await haira(['explain', 'E0003'])
  expect(stdout).toContain('error[E0003]: number `‹text›` has no digits')
  expect(stdout).toContain('error[E0003]: integer literal `‹text›` is too large')
})

test('explain --json writes one object per code and line', async () => {
  const { stdout } = await haira(['explain', 'E0111', 'W0101', '--json'])
  const found = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([
    ['E0111', 'error'],
    ['W0101', 'warning'],
  ])
  expect(Object.keys(found[0].entries[0])).toEqual(['name', 'messages', 'hints', 'why', 'bad', 'good'])
})

test('explain --list shows every code, in order', async () => {
  const { status, stdout } = await haira(['explain', '--list'])
  const codes = stdout
    .trimEnd()
    .split('\n')
    .map((line) => /^([EW]\d{4}) {2}\S/.exec(line)?.[1])
  expect(codes[0]).toBe('E0001')
  expect(codes.at(-1)).toMatch(/^W/)
  expect(codes).toEqual(codes.toSorted())
  expect(status).toBe(0)
})

test.each([
  [['E0199'], 'unknown code `E0199`', 'did you mean `E0109`?'],
  [['nonsense'], 'unknown code `nonsense`', '`haira explain --list` shows all'],
  [[], 'no code to explain', '`haira explain E0110`, or `--list`'],
  [['--list', 'E0110'], '`haira explain --list` takes no codes', 'see `haira help explain`'],
])('explain %s is wrong usage', async (args, message, hint) => {
  const { status, stdout, stderr } = await haira(['explain', ...args])
  expect(stdout).toBe('')
  expect(stderr).toBe(`error: ${message}\n  = help: ${hint}\n`)
  expect(status).toBe(2)
})
