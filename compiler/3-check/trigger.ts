// What starts a workflow: `@post("/orders/{id}")` and its kin.

import type * as ast from '../1-parse/syntax.ts'
import {
  badRoutePath,
  missingArgument,
  pathParameterMissing,
  tooManyArguments,
  unknownDecoratorArgument,
  unknownTrigger,
  wrongDecoratorArgument,
} from '../diagnostics/messages.generated.ts'
import type { Route } from '../manifest.ts'
import { nearest } from '../util/distance.ts'
import { textOf } from './config.ts'
import type { Context } from './context.ts'
import { infer } from './expressions.ts'
import { showType } from './show-type.ts'

const methods: ReadonlyMap<string, Route['method']> = new Map<string, Route['method']>([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['delete', 'DELETE'],
  ['patch', 'PATCH'],
])

const ofLaterVersions = ['webhook', 'websocket', 'cron', 'event', 'manual', 'webui']

/** The route of a workflow, if it has one. */
export function checkTriggers(context: Context, node: ast.Workflow): Route | undefined {
  let route: Route | undefined
  for (const decorator of node.decorators) {
    const name = decorator.name.text
    const method = methods.get(name)
    if (ofLaterVersions.includes(name)) context.notYet(decorator, `\`@${name}\``)
    else if (!method) {
      const suggestion = nearest(name, [...methods.keys(), ...ofLaterVersions])
      context.error(decorator.name, unknownTrigger({ name, suggestion }))
    } else if (route) context.notYet(decorator, 'a second route of a workflow')
    else {
      const path = checkPath(context, node, decorator)
      if (path !== undefined) route = { method, path }
    }
  }
  return route
}

function checkPath(context: Context, node: ast.Workflow, decorator: ast.Decorator): string | undefined {
  const [first, ...more] = decorator.args
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
