// The process around a program: how it starts, with and without key, offline and with JSPI, and how it ends.

import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { handOver, text } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import { program, projectFile, runHaira, type Served, serve, startHaira } from './haira.ts'
import { key, type Model, startModel } from './model.ts'

const supportDesk = projectFile('examples/support-desk.haira')

let model: Model<OpenAiBody>
const withKey = () => ({ OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key })

beforeAll(async () => {
  model = await startModel(startOpenAiServer)
})

afterAll(() => model?.close())

const chat = async (desk: Served, message: string, session = 's1') =>
  ((await desk.post('/api/chat', { message, session_id: session })).body as { reply: string }).reply

test('offline, the support desk routes without key or network and says that answers are canned', async () => {
  await using desk = await serve(supportDesk, { args: ['--offline'] })
  expect(desk.stderr).toMatch(/offline.*canned|canned.*offline/is)
  expect(desk.stderr).not.toContain('no API key')
  expect(await chat(desk, "I can't log in")).toContain('TechAgent')
  expect(await chat(desk, 'I want a refund for my last invoice')).toContain('BillingAgent')
  expect(await chat(desk, 'Hello, when are you open?')).toContain('FrontDesk')
})

test('offline, the escalation example goes through its tree', async () => {
  const { status } = await runHaira(['check', projectFile('examples/escalation.haira')])
  expect(status).toBe(0)
  await using desk = await serve(projectFile('examples/escalation.haira'), { args: ['--offline'] })
  expect((await desk.fetch('/_health')).status).toBe(200)
})

test('with JSPI the support desk works the same', async () => {
  model.script([text('Hello Ada.'), handOver('TechAgent'), text('Which error?')])
  await using desk = await serve(supportDesk, { args: ['--suspend', 'jspi'], env: withKey() })
  expect(await chat(desk, 'I am Ada')).toBe('Hello Ada.')
  expect(await chat(desk, "I can't log in")).toBe('Which error?')
  expect(model.requests).toHaveLength(3)
  expect((await desk.stop()).status).toBe(0)
})

test('a module built before runs without its source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'haira-built-'))
  try {
    const file = join(folder, 'desk.wasm')
    const { status, stdout } = await runHaira(['build', '--wasm', supportDesk, '-o', file])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Built: .*desk\.wasm \([\d.]+ KB, 3 agents, 1 workflow\)$/m)
    await using desk = await serve(file, { args: ['--offline'] })
    expect(await chat(desk, "I can't log in")).toContain('TechAgent')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a missing key is named at start with provider, source line and agents, and returned by calls', async () => {
  await using desk = await serve(program('desk'), { env: { OPENAI_BASE_URL: model.url } })
  const warning = desk.stderr.split('\n').find((line) => line.includes('no API key'))
  expect(warning).toContain('provider openai: no API key (set api_key or OPENAI_API_KEY)')
  expect(warning).toContain('desk.haira:5:')
  for (const agent of ['BillingAgent', 'TechAgent', 'FrontDesk']) expect(warning).toContain(agent)
  model.script([])
  const { body } = await desk.post('/ask', { message: 'Hi' })
  expect(body).toEqual({ reply: '', error: 'provider openai: no API key (set api_key or OPENAI_API_KEY)' })
  expect(model.requests).toEqual([])
})

test('with --strict a missing key is a reason not to start', async () => {
  const { status, stderr } = await runHaira(['run', supportDesk, '--port', '0', '--strict'])
  expect(status).toBe(1)
  expect(stderr).toContain('provider openai: no API key (set api_key or OPENAI_API_KEY)')
  expect(stderr).not.toContain('Listening')
})

test('a key that the server refuses is shown to nobody', async () => {
  model.script([])
  const secret = 'sk-wrong-but-still-secret'
  await using desk = await serve(program('desk'), { env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: secret } })
  const { body } = await desk.post('/ask', { message: 'Hi' })
  expect(body).toMatchObject({ reply: '', error: expect.stringMatching(/^openai: 401 /) })
  const { stdout, stderr } = await desk.stop()
  expect(JSON.stringify(body) + stdout + stderr).not.toContain(secret)
})

test('SIGTERM lets the request under way finish, takes no others, and ends with status 0', async () => {
  const arrived = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  model.script(async () => {
    arrived.resolve()
    await release.promise
    return text('Done.')
  })
  const desk = await serve(supportDesk, { env: withKey() })
  const reply = chat(desk, 'Take your time')
  await arrived.promise
  desk.signal('SIGTERM')
  while (await accepts(desk.url)) expect(desk.stderr).not.toContain('error')
  release.resolve()
  expect(await reply).toBe('Done.')
  expect(await desk.exited).toMatchObject({ status: 0, signal: null })
})

/** Whether a new connection is still taken. */
function accepts(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

test('SIGINT ends an idle server with status 0', async () => {
  const desk = await serve(supportDesk, { env: withKey() })
  desk.signal('SIGINT')
  expect(await desk.exited).toMatchObject({ status: 0, signal: null })
})

const endless = program('endless')

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends a program that waits in order', async (signal) => {
  const run = startHaira(['run', endless])
  await run.prints('begun')
  await run.waits()
  run.signal(signal)
  const status = signal === 'SIGINT' ? 130 : 143
  expect(await run.exited).toEqual({ status, signal: null, stdout: 'begun\nleft\n', stderr: '' })
})

test.each([
  ['a program that computes for ever', ['run', endless, 'spin']],
  ['a test that computes for ever', ['test', endless]],
])('SIGINT ends %s', async (_, args) => {
  const run = startHaira(args)
  await run.prints('begun')
  run.signal('SIGINT')
  expect(await run.exited).toMatchObject({ status: null, signal: 'SIGINT', stderr: '' })
})

test('SIGINT ends a program that computes for ever on a thread', async () => {
  const run = startHaira(['run', endless, '--workers', '2', 'spin'], { HAIRA_MAX_CPU: '100' })
  await run.prints('begun')
  run.signal('SIGINT')
  expect(await run.exited).toMatchObject({ status: 130, signal: null })
})
