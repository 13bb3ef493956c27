// A wire server whose script each test sets anew, and words to read what a model was asked.

import type { Answer } from '../wire/answers.ts'
import type { AnthropicBody } from '../wire/anthropic-server.ts'
import type { OpenAiBody } from '../wire/openai-server.ts'
import type { Handler, WireOptions, WireRequest, WireServer } from '../wire/server.ts'

/** The key that programs under test are given; wire servers accept no other. */
export const key = 'sk-end-to-end-tests-0001'

export interface Model<Body> {
  readonly url: string
  /** What it was asked since the last `script`. */
  readonly requests: WireRequest<Body>[]
  /** What it refused since then. */
  readonly rejections: string[]
  /** Sets what it answers from now on, and forgets what was asked. */
  script(answers: Handler<Body> | Answer[]): void
  close(): Promise<void>
}

/** Starts a model server: `startModel(startOpenAiServer)`. */
export async function startModel<Body>(
  start: (options: WireOptions<Body>) => Promise<WireServer<Body>>,
): Promise<Model<Body>> {
  let next: Handler<Body> = noAnswer
  const server = await start({ key, answer: (request) => next(request) })
  const { url, requests, rejections } = server
  return {
    url,
    requests,
    rejections,
    script(answers) {
      requests.length = 0
      rejections.length = 0
      next = typeof answers === 'function' ? answers : inTurn(answers)
    },
    close: () => server.close(),
  }
}

function noAnswer(): Answer {
  throw new Error('the model was asked, and the test has no answer for it')
}

function inTurn(answers: Answer[]): () => Answer {
  const rest = [...answers]
  return () => rest.shift() ?? noAnswer()
}

/** A chat message without what only the wire needs. */
export interface Said {
  role: string
  content: unknown
}

/** The system prompt of a request. */
export function systemOf(request: WireRequest<OpenAiBody>): string {
  const [first, ...rest] = request.body.messages.filter(({ role }) => role === 'system')
  if (!first || rest.length > 0) throw new Error(`expected one system message, found ${first ? rest.length + 1 : 0}`)
  return String(first.content)
}

/** All messages of a request but the system prompt. */
export function conversationOf(request: WireRequest<OpenAiBody>): Said[] {
  return request.body.messages
    .filter(({ role }) => role !== 'system')
    .map(({ role, content }) => ({ role, content: content ?? null }))
}

/** Names of the tools that a request offers, in order. */
export function offered(request: WireRequest<OpenAiBody> | WireRequest<AnthropicBody>): string[] {
  const tools: ({ name: string } | { function: { name: string } })[] = request.body.tools ?? []
  return tools.map((tool) => ('function' in tool ? tool.function.name : tool.name))
}

export const user = (content: string): Said => ({ role: 'user', content })
export const assistant = (content: string): Said => ({ role: 'assistant', content })
