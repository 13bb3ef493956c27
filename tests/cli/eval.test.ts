// `haira eval`: how answers are scored, what it says, and how it ends. The models are a wire server and the offline model.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { failure, text, toolCall } from '../wire/answers.ts'
import { type OpenAiBody, startOpenAiServer } from '../wire/openai-server.ts'
import type { WireRequest, WireServer } from '../wire/server.ts'
import { haira } from './command-line.ts'

let folder: string
let server: WireServer<OpenAiBody>

const program = `
provider openai { api_key: env("OPENAI_API_KEY"), model: "gpt-4o" }

agent Billing { provider: openai, system: "You are Billing." }
agent Desk { provider: openai, system: "You are Desk.", temperature: 0.9, handoffs: [Billing] }

eval "routing" {
    agent: Desk
    cases: [
        { input: "refund please", expected: "REFUND" },
        { "input": "who", "expected_agent": "Desk" },
        { input: "hello \${1 + 1}" },
        { input: "fails", expected: "" },
        { input: "empty" },
        { input: "wrong", expected_agent: "Billing", expected: "answer" }
    ]
    threshold: 0.5
    parallel: true
}

const rubric = "stays polite"
eval "tone" {
    agent: Desk
    cases: [
        { input: "angry", rubric: "stays polite" },
        { ...{ input: "angrier", expected: "never" }, rubric, expected: "answer" },
        { input: "angriest", rubric: "is not graded", expected: "never said" }
    ]
}

fn main() { println("main does not run") }
`

/** Answers by what was asked last, since cases run at the same time. */
function answer({ body }: WireRequest<OpenAiBody>) {
  const system = String(body.messages[0]!.content)
  const asked = String(body.messages.at(-1)!.content)
  if (system.startsWith('You grade')) {
    return text(JSON.stringify({ reason: 'so', score: asked.includes('angrier') ? 0.4 : 0.9 }))
  }
  if (asked === 'refund please' && system.startsWith('You are Desk')) return toolCall('transfer_to_Billing')
  if (asked === 'refund please') return text('Your refund is on its way.')
  if (asked === 'fails') return failure(400, 'no')
  return text(asked === 'empty' ? ' ' : `answer to ${asked}`)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'haira-eval-'))
  writeFileSync(join(folder, 'app.haira'), program)
  writeFileSync(join(folder, 'none.haira'), 'fn main() {}\n')
  server = await startOpenAiServer({ answer, key: 'sk-eval' })
})

afterAll(async () => {
  rmSync(folder, { recursive: true })
  await server.close()
})

const run = (...args: string[]) =>
  haira(['eval', ...args], { cwd: folder, env: { OPENAI_API_KEY: 'sk-eval', OPENAI_BASE_URL: server.url } })

test('cases are scored and shown in order, whichever ends first; an eval passes by its mean', async () => {
  const { stdout, status } = await run('app.haira')
  expect(stdout).toBe(`=== Eval: routing ===
  [PASS] "refund please" (score: 1.00)
  [PASS] "who" (score: 1.00)
  [PASS] "hello 2" (score: 1.00)
  [FAIL] "fails" (score: 0.00) error: openai: 400 no
  [FAIL] "empty" (score: 0.00) got: " "
  [FAIL] "wrong" (score: 0.00) got: "answer to wrong" from Desk, not Billing
Results: 3/6 passed (50.0%), threshold 50.0%: PASS

=== Eval: tone ===
  [PASS] "angry" (score: 0.90)
  [FAIL] "angrier" (score: 0.40) got: "answer to angrier"
  [FAIL] "angriest" (score: 0.00) got: "answer to angriest"
Results: 1/3 passed (43.3%), threshold 70.0%: FAIL
`)
  expect(status).toBe(1)
  const graded = server.requests.map(({ body }) => body).filter(({ response_format }) => response_format !== undefined)
  expect(graded.map(({ temperature, model }) => [temperature, model])).toEqual([
    [0, 'gpt-4o'],
    [0, 'gpt-4o'],
  ])
  expect(String(graded[0]!.messages.at(-1)!.content)).toBe(
    '<criteria>\nstays polite\n</criteria>\n<question>\nangry\n</question>\n<answer>\nanswer to angry\n</answer>',
  )
  expect(server.rejections).toEqual([])
})

test('--filter, --json, --parallel and the offline model', async () => {
  const { stdout, status } = await run('app.haira', '--filter', 'tone', '--json', '--offline', '--parallel', '3')
  const { passed, failed, evals } = JSON.parse(stdout)
  expect([passed, failed, status]).toEqual([0, 1, 1])
  const reply = (input: string) => `[offline] Desk here. You wrote: "${input}"`
  expect(evals).toEqual([
    {
      name: 'tone',
      passed: false,
      score: 1 / 3,
      threshold: 0.7,
      cases: [
        { input: 'angry', passed: true, score: 1, reply: reply('angry'), agent: 'Desk' },
        { input: 'angrier', passed: false, score: 0, reply: reply('angrier'), agent: 'Desk' },
        { input: 'angriest', passed: false, score: 0, reply: reply('angriest'), agent: 'Desk' },
      ],
    },
  ])
})

test('a program without evals', async () => {
  expect(await run('none.haira')).toMatchObject({ status: 0, stdout: '', stderr: 'no evals\n' })
  expect(await run('none.haira', '--parallel', '0')).toMatchObject({ status: 2 })
})
