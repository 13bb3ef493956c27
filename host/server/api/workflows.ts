// GET /_api/workflows: what a user interface needs to know of the workflows that are served.

import type { JsonSchema, WorkflowEntry } from '../../../compiler/manifest.ts'

/** One workflow as clients see it, with its first route. */
export function describeWorkflow(entry: WorkflowEntry): Record<string, unknown> {
  const { name, routes, page, description, parameters, steps = [] } = entry
  const params = parametersOf(parameters)
  return {
    name,
    path: routes[0]?.path ?? entry.sockets?.[0] ?? null,
    method: routes[0]?.method ?? null,
    is_stream: 'streams' in entry && entry.streams === true,
    steps,
    chat_param: chatParameter(params),
    title: page?.title ?? name,
    description: page?.description ?? description,
    suggestions: page?.suggestions ?? [],
    params,
  }
}

interface Parameter {
  name: string
  type: string
  required: boolean
  default?: unknown
}

function parametersOf({ properties = {}, required = [] }: JsonSchema): Parameter[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    type: schema.contentMediaType === undefined ? (schema.type ?? 'any') : 'file',
    required: required.includes(name),
    ...(schema.default === undefined ? {} : { default: schema.default }),
  }))
}

/** The parameter that takes what a user writes: one called so, else the first text that must be given. */
function chatParameter(params: readonly Parameter[]): string | null {
  const texts = params.filter(({ type }) => type === 'string')
  const named = texts.find(({ name }) => ['message', 'prompt', 'question', 'input', 'text', 'query'].includes(name))
  const session = /^(session|session_id|chat_id|user_id)$/
  return (named ?? texts.find(({ name, required }) => required && !session.test(name)))?.name ?? null
}
