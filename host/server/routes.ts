// From the init table to routes: which workflows a server offers, their paths in the router's notation, and which methods
// a path would have been served for.

import type { InitTable, Route, WorkflowEntry } from '../../compiler/manifest.ts'

export interface ServedRoute {
  workflow: WorkflowEntry
  method: Route['method']
  /** With parameters as `:id`. */
  path: string
  /** Matches the same paths, for the methods of a path whatever the method. */
  pattern: RegExp
  /** Whether the request's body is read: GET and DELETE take their parameters from path and query only. */
  readsBody: boolean
}

/** The routes of the named workflows, of all when no names are given. Throws for an unknown or unreachable workflow. */
export function routesOf(table: InitTable, names?: readonly string[]): ServedRoute[] {
  const workflows = table.entries.filter((entry): entry is WorkflowEntry => entry.kind === 'workflow')
  const routes = (names ?? workflows.map((entry) => entry.name)).flatMap((name) => {
    const workflow = workflows.find((entry) => entry.name === name)
    if (workflow === undefined) throw new Error(`unknown workflow ${name}`)
    if (names !== undefined && workflow.routes.length === 0 && workflow.sockets === undefined) {
      throw new Error(`workflow ${name} has no route (give it @get, @post, …)`)
    }
    return workflow.routes.map((route) => served(workflow, route))
  })
  return routes.sort((a, b) => specificity(b.path).localeCompare(specificity(a.path)))
}

/** The methods that a path is served for. */
export function methodsFor(routes: readonly ServedRoute[], path: string): string[] {
  return [...new Set(routes.filter((route) => route.pattern.test(path)).map((route) => route.method))]
}

function served(workflow: WorkflowEntry, { method, path: declared }: Route): ServedRoute {
  const segments = declared.split('/').map((segment) => segment.replace(/^\{([^{}]+)\}$/, ':$1'))
  const path = segments.join('/')
  const pattern = segments.map((segment) => (segment.startsWith(':') ? '[^/]+' : escapeRegExp(segment))).join('/')
  const readsBody = method !== 'GET' && method !== 'DELETE'
  return { workflow, method, path, pattern: new RegExp(`^${pattern}/?$`), readsBody }
}

/** Sorts `/orders/new` before `/orders/:id`: fixed segments win over parameters, left to right. */
function specificity(path: string): string {
  return path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '0' : '1'))
    .join('')
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
