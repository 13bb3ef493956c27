// Whatever models answer, every request that goes out is one that the real APIs accept: models are drawn at random, with
// mixtures of tools and transfers, reasons that fit or do not, unknown names, broken arguments, ids that are missing or
// repeated, and empty texts.
// RUNS=1000 tries more, SEED=n repeats.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { load } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import type { Answer, WireToolCall } from '../wire/answers.ts'
import { startAnthropicServer } from '../wire/anthropic-server.ts'
import { startOpenAiServer } from '../wire/openai-server.ts'
import { program } from './haira.ts'

const runs = Number(process.env.RUNS ?? 60)
const seed = process.env.SEED === undefined ? {} : { seed: Number(process.env.SEED) }

const toolNames = ['look', 'fail', 'transfer_to_Desk', 'transfer_to_Tech', 'transfer_to_Billing', 'transfer_to_Team']
const strangeNames = ['nope', 'transfer_to_Nobody', '', 'functions.look', 'sünde ', 'x'.repeat(80)]
const objects = [{}, { id: 1 }, { id: 'x' }, { id: 3, note: null }, { reason: 'because' }, { reason: { number: 1 } }]
const broken = ['', '{"id":', '[1]', 'null', '"text"', '{"id":1}}']
const texts = ['', ' ', '\n', 'Hello.', 'Zoë 😀', 'ends in blanks  ']

const callOf = (args: fc.Arbitrary<WireToolCall['arguments']>, ids: string[]): fc.Arbitrary<WireToolCall> =>
  fc
    .record({
      name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...toolNames) }, fc.constantFrom(...strangeNames)),
      args,
      id: fc.option(fc.constantFrom(...ids), { nil: undefined }),
    })
    .map(({ name, args: own, id }) => ({
      name,
      ...(own === undefined ? {} : { arguments: own }),
      ...(id === undefined ? {} : { id }),
    }))

const answerOf = (call: fc.Arbitrary<WireToolCall>): fc.Arbitrary<Answer> =>
  fc
    .record({
      calls: fc.oneof(
        { weight: 2, arbitrary: fc.constant<WireToolCall[]>([]) },
        { weight: 3, arbitrary: fc.array(call, { minLength: 1, maxLength: 4 }) },
      ),
      text: fc.option(fc.constantFrom(...texts), { nil: undefined }),
    })
    .map(({ calls, text }) => ({
      kind: 'reply' as const,
      ...(text === undefined ? {} : { text }),
      ...(calls.length > 0 ? { toolCalls: calls } : {}),
    }))

const object = fc.constantFrom(...objects)
const openAiAnswers = fc.array(
  answerOf(callOf(fc.oneof(object, fc.constantFrom(...broken)), ['same', 'other', '', 'y'.repeat(70)])),
  { minLength: 1, maxLength: 12 },
)
// On this wire arguments are an object, and ids are the server's own; a repeated one is as far as it can go wrong.
const claudeAnswers = fc.array(answerOf(callOf(object, ['toolu_same', 'toolu_other'])), { minLength: 1, maxLength: 12 })

/** Answers in turn, and again from the beginning. */
function inCircles(): { next(): Answer; set(answers: Answer[]): void } {
  let answers: Answer[] = []
  let at = 0
  return {
    next: () => answers[at++ % answers.length]!,
    set(given) {
      answers = given
      at = 0
    },
  }
}

test('every request is valid on its wire, whatever the models answer', async () => {
  const [gpt, claude] = [inCircles(), inCircles()]
  await using openai = await startOpenAiServer({ answer: () => gpt.next() })
  await using anthropic = await startAnthropicServer({ answer: () => claude.next() })
  const { wasm } = await build(readFileSync(program('babel'), 'utf8'), { optimize: 0 })
  const env = { OPENAI_ENDPOINT: openai.url, CLAUDE_ENDPOINT: anthropic.url, HAIRA_DATABASE_URL: 'memory:' }
  const running = await load(wasm as Uint8Array<ArrayBuffer>, { env, sockets: false, stderr: () => {} })
  await running.init()
  void running.main()
  let session = 0
  const post = async (path: string, message: string, accept: string): Promise<string> => {
    const body = JSON.stringify({ message, session: `s${session}` })
    const headers = { 'content-type': 'application/json', accept }
    const response = await running.fetch(new Request(`http://host${path}`, { method: 'POST', headers, body }))
    return response.text()
  }
  await fc.assert(
    fc.asyncProperty(openAiAnswers, claudeAnswers, fc.constantFrom(...texts), async (ofGpt, ofClaude, message) => {
      gpt.set(ofGpt)
      claude.set(ofClaude)
      session++
      await post('/ask', message, 'application/json')
      await post('/stream', message, 'text/event-stream')
      await post('/ask', message, 'application/json')
      const refused = [...openai.rejections.splice(0), ...anthropic.rejections.splice(0)]
      expect(refused).toEqual([])
      openai.requests.length = 0
      anthropic.requests.length = 0
    }),
    { numRuns: runs, ...seed },
  )
  await running.close()
}, 120_000)
