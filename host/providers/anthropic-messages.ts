// From our messages to Anthropic's: a system text, and user and assistant messages that alternate.

import type { ContentBlockParam, MessageParam } from '@anthropic-ai/sdk/resources/messages'
import type { ChatMessage, ToolCall } from './provider.ts'

/** Stands in where the API wants a text and there is none. */
const emptyText = '(empty message)'
/** Opens a conversation whose beginning, the user's part of it, has been left out. */
const leftOut = '(The beginning of the conversation is left out.)'

/** All system texts, joined by a blank line. */
export function toSystem(messages: ChatMessage[]): string {
  const texts: string[] = []
  for (const message of messages) {
    if (message.role === 'system' && message.content.trim() !== '') texts.push(message.content)
  }
  return texts.join('\n\n')
}

/** Everything else; neighbours of one role are merged, so that tool results become one user message. */
export function toMessages(messages: ChatMessage[]): MessageParam[] {
  const turns: { role: 'user' | 'assistant'; blocks: ContentBlockParam[] }[] = []
  for (const message of messages) {
    if (message.role === 'system') continue
    const role = message.role === 'assistant' ? 'assistant' : 'user'
    const blocks = toBlocks(message)
    const last = turns.at(-1)
    if (last?.role === role) last.blocks.push(...blocks)
    else if (blocks.length > 0) turns.push({ role, blocks })
  }
  if (turns.length === 0) return [{ role: 'user', content: emptyText }]
  if (turns[0]!.role === 'assistant') turns.unshift({ role: 'user', blocks: [{ type: 'text', text: leftOut }] })
  return turns.map(({ role, blocks }) => ({ role, content: compact(blocks) }))
}

function toBlocks(message: ChatMessage): ContentBlockParam[] {
  switch (message.role) {
    case 'system':
      return []
    case 'user':
      return [{ type: 'text', text: message.content.trim() === '' ? emptyText : message.content }]
    case 'assistant':
      // A blank assistant text says nothing, so it is left out; its neighbours then merge.
      return [...textBlock(message.content), ...(message.tool_calls ?? []).map(toToolUse)]
    case 'tool': {
      const content = message.content === '' ? {} : { content: message.content }
      return [{ type: 'tool_result', tool_use_id: message.tool_call_id, ...content }]
    }
    default:
      return message satisfies never
  }
}

function textBlock(text: string): ContentBlockParam[] {
  // The API refuses a final assistant text that ends in white space.
  const trimmed = text.trimEnd()
  return trimmed === '' ? [] : [{ type: 'text', text: trimmed }]
}

function toToolUse(call: ToolCall): ContentBlockParam {
  return { type: 'tool_use', id: call.id, name: call.name, input: toInput(call.arguments) }
}

/** The API wants an object; a model may have written no arguments, or something else. */
function toInput(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
  } catch {
    return {}
  }
}

/** A lone text as a plain string: shorter on the wire, and easier to read in a trace. */
function compact(blocks: ContentBlockParam[]): MessageParam['content'] {
  const [first] = blocks
  return blocks.length === 1 && first?.type === 'text' ? first.text : blocks
}
