// check, emit, build and run on real programs: what they print, write and keep, and their exit status.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '@jridgewell/sourcemap-codec'
import { beforeEach, describe, expect, test } from 'vitest'
import { haira, root, start, temporaryFolder } from './command-line.ts'

const noCompiler = ['--import', join(root, 'tests/cli/setup/no-compiler.mjs')]

const hello = `import "io"

fn main() -> int {
    io.println("hello")
    return 3
}
`
const broken = `import "io"

fn main() {
    io.println(nme)
}
`
/** A legal program with one warning: the import is unused. */
const warned = 'import "io"\n\nfn main() {\n}\n'

let cwd: string

beforeEach(() => {
  cwd = temporaryFolder()
  for (const [name, text] of Object.entries({ hello, broken, warned })) writeFileSync(join(cwd, `${name}.haira`), text)
})

const run = (...args: string[]) => haira(args, { cwd })

describe('check', () => {
  test('says OK for each program without errors', async () => {
    const { status, stdout, stderr } = await run('check', 'hello.haira', 'warned.haira')
    expect(stdout).toBe('hello.haira: OK\nwarned.haira: OK\n')
    expect(stderr).toContain('warning[W0202]')
    expect(status).toBe(0)
  })

  test('shows errors with their place, without colour where there is no terminal, and fails', async () => {
    const { status, stdout, stderr } = await run('check', 'broken.haira')
    expect(stdout).toBe('')
    expect(stderr).toContain('error[E0210]')
    expect(stderr).toContain('--> broken.haira:4:16')
    expect(stderr).toContain('broken.haira: 1 error\n')
    expect(stderr).not.toContain('\x1b')
    expect(status).toBe(1)
  })

  test('--json writes one object per line and nothing else', async () => {
    const { status, stdout, stderr } = await run('check', '--json', 'broken.haira', 'warned.haira')
    expect(stdout).toBe('')
    const found = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { file: string; code: string })
    expect(found.map(({ file, code }) => [file, code])).toEqual([
      ['broken.haira', 'E0210'],
      ['warned.haira', 'W0202'],
    ])
    expect(status).toBe(1)
  })

  test('--deny-warnings makes a warning a failure', async () => {
    const { status, stdout, stderr } = await run('check', '--deny-warnings', 'warned.haira')
    expect(stdout).toBe('')
    expect(stderr).toContain('warned.haira: 1 warning\n')
    expect(status).toBe(1)
  })
})

