// Module `slack`: the blocks of a message, as Slack's Block Kit has them. Sending is the host's, and not there yet.

import { Any, box } from './any'
import { Map } from './ordered-map'

/** `slack.header(text)`: large and bold, without formatting. */
export function header(text: string): Any | null {
  return textBlock('header', 'plain_text', text)
}

/** `slack.section(text)`: a paragraph in Slack's Markdown. */
export function section(text: string): Any | null {
  return textBlock('section', 'mrkdwn', text)
}

/** `slack.divider()`: a line. */
export function divider(): Any | null {
  return boxed(typed('divider'))
}

/** `slack.context(...text)`: small print in Slack's Markdown, side by side. */
export function context(text: string[]): Any | null {
  const elements: (Any | null)[] = []
  for (let i = 0; i < text.length; i++) elements.push(textObject('mrkdwn', text[i]))
  const block = typed('context')
  block.set('elements', box<(Any | null)[]>(elements))
  return boxed(block)
}

function textBlock(type: string, format: string, text: string): Any | null {
  const block = typed(type)
  block.set('text', textObject(format, text))
  return boxed(block)
}

function textObject(format: string, text: string): Any | null {
  const object = typed(format)
  object.set('text', box<string>(text))
  return boxed(object)
}

function typed(type: string): Map<string, Any | null> {
  const map = new Map<string, Any | null>()
  map.set('type', box<string>(type))
  return map
}

function boxed(map: Map<string, Any | null>): Any | null {
  return box<Map<string, Any | null>>(map)
}
