// What the host itself understands of a request for a workflow: the session that it belongs to, and who sends it.

import type { Body } from './body.ts'

export interface Sender {
  session: string
  /** `owner`, else `user_id`: by it, a user interface lists the chats of one person. */
  owner: string
}

const nobody: Sender = { session: '', owner: '' }
const longest = 200

/** Looks where parameters may stand, in the order in which a workflow does: path, body, query. */
export function senderOf(path: Record<string, string>, body: Body, query: Record<string, string[]>): Sender {
  const fields = fieldsOf(body)
  const find = (name: string): string => textOf(path[name]) || textOf(fields[name]) || textOf(query[name])
  return { session: find('session_id'), owner: find('owner') || find('user_id') }
}

/** Who sends a message that is no HTTP request. */
export function senderOfInput(input: unknown): Sender {
  return typeof input === 'object' && input !== null
    ? senderOf({}, { kind: 'json', text: '', value: input }, {})
    : nobody
}

function fieldsOf(body: Body): Record<string, unknown> {
  switch (body.kind) {
    case 'none':
      return {}
    case 'json':
      return typeof body.value === 'object' && body.value !== null ? (body.value as Record<string, unknown>) : {}
    case 'form':
      return body.fields
    case 'uploads':
      return body.uploads.fields
    default:
      return body satisfies never
  }
}

/** Forms and queries have lists of texts. */
function textOf(value: unknown): string {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' && one.length <= longest ? one : ''
}
