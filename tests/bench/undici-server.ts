// The least that a server of one agent can be: node:http, and undici for the model. Sessions are remembered, nothing else.
// The floor for what a request in flight must hold. Usage: OPENAI_BASE_URL=… node undici-server.ts; prints its port.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Pool } from 'undici'

interface Message {
  role: string
  content: string
}

const base = new URL(process.env.OPENAI_BASE_URL!)
const pool = new Pool(base.origin, { headersTimeout: 0, bodyTimeout: 0, connectTimeout: 0 })
const sessions = new Map<string, Message[]>()

async function chat(message: string, session: string): Promise<string> {
  const history = sessions.get(session) ?? []
  const user = { role: 'user', content: message }
  const system = { role: 'system', content: 'Greet users.' }
  const { body } = await pool.request({
    method: 'POST',
    path: `${base.pathname}/chat/completions`,
    headers: { 'content-type': 'application/json', authorization: 'Bearer bench' },
    body: JSON.stringify({ model: 'gpt-4o', messages: [system, ...history.slice(-20), user] }),
  })
  const answer = (await body.json()) as { choices: { message: { content: string } }[] }
  const reply = answer.choices[0]!.message.content
  sessions.set(session, [...history, user, { role: 'assistant', content: reply }].slice(-40))
  return reply
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { message, session_id } = JSON.parse(Buffer.concat(chunks).toString())
  const body = JSON.stringify({ reply: await chat(message, session_id) })
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

const server = createServer((request, response) => {
  handle(request, response).catch((error: unknown) => {
    response.writeHead(500).end(JSON.stringify({ error: String(error) }))
  })
})
server.listen(0, '127.0.0.1', 16_384, () => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  console.log(`Listening on http://localhost:${address.port}`)
})
