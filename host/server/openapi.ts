// GET /openapi.json: the workflows that are served, in OpenAPI 3.1, whose schemas are JSON Schema.

import type { JsonSchema, Manifest, WorkflowEntry } from '../../compiler/manifest.ts'
import type { ServedRoute } from './routes.ts'

type Json = Record<string, unknown>

const errorSchema = {
  type: 'object',
  properties: {
    error: { type: 'string' },
    fields: { type: 'object', additionalProperties: { type: 'string' } },
    request_id: { type: 'string' },
  },
  required: ['error'],
}

/** Describes routes. */
export function describeApi(manifest: Pick<Manifest, 'source'>, routes: readonly ServedRoute[]): Json {
  const schemas: Record<string, unknown> = { Error: errorSchema }
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    paths[path][route.method.toLowerCase()] = operation(route, path, schemas)
  }
  return {
    openapi: '3.1.0',
    info: { title: manifest.source.replace(/^.*\//, '').replace(/\.haira$/, ''), version: '1' },
    paths,
    components: { schemas },
  }
}

function operation(route: ServedRoute, path: string, schemas: Record<string, unknown>): Json {
  const { workflow } = route
  const hoist = (schema: JsonSchema): Json => hoisted(schema, workflow.name, schemas)
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))
  const { properties = {}, required = [], $defs } = workflow.parameters
  const entries = Object.entries(properties).map(([name, schema]) => ({
    name,
    schema: hoist($defs === undefined ? schema : { ...schema, $defs }),
    isRequired: required.includes(name),
  }))
  const rest = entries.filter(({ name }) => !inPath.has(name))
  const parameters = [
    ...entries.filter(({ name }) => inPath.has(name)).map(({ name, schema }) => parameter(name, 'path', true, schema)),
    ...(route.readsBody
      ? []
      : rest.map(({ name, schema, isRequired }) => parameter(name, 'query', isRequired, schema))),
  ]
  return {
    operationId: `${workflow.name}_${route.method.toLowerCase()}${path.replace(/\W+/g, '_')}`.replace(/_+$/, ''),
    ...(workflow.description === '' ? {} : { description: workflow.description }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.readsBody && rest.length > 0 ? { requestBody: requestBody(rest) } : {}),
    responses: responses(workflow, hoist),
  }
}

function parameter(name: string, place: 'path' | 'query', required: boolean, schema: Json): Json {
  return { name, in: place, required, schema }
}

function requestBody(entries: readonly { name: string; schema: Json; isRequired: boolean }[]): Json {
  const required = entries.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  const schema = {
    type: 'object',
    properties: Object.fromEntries(entries.map(({ name, schema }) => [name, schema])),
    ...(required.length === 0 ? {} : { required }),
  }
  const type = entries.some((entry) => isFile(entry.schema)) ? 'multipart/form-data' : 'application/json'
  return { required: required.length > 0, content: { [type]: { schema } } }
}

/** A file, one that may be absent, or a list of files. */
function isFile(schema: Json): boolean {
  return 'contentMediaType' in schema || (typeof schema.items === 'object' && isFile(schema.items as Json))
}

function responses(workflow: WorkflowEntry, hoist: (schema: JsonSchema) => Json): Json {
  const error = (description: string) => ({
    description,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
  })
  const isStream = 'streams' in workflow && workflow.streams === true
  const reply = { type: 'object', properties: { reply: { type: 'string' } }, required: ['reply'] }
  const events = { 'text/event-stream': { schema: { type: 'string' } } }
  const result = workflow.result
  const content = isStream
    ? { ...events, 'application/json': { schema: reply } }
    : { 'application/json': { schema: result === undefined ? {} : hoist(result) } }
  return {
    200: { description: 'the result', content },
    400: error('malformed or invalid parameters'),
    500: error('the workflow failed'),
  }
}

/** Definitions stand with the document's other schemas, since a document has one root that references start from. */
function hoisted(schema: JsonSchema, owner: string, schemas: Record<string, unknown>): Json {
  const rewrite = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewrite)
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).flatMap(([key, part]): [string, unknown][] => {
      if (key === '$defs') return []
      if (key === '$ref' && typeof part === 'string') {
        return [[key, part.replace('#/$defs/', `#/components/schemas/${owner}.`)]]
      }
      return [[key, rewrite(part)]]
    })
    return Object.fromEntries(entries)
  }
  for (const [name, definition] of Object.entries(schema.$defs ?? {}))
    schemas[`${owner}.${name}`] ??= rewrite(definition)
  return rewrite(schema) as Json
}
