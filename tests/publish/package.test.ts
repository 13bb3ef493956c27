// What users install: the package as npm packs it, in a project of their own, with the packages that it says it needs
// and no others.

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, start, haira as startHaira } from '../cli/command-line.ts'

const project = mkdtempSync(join(tmpdir(), 'haira-package-'))
const installed = join(project, 'node_modules/haira')
const launcher = join(installed, 'host/cli/haira.js')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const program = `import "http"
provider openai { model: "gpt-4o" }
tool count(text: string) -> int {
    """Counts letters."""
    return len(text)
}
agent Desk {
    provider: openai
    system: "Answer."
    tools: [count]
}
@post("/api/chat")
workflow Chat(message: string) -> { reply: string } {
    return { reply: Desk.ask(message)? }
}
test "counts" { assert count("abc") == 3 }
fn main() {
    http.Server([Chat]).listen(8080)
}
`

beforeAll(() => {
  run('npm', ['pack', '--silent', '--pack-destination', project], root)
  const [packed] = readdirSync(project)
  mkdirSync(installed, { recursive: true })
  run('tar', ['-xzf', join(project, packed!), '--strip-components=1', '-C', installed])
  for (const name of [...Object.keys(manifest.dependencies), '@types/node']) {
    const link = join(project, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', name), link)
  }
  writeFileSync(join(project, 'package.json'), '{"type": "module"}')
  writeFileSync(join(project, 'app.haira'), program)
})

afterAll(() => rmSync(project, { recursive: true }))

function run(command: string, args: string[], cwd = project): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')}: ${stdout}${stderr}`)
  return stdout
}

const env = { HAIRA_CACHE_DIR: join(project, 'cache'), HAIRA_DATABASE_URL: 'memory:' }
const haira = (...args: string[]) => startHaira(args, { file: launcher, cwd: project, env })

test('it has no sources but those that go into modules', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  const sources = files.filter((name) => /(?<!\.d)\.ts$/.test(name))
  expect(sources.filter((name) => !name.startsWith('stdlib'))).toEqual([])
  expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'examples/support-desk.haira']))
})

test('its command checks, formats, explains and tests a program', async () => {
  expect(await haira('version')).toMatchObject({ status: 0, stdout: `haira ${manifest.version}\n` })
  expect(await haira('check', 'app.haira')).toMatchObject({ status: 0, stdout: 'app.haira: OK\n' })
  expect((await haira('explain', 'E0110')).stdout).toContain('E0110')
  expect(await haira('test', 'app.haira')).toMatchObject({ status: 0, stdout: expect.stringContaining('PASS') })
})

test.each([[[]], [['--workers', '2']]])('its command serves a program with %j', async (flags) => {
  const args = ['run', 'app.haira', '--offline', '--port', '0', ...flags]
  const server = start(args, { file: launcher, cwd: project, env })
  const [url] = await server.until('stderr', /http:\/\/[\w.:]+/)
  const body = JSON.stringify({ message: 'hello' })
  const reply = await fetch(`${url}/api/chat`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect(await reply.json()).toEqual({ reply: expect.stringContaining('Desk') })
  server.child.kill('SIGTERM')
  expect(await server.ended).toMatchObject({ status: 0 })
})

test('a script compiles a program and runs it, and its types are those that the package declares', () => {
  const script = `import { load, type Program, readLibrary } from 'haira'
import { compile, renderAll, Source } from 'haira/compiler'

const source = new Source('hello.haira', 'fn main() { println("hello") }')
const { artifact, diagnostics } = await compile(source, { suspend: 'asyncify', optimize: 2, library: readLibrary() })
if (!artifact) throw new Error(renderAll(diagnostics))
const program: Program = await load(artifact.wasm, { grant: ['io'] })
await program.init()
await program.main()
await program.close()
`
  writeFileSync(join(project, 'script.mts'), script)
  expect(run(process.execPath, ['script.mts'])).toBe('hello\n')
  const options = { strict: true, module: 'nodenext', target: 'es2024', noEmit: true, types: ['node'] }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['script.mts'] }))
  run(join(root, 'node_modules/.bin/tsc'), ['-p', project])
})