describe('emit', () => {
  test('prints the AssemblyScript, or writes it to a file', async () => {
    const { status, stdout } = await run('emit', 'hello.haira')
    expect(stdout).toContain('// Compiled from hello.haira by haira')
    expect(stdout).toMatch(/^function main\(\): i64 \{$/m)
    expect(status).toBe(0)
    expect(await run('emit', 'hello.haira', '-o', 'hello.ts')).toMatchObject({ status: 0, stdout: '' })
    expect(readFileSync(join(cwd, 'hello.ts'), 'utf8')).toBe(stdout)
  })

  test('fails on a program with errors', async () => {
    expect(await run('emit', 'broken.haira')).toMatchObject({ status: 1, stdout: '' })
  })
})

describe('build', () => {
  test('writes the module beside the working directory and says what is in it', async () => {
    const { status, stdout } = await run('build', '--wasm', join(root, 'examples/support-desk.haira'))
    expect(stdout).toMatch(/^Built: support-desk\.wasm \(\d+\.\d KB, 3 agents, 1 workflow\)\n$/)
    expect(status).toBe(0)
    expect(WebAssembly.validate(readFileSync(join(cwd, 'support-desk.wasm')))).toBe(true)
  })

  test('--debug writes a source map, and the module says where', async () => {
    writeFileSync(join(cwd, 'face.haira'), 'fn main() {\n    x = "😀" + "${1 / 0}"\n    println(x)\n}\n')
    const { status } = await run('build', '--debug', 'face.haira')
    expect(status).toBe(0)
    const module = new WebAssembly.Module(readFileSync(join(cwd, 'face.wasm')))
    const [address] = WebAssembly.Module.customSections(module, 'sourceMappingURL')
    expect(Buffer.from(address!).toString()).toBe('\x0dface.wasm.map')
    const map = JSON.parse(readFileSync(join(cwd, 'face.wasm.map'), 'utf8'))
    expect(map).toMatchObject({
      version: 3,
      sources: ['face.haira'],
      sourcesContent: [expect.stringMatching(/^fn main/)],
    })
    // The division stands in the 18th unit of its line; the face before it has two.
    const columns = decode(map.mappings as string)[0]!
      .filter(([, , line]) => line === 1)
      .map(([, , , column]) => column)
    expect(columns).toContain(18)
  })

  test('-o names the file, --json and --size tell the same as data and as a table', async () => {
    const asJson = await run('build', 'hello.haira', '-o', 'out.wasm', '--json')
    const { file, bytes, agents, sections } = JSON.parse(asJson.stdout)
    expect({ file, bytes, agents }).toEqual({
      file: 'out.wasm',
      bytes: readFileSync(join(cwd, 'out.wasm')).length,
      agents: 0,
    })
    const sum = Object.values(sections as Record<string, number>).reduce((a, b) => a + b, 0)
    expect(sum).toBe(bytes - 8)
    const asTable = await run('build', '--size', 'hello.haira')
    expect(asTable.stdout).toMatch(/^Built: hello\.wasm \(\d+\.\d KB\)\n/)
    for (const name of ['code', 'haira.manifest', 'haira.init']) {
      expect(asTable.stdout).toMatch(new RegExp(`^ +\\d+\\.\\d KB {2}${name}$`, 'm'))
    }
  })

  test('--suspend jspi builds the plain module', async () => {
    await run('build', 'hello.haira', '-o', 'a.wasm')
    await run('build', 'hello.haira', '-o', 'b.wasm', '--suspend', 'jspi')
    const exported = (name: string) =>
      WebAssembly.Module.exports(new WebAssembly.Module(readFileSync(join(cwd, name)))).map((item) => item.name)
    expect(exported('a.wasm')).toContain('asyncify_start_unwind')
    expect(exported('b.wasm')).not.toContain('asyncify_start_unwind')
  })

  test('writes nothing for a program with errors, and says so where it cannot write', async () => {
    expect(await run('build', 'broken.haira')).toMatchObject({ status: 1, stdout: '' })
    expect(existsSync(join(cwd, 'broken.wasm'))).toBe(false)
    const { status, stderr } = await run('build', 'hello.haira', '-o', 'nowhere/a.wasm')
    expect(stderr).toBe('error: cannot write `nowhere/a.wasm`: ENOENT\n')
    expect(status).toBe(1)
  })
})

describe('run', () => {
  test('passes on output and exit status of the program', async () => {
    expect(await run('run', 'hello.haira')).toMatchObject({ status: 3, stdout: 'hello\n', stderr: '' })
  })

  test('runs a built module', async () => {
    await run('build', 'hello.haira')
    expect(await run('run', 'hello.wasm')).toMatchObject({ status: 3, stdout: 'hello\n', stderr: '' })
  })

  test('a file that is no module, or no longer a whole one, is refused without a stack', async () => {
    writeFileSync(join(cwd, 'text.wasm'), 'text')
    const text = await run('run', 'text.wasm')
    expect(text).toMatchObject({ status: 1, stderr: 'error: text.wasm: not a WebAssembly module\n' })
    await run('build', 'hello.haira')
    writeFileSync(join(cwd, 'cut.wasm'), readFileSync(join(cwd, 'hello.wasm')).subarray(0, 2000))
    const cut = await run('run', 'cut.wasm')
    expect(cut.stderr).toMatch(/^error: cut\.wasm: the WebAssembly module is damaged: .*\n$/)
    expect(cut.status).toBe(1)
    writeFileSync(join(cwd, 'other.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
    const other = await run('run', 'other.wasm')
    const message = 'error: other.wasm: the module has no section haira.manifest: it was not built by haira\n'
    expect(other).toMatchObject({ status: 1, stderr: message })
  })

  test.each([
    ['HAIRA_PORT', '80a', 'HAIRA_PORT must be a whole number from 0 to 65535'],
    ['HAIRA_PORT', '65536', 'HAIRA_PORT must be a whole number from 0 to 65535'],
    ['HAIRA_MAX_SESSIONS', '0', 'HAIRA_MAX_SESSIONS must be a whole number of at least 1'],
    ['HAIRA_SESSION_TTL', '1h', 'HAIRA_SESSION_TTL must be a whole number of at least 0'],
  ])('%s=%s is refused', async (name, value, message) => {
    const { status, stderr } = await haira(['run', 'hello.haira'], { cwd, env: { [name]: value } })
    expect(stderr).toBe(`error: ${message}, got '${value}'\n`)
    expect(status).toBe(1)
  })

  test('an uncaught panic is a message with the calls it came through, and status 1', async () => {
    writeFileSync(join(cwd, 'panic.haira'), 'fn main() {\n    panic("no more")\n}\n')
    const { status, stderr } = await run('run', 'panic.haira')
    expect(stderr).toBe('panic: no more\n  at main (panic.haira:2:5)\n')
    expect(status).toBe(1)
  })

  test('errors of the program are shown and nothing runs', async () => {
    const { status, stdout, stderr } = await run('run', 'broken.haira')
    expect(stderr).toContain('error[E0210]')
    expect(stdout).toBe('')
    expect(status).toBe(1)
  })
})

describe('run, with a cache of its own', () => {
  const own = () => ({ HAIRA_CACHE_DIR: join(cwd, 'cache') })
  const run = (...args: string[]) => haira(args, { cwd, env: own() })

  test('an unchanged program runs from the cache, without the compiler', async () => {
    const first = await run('run', 'hello.haira', '--verbose')
    expect(first.stderr).toMatch(/compiled in \d+ ms/)
    const again = await haira(['run', 'hello.haira', '--verbose'], { cwd, env: own(), node: noCompiler })
    expect(again.stderr).toMatch(/module [0-9a-f]{12} from the cache/)
    expect(again).toMatchObject({ status: 3, stdout: 'hello\n' })
    // The guard itself works: where the cache may not be used, the compiler is needed.
    const guarded = await haira(['run', 'hello.haira', '--no-cache'], { cwd, env: own(), node: noCompiler })
    expect(guarded.stderr).toContain('the compiler is not to be loaded')
  })

  test('a changed program, another option and a damaged entry are compiled anew', async () => {
    const origin = async (...args: string[]) => (await run('run', '--verbose', ...args)).stderr
    await run('run', 'hello.haira')
    expect(await origin('hello.haira', '--suspend', 'jspi')).toContain('compiled in')
    writeFileSync(join(cwd, 'hello.haira'), hello.replace('"hello"', '"hallo"'))
    expect(await origin('hello.haira')).toContain('compiled in')
    expect(await origin('hello.haira')).toContain('from the cache')
    const modules = join(cwd, 'cache/modules')
    for (const name of readdirSync(modules)) writeFileSync(join(modules, name), 'damaged')
    expect(await origin('hello.haira')).toContain('compiled in')
    expect(await run('run', 'hello.haira')).toMatchObject({ status: 3, stdout: 'hallo\n' })
  })

  test('warnings are shown again when the module comes from the cache', async () => {
    const first = await run('run', 'warned.haira')
    expect(first.stderr).toContain('warning[W0202]')
    expect(await run('run', 'warned.haira')).toEqual(first)
  })

  test('--no-cache leaves nothing behind', async () => {
    await run('run', 'hello.haira', '--no-cache')
    expect(existsSync(join(cwd, 'cache/modules'))).toBe(false)
  })
})

describe('run, stopped', () => {
  const desk = join(root, 'examples/support-desk.haira')
  const serve = async (node: string[] = []) => {
    const program = start(['run', desk, '--offline', '--port', '0'], { cwd, node })
    const [, url] = await program.until('stderr', /Listening on (\S+)/)
    return { ...program, url: url! }
  }

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends a server in order', async (signal) => {
    const { child, ended } = await serve()
    child.kill(signal)
    expect(await ended).toMatchObject({ status: 0, signal: null })
  })

  test('a signal repeated at once, as npm and the launcher repeat it, is one signal', async () => {
    const { child, ended } = await serve()
    child.kill('SIGINT')
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await ended).toMatchObject({ status: 0, signal: null })
  })

  test('from an older Node it listens, answers and stops the same way', async () => {
    const { child, ended, url } = await serve(['--import', join(root, 'tests/cli/setup/old-node.mjs')])
    const body = JSON.stringify({ message: "I can't log in", session_id: 's1' })
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/api/chat`, { method: 'POST', headers, body })
    expect(await response.text()).toContain('TechAgent')
    child.kill('SIGTERM')
    expect(await ended).toMatchObject({ status: 0, signal: null })
  })

  test('when the shell in which npm runs it is killed, it ends too', async () => {
    const args = ['run', desk, '--offline', '--port', '0']
    const shell = ['-c', '"$0" "$@"; exit 1', process.execPath]
    const program = start(args, { cwd, env: { npm_command: 'exec' }, program: 'sh', node: shell })
    await program.until('stderr', /Listening on/)
    program.child.kill('SIGTERM')
    // Settles when the streams are closed, so when the program has ended.
    expect(await program.ended).toMatchObject({ signal: 'SIGTERM' })
  })

  test('offline, stderr says before anything else that answers are canned', async () => {
    const { child, ended } = await serve()
    child.kill('SIGTERM')
    const { stderr, stdout } = await ended
    expect(stderr).toMatch(/Offline: answers are canned[\s\S]*Listening on/)
    expect(stdout).toBe('')
  })
})
