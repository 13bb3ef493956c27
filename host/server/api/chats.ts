// /_api/chats: sessions with their messages, as a user interface lists them.

import { HostError } from '../../errors.ts'
import type { Chat, MaybePromise, Store } from '../../store/store.ts'
import type { Exchange, ServerContext } from '../exchange.ts'
import { wholeNumber } from './query.ts'

type Stores = () => MaybePromise<Store>

const mostChats = 1000

/** GET /_api/chats?workflow=&owner= */
export async function listChats(store: Stores, exchange: Exchange, context: ServerContext): Promise<Response> {
  const [workflow, owner] = [context.req.query('workflow'), context.req.query('owner')]
  const limit = wholeNumber(context.req.query('limit'), 'limit', 100, mostChats)
  const chats = await (await store()).chats.list({
    limit,
    ...(workflow ? { workflow } : {}),
    ...(owner ? { owner } : {}),
  })
  return exchange.reply(200, JSON.stringify(chats.map(describe)))
}

/** GET /_api/chats/{id} */
export async function showChat(store: Stores, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const chat = await (await store()).chats.get(id)
  if (chat === undefined) throw unknownChat(id)
  const messages = chat.messages.map(({ role, content, agent, time }) => ({
    role,
    content,
    agent,
    timestamp: new Date(time).toISOString(),
    ui_events: [],
  }))
  return exchange.reply(200, JSON.stringify({ ...describe(chat), messages }))
}

/** DELETE /_api/chats/{id} */
export async function deleteChat(store: Stores, exchange: Exchange, context: ServerContext): Promise<Response> {
  const id = context.req.param('id')!
  const { chats, sessions } = await store()
  if ((await chats.get(id)) === undefined) throw unknownChat(id)
  await sessions.remove(id, () => exchange.request.signal)
  return exchange.reply(200, '{"status":"deleted"}')
}

function unknownChat(id: string): HostError {
  return new HostError('unknown_route', `no chat ${id}`)
}

function describe(chat: Chat): Record<string, unknown> {
  return {
    id: chat.id,
    workflow_name: chat.workflowName,
    workflow_path: chat.workflowPath,
    title: chat.title,
    owner: chat.owner,
    created_at: new Date(chat.createdAt).toISOString(),
    updated_at: new Date(chat.updatedAt).toISOString(),
    message_count: chat.messageCount,
  }
}
