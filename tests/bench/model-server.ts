// The model of the benchmarks, as a process of its own: answers chat completions after a fixed latency, whole or in events of a
// word each, as cheaply as node:http allows, so that it takes little of the machine from the servers being measured.
// Usage: node model-server.ts <latency in ms>; prints its port. `POST /together` with a number lets as many requests come
// together before the latency begins: however busy the machine is, so many are then in flight at once. `POST /waiting` with a
// number is answered when so many are there.

import { createServer, type ServerResponse } from 'node:http'

const latency = Number(process.argv[2] ?? 0)

const usage = { prompt_tokens: 60, completion_tokens: 20, total_tokens: 80 }

function completion(message: object, finish: string): string {
  return JSON.stringify({
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'gpt-4o-2024-08-06',
    choices: [
      { index: 0, message: { role: 'assistant', refusal: null, ...message }, logprobs: null, finish_reason: finish },
    ],
    usage,
  })
}

const transfer = completion(
  {
    content: null,
    tool_calls: [
      {
        id: 'call_1',
        type: 'function',
        function: { name: 'transfer_to_TechAgent', arguments: '{"reason":"login problem"}' },
      },
    ],
  },
  'tool_calls',
)
const words = 'Which error message do you see when you log in?'
const answer = completion({ content: words }, 'stop')

function chunk(choices: object[], rest: object = {}): string {
  const head = {
    id: 'chatcmpl-bench',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: 'gpt-4o-2024-08-06',
  }
  return `data: ${JSON.stringify({ ...head, choices, ...rest })}\n\n`
}

const pieces = words.match(/\S+\s*/g)!.map((content) => chunk([{ index: 0, delta: { content }, finish_reason: null }]))
const streamed = [
  chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]),
  ...pieces,
  chunk([{ index: 0, delta: {}, finish_reason: 'stop' }]),
  chunk([], { usage }),
  'data: [DONE]\n\n',
].join('')

function reply(response: ServerResponse, body: string): void {
  const type = body === streamed ? 'text/event-stream' : 'application/json'
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

let together = 0
let waiting: (() => void)[] = []
let watchers: { count: number; tell: () => void }[] = []

/** Calls back after the latency, which begins when as many requests are here as are to come together. */
function later(answer: () => void): void {
  if (together === 0) return void setTimeout(answer, latency)
  waiting.push(answer)
  for (const { tell } of watchers.filter(({ count }) => count <= waiting.length)) tell()
  watchers = watchers.filter(({ count }) => count > waiting.length)
  if (waiting.length < together) return
  for (const one of waiting) setTimeout(one, latency)
  together = 0
  waiting = []
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    // Only the front desk offers a transfer: looking for the bytes is enough, and cheaper than parsing.
    const text = Buffer.concat(chunks)
    if (request.url === '/together') {
      together = Number(text)
      return reply(response, '')
    }
    if (request.url === '/waiting') return void watchers.push({ count: Number(text), tell: () => reply(response, '') })
    const isTransfer = text.includes('transfer_to_TechAgent') && text.includes("I can't log in")
    const body = text.includes('"stream":true') ? streamed : isTransfer ? transfer : answer
    if (latency === 0) reply(response, body)
    else later(() => reply(response, body))
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  console.log(address.port)
})
