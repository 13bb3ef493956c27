// What starts a workflow: `@post("/orders/{id}")` and its kin.

import type * as ast from '../1-parse/syntax.ts'
import {
  badCron,
  badDecoratorArgument,
  badRoutePath,
  missingArgument,
  pageWithoutRoute,
  pathParameterMissing,
  tooManyArguments,
  unknownDecoratorArgument,
  unknownTrigger,
  wrongDecoratorArgument,
} from '../diagnostics/messages.generated.ts'
import type { Page, Route, Triggers } from '../manifest.ts'
import { nearest } from '../util/distance.ts'
import { textOf } from './config.ts'
import type { Context } from './context.ts'
import { cronProblem } from './cron.ts'
import { checkDecoratorArguments } from './decorators.ts'
import { infer } from './expressions.ts'
import { showType } from './show-type.ts'

const methods: ReadonlyMap<string, Route['method']> = new Map<string, Route['method']>([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['delete', 'DELETE'],
  ['patch', 'PATCH'],
])

const pageFields = ['title', 'description', 'mode', 'suggestions', 'accent', 'logo', 'theme', 'avatar'] as const

const others = ['webhook', 'websocket', 'cron', 'event', 'manual', 'webui', 'budget']

/** What starts a workflow. */
export function checkTriggers(context: Context, node: ast.Workflow): Triggers {
  const routes: Route[] = []
  const sockets: string[] = []
  for (const decorator of node.decorators) {
    const name = decorator.name.text
    const method = methods.get(name) ?? (name === 'webhook' ? webhookMethod(context, decorator) : undefined)
    if (method) {
      const path = checkPath(context, node, decorator)
      if (path !== undefined) routes.push({ method, path })
    } else if (name === 'websocket') {
      const path = checkPath(context, node, decorator)
      if (path !== undefined) sockets.push(path)
    } else if (others.includes(name)) checkDecoratorArguments(context, decorator)
    else {
      const suggestion = nearest(name, [...methods.keys(), ...others])
      context.error(decorator.name, unknownTrigger({ name, suggestion }))
    }
    if (name === 'cron') checkSchedule(context, decorator)
  }
  const page = node.decorators.find(({ name }) => name.text === 'webui')
  if (page && routes.length === 0) context.error(page, pageWithoutRoute({ path: node.name.text.toLowerCase() }))
  const schedules = textsOf(node, 'cron')
  const events = textsOf(node, 'event')
  return {
    routes,
    ...(sockets.length > 0 ? { sockets } : {}),
    ...(schedules.length > 0 ? { schedules } : {}),
    ...(events.length > 0 ? { events } : {}),
    ...(page ? { page: pageOf(page) } : {}),
  }
}

/** The first arguments of all decorators of a name. */
function textsOf(node: ast.Workflow, name: string): string[] {
  return node.decorators.flatMap((decorator) => {
    const value = decorator.name.text === name ? decorator.args[0]?.value : undefined
    const text = value && textOf(value)
    return text === undefined ? [] : [text]
  })
}

/** The arguments of `@webui`, as far as they are literals. */
function pageOf({ args }: ast.Decorator): Page {
  const page: Page = {}
  for (const [at, { name, value }] of args.entries()) {
    const key = (name?.text ?? pageFields[at]) as keyof Page
    if (key === 'suggestions') page.suggestions = value.kind === 'list' ? value.elements.flatMap(elementText) : []
    else {
      const text = textOf(value)
      if (text !== undefined) page[key] = text
    }
  }
  return page
}

function elementText({ value }: { value: ast.Expression }): string[] {
  const text = textOf(value)
  return text === undefined ? [] : [text]
}

function checkSchedule(context: Context, decorator: ast.Decorator): void {
  const value = decorator.args[0]?.value
  const text = value && textOf(value)
  const problem = text === undefined ? undefined : cronProblem(text)
  if (problem !== undefined) context.error(value!, badCron({ text: text!, problem }))
}

/** `@webhook("/x", method: "PUT")`, POST where nothing is said. */
function webhookMethod(context: Context, { args }: ast.Decorator): Route['method'] {
  const value = args.find(({ name }) => name?.text === 'method')?.value
  if (!value) return 'POST'
  const text = textOf(value)
  const method = text === undefined ? undefined : methods.get(text.toLowerCase())
  if (!method) {
    const expected = [...methods.values()].map((one) => `"${one}"`).join(', ')
    const found = text === undefined ? showType(infer(context, value)) : `"${text}"`
    context.error(value, badDecoratorArgument({ name: 'method', decorator: '@webhook', expected, found }))
  }
  return method ?? 'POST'
}

function checkPath(context: Context, node: ast.Workflow, decorator: ast.Decorator): string | undefined {
  const isWebhook = decorator.name.text === 'webhook'
  const [first, ...more] = decorator.args.filter(({ name }) => !isWebhook || name?.text !== 'method')
  const callee = `@${decorator.name.text}`
  if (!first) {
    context.error(decorator, missingArgument({ name: 'path', callee }))
    return undefined
  }
  if (first.name && first.name.text !== 'path') {
    context.error(first.name, unknownDecoratorArgument({ name: first.name.text, decorator: callee }))
    return undefined
  }
  const extra = more[0]
  if (extra?.name) context.error(extra.name, unknownDecoratorArgument({ name: extra.name.text, decorator: callee }))
  else if (extra) context.error(extra, tooManyArguments({ callee, wanted: 1, found: decorator.args.length }))
  return readPath(context, node, first.value, callee)
}

function readPath(context: Context, node: ast.Workflow, value: ast.Expression, decorator: string): string | undefined {
  const text = textOf(value)
  if (text === undefined) {
    const found = value.kind === 'string' ? 'a string with an interpolation' : showType(infer(context, value))
    context.error(value, wrongDecoratorArgument({ decorator, found }))
    return undefined
  }
  if (!text.startsWith('/') || /[?#\s]/.test(text)) {
    context.error(value, badRoutePath({ path: text }))
    return undefined
  }
  const path = text.replace(/:([A-Za-z_]\w*)/g, '{$1}')
  for (const [, name] of path.matchAll(/\{([^{}]*)\}/g)) checkPathParameter(context, node, value, name!)
  return path
}

function checkPathParameter(context: Context, node: ast.Workflow, path: ast.Expression, name: string): void {
  const names = node.params.map((param) => param.name.text)
  if (names.includes(name)) return
  const message = pathParameterMissing({ name, suggestion: nearest(name, names) })
  context.error(path, message, { related: [{ span: node.name.span, text: 'this workflow' }] })
}
