// The support desk as a good Node developer writes it by hand: node:http, the openai package as its README shows it, a
// handoff as a tool call, and a memory of the last turns per session. The measure for examples/support-desk.haira.
// Usage: OPENAI_BASE_URL=… OPENAI_API_KEY=… node baseline.ts; prints its port.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import OpenAI from 'openai'

type Message = OpenAI.Chat.Completions.ChatCompletionMessageParam

const client = new OpenAI()
const sessions = new Map<string, Message[]>()

const specialists: Record<string, string> = {
  transfer_to_BillingAgent: 'Handle billing inquiries. Be helpful and clear about pricing.',
  transfer_to_TechAgent: 'Handle technical issues. Ask for error messages and steps to reproduce.',
}

const tools = Object.entries(specialists).map(([name, prompt]) => ({
  type: 'function' as const,
  function: {
    name,
    description: `Hand this conversation over to ${name.slice('transfer_to_'.length)}. ${prompt}`,
    parameters: { type: 'object', properties: { reason: { type: 'string' } }, additionalProperties: false },
  },
}))

async function chat(message: string, sessionId: string): Promise<string> {
  const history = sessions.get(sessionId) ?? []
  const user: Message = { role: 'user', content: message }
  const first = await client.chat.completions.create({
    model: 'gpt-4o',
    temperature: 0.3,
    messages: [
      { role: 'system', content: 'Greet users. Route billing to BillingAgent, tech to TechAgent.' },
      ...history.slice(-20),
      user,
    ],
    tools,
  })
  let reply = first.choices[0]?.message.content ?? ''
  const call = first.choices[0]?.message.tool_calls?.[0]
  if (call?.type === 'function') {
    const name = call.function.name
    const system = `${specialists[name]}\n\nYou are taking over this conversation from FrontDesk. Reason: ${JSON.parse(call.function.arguments).reason}`
    const second = await client.chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'system', content: system }, ...history.slice(-40), user],
    })
    reply = second.choices[0]?.message.content ?? ''
  }
  sessions.set(sessionId, [...history, user, { role: 'assistant' as const, content: reply }].slice(-40))
  return reply
}

/** The front desk's own answer in events, as it comes. */
async function stream(message: string, sessionId: string, response: ServerResponse): Promise<void> {
  const history = sessions.get(sessionId) ?? []
  const user: Message = { role: 'user', content: message }
  const answer = await client.chat.completions.create({
    model: 'gpt-4o',
    temperature: 0.3,
    messages: [{ role: 'system', content: 'Greet users.' }, ...history.slice(-20), user],
    tools,
    stream: true,
    stream_options: { include_usage: true },
  })
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  let reply = ''
  for await (const chunk of answer) {
    const delta = chunk.choices[0]?.delta.content
    if (!delta) continue
    reply += delta
    response.write(`event: delta\ndata: ${JSON.stringify({ delta })}\n\n`)
  }
  sessions.set(sessionId, [...history, user, { role: 'assistant' as const, content: reply }].slice(-40))
  response.end('event: done\ndata: [DONE]\n\n')
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { message, session_id } = JSON.parse(Buffer.concat(chunks).toString())
  if (request.url === '/api/stream') return stream(message, session_id, response)
  const body = JSON.stringify({ reply: await chat(message, session_id) })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    response.writeHead(500).end(JSON.stringify({ error: String(error) }))
  })
})
server.listen(0, '127.0.0.1', 4096, () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  console.log(`Listening on http://localhost:${address.port}`)
})
