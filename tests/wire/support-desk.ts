// Answers for a support desk, by the words of the message: for end-to-end tests and benchmarks that need a model which
// routes without a script for each request.

import { type Answer, handOver, text } from './answers.ts'
import type { AnthropicBody } from './anthropic-server.ts'
import type { OpenAiBody } from './openai-server.ts'
import type { Handler } from './server.ts'

/** The first word found in the user's message picks the agent. */
export interface Route {
  words: RegExp
  agent: string
}

export const supportDeskRoutes: Route[] = [
  { words: /log ?in|password|error|crash/i, agent: 'TechAgent' },
  { words: /refund|invoice|charge|payment/i, agent: 'BillingAgent' },
]

/** Hands over where a route matches and its transfer is offered; else answers with `Reply to: <message>`. */
export function supportDesk(routes: Route[] = supportDeskRoutes): Handler<OpenAiBody> & Handler<AnthropicBody> {
  return (request: { body: OpenAiBody | AnthropicBody }): Answer => {
    const message = lastText(request.body.messages)
    const offered = new Set(
      (request.body.tools ?? []).map((tool) => ('function' in tool ? tool.function.name : tool.name)),
    )
    const route = routes.find(({ words, agent }) => words.test(message) && offered.has(`transfer_to_${agent}`))
    return route ? handOver(route.agent, 'asked for it') : text(`Reply to: ${message}`)
  }
}

function lastText(messages: { role: string; content?: unknown }[]): string {
  const content = messages.findLast(({ role }) => role === 'user')?.content
  return typeof content === 'string' ? content : JSON.stringify(content)
}
