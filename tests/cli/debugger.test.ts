// A debugger at work: Node's inspector stops a module that was built with --debug at a line of its Haira source, which is
// found, and recognised again, by nothing but the map that the module names.

import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '@jridgewell/sourcemap-codec'
import { expect, onTestFinished, test } from 'vitest'
import { haira, temporaryFolder } from './command-line.ts'

const program = `fn twice(n: int) -> int {
    doubled = n * 2
    return doubled
}

fn main() {
    for i in 1..3 { println("twice:", twice(i)) }
}
`

/** Compiles the module, stops until the breakpoint is set, and runs it on a host that does nothing but print. */
const script = (file: string) => `
import { readFileSync } from 'node:fs'
const module = new WebAssembly.Module(readFileSync(${JSON.stringify(file)}))
const lower = (text) => {
  const bytes = Buffer.from(text)
  const pointer = exports.cabi_realloc(0, 0, 1, bytes.length)
  Buffer.from(exports.memory.buffer).set(bytes, pointer)
  return [pointer, bytes.length]
}
const imports = {}
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
  imports[from] ??= {}
  imports[from][name] = (pointer, length, result) => {
    if (name === 'write-stdout') process.stdout.write(Buffer.from(exports.memory.buffer, pointer, length))
    new Uint32Array(exports.memory.buffer, result, 2).set(lower(''))
  }
}
const { exports } = new WebAssembly.Instance(module, imports)
exports._initialize()
debugger
exports['haira:host/guest@0.1.0#main'](...lower('{"args":[]}'))
`

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
}

/** What the inspector says, in order, and a way to ask it. */
class Inspector {
  readonly #socket: WebSocket
  readonly #messages: Message[] = []
  readonly #waiting: { method: string; resolve: (params: Record<string, unknown>) => void }[] = []
  #id = 0

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      this.#messages.push(JSON.parse(String(data)) as Message)
      this.#look()
    })
  }

  send(method: string, params: object = {}): void {
    this.#socket.send(JSON.stringify({ id: ++this.#id, method, params }))
  }

  next(method: string): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      this.#waiting.push({ method, resolve })
      this.#look()
    })
  }

  #look(): void {
    const [first] = this.#waiting
    if (!first) return
    const at = this.#messages.findIndex((message) => message.method === first.method)
    if (at < 0) return
    const [message] = this.#messages.splice(at, 1)
    this.#waiting.shift()
    first.resolve(message!.params!)
    this.#look()
  }
}

async function inspect(file: string): Promise<{ inspector: Inspector; ended: Promise<string> }> {
  const child = spawn(process.execPath, ['--inspect-brk=127.0.0.1:0', '--input-type=module', '-e', script(file)])
  onTestFinished(() => void child.kill('SIGKILL'))
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(stdout)))
  const url = await new Promise<string>((resolve, reject) => {
    let stderr = ''
    child.once('error', reject)
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      const found = /ws:\/\/\S+/.exec(stderr)
      if (found) resolve(found[0])
      if (/Waiting for the debugger to disconnect/.test(stderr)) child.kill()
    })
  })
  const socket = new WebSocket(url)
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }))
  return { inspector: new Inspector(socket), ended }
}

test('a breakpoint in Haira stops there', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'twice.haira'), program)
  const { status } = await haira(['build', '--debug', '-O1', 'twice.haira'], { cwd: folder })
  expect(status).toBe(0)

  const { inspector, ended } = await inspect(join(folder, 'twice.wasm'))
  for (const method of ['Runtime.enable', 'Debugger.enable', 'Runtime.runIfWaitingForDebugger']) inspector.send(method)
  await inspector.next('Debugger.paused')
  let module: Record<string, unknown>
  do module = await inspector.next('Debugger.scriptParsed')
  while (module.scriptLanguage !== 'WebAssembly')

  const address = String(module.sourceMapURL)
  const map = JSON.parse(readFileSync(join(folder, address), 'utf8')) as { mappings: string; sourcesContent: string[] }
  expect(map.sourcesContent).toEqual([program])
  const segments = decode(map.mappings)[0]!
  const lineOf = (offset: number) => segments.findLast(([start]) => start <= offset)?.[2]
  const line = program.split('\n').findIndex((text) => text.includes('n * 2'))
  const columnNumber = segments.find((segment) => segment[2] === line)![0]

  inspector.send('Debugger.setBreakpoint', { location: { scriptId: module.scriptId, lineNumber: 0, columnNumber } })
  for (const _ of [1, 2]) {
    inspector.send('Debugger.resume')
    const paused = await inspector.next('Debugger.paused')
    const [frame] = paused.callFrames as {
      functionName: string
      location: { scriptId: string; columnNumber: number }
    }[]
    expect(frame!.functionName).toContain('twice')
    expect(frame!.location.scriptId).toBe(module.scriptId)
    expect(lineOf(frame!.location.columnNumber)).toBe(line)
  }
  inspector.send('Debugger.resume')
  expect(await ended).toBe('twice: 2\ntwice: 4\n')
})
