// Arguments of decorators: `@retry(max: 3, delay: 500)`, `@confirm("Send it?")`, `@timeout(5)`.

import type * as ast from '../1-parse/syntax.ts'
import {
  badDecoratorArgument,
  missingArgument,
  repeatedArgument,
  tooManyArguments,
  unknownDecorator,
  unknownDecoratorArgument,
} from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import { numberOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { expect } from './expressions.ts'
import { showType } from './show-type.ts'
import { floatType, intType, isPrimitive, listOf, nilType, stringType, type Type } from './types.ts'

/** The arguments of a decorator in their order; the first `required` must be given. */
interface Rule {
  arguments: Record<string, Type>
  required: number
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['cron', { arguments: { schedule: stringType }, required: 1 }],
  ['event', { arguments: { name: stringType }, required: 1 }],
  ['manual', { arguments: {}, required: 0 }],
  ['timeout', { arguments: { seconds: floatType }, required: 1 }],
  ['render', { arguments: { component: stringType }, required: 1 }],
  [
    'webui',
    {
      arguments: {
        title: stringType,
        description: stringType,
        mode: stringType,
        suggestions: listOf(stringType),
        accent: stringType,
        logo: stringType,
        theme: stringType,
        avatar: stringType,
      },
      required: 0,
    },
  ],
  ['retry', { arguments: { max: intType, delay: intType, backoff: stringType }, required: 0 }],
  [
    'confirm',
    { arguments: { title: stringType, message: stringType, confirm: stringType, deny: stringType }, required: 1 },
  ],
])

const known = { tool: ['timeout', 'render'], step: ['retry', 'confirm'] }

/** Checks the decorators of a tool or step. The parser has seen to it that those with a meaning stand where they do. */
export function checkDecorators(context: Context, decorators: ast.Decorator[], place: 'tool' | 'step'): void {
  for (const decorator of decorators) {
    const name = decorator.name.text
    if (rules.has(name)) checkDecoratorArguments(context, decorator)
    else {
      const suggestion = nearest(name, known[place])
      context.error(decorator.name, unknownDecorator({ name, place, suggestion }))
    }
  }
}

/** Checks names and types of what a decorator is given. */
export function checkDecoratorArguments(context: Context, decorator: ast.Decorator): void {
  const rule = rules.get(decorator.name.text)
  if (rule) checkArguments(context, decorator, rule)
}

function checkArguments(context: Context, decorator: ast.Decorator, rule: Rule): void {
  const callee = `@${decorator.name.text}`
  const names = Object.keys(rule.arguments)
  const given = new Set<string>()
  for (const [at, argument] of decorator.args.entries()) {
    const name = argument.name?.text ?? names[at]
    const type = name === undefined ? undefined : rule.arguments[name]
    if (name === undefined) {
      context.error(argument, tooManyArguments({ callee, wanted: names.length, found: decorator.args.length }))
      return
    }
    if (!type) {
      const suggestion = nearest(name, names)
      context.error(argument.name!, unknownDecoratorArgument({ name, decorator: callee, suggestion }))
      continue
    }
    if (given.has(name)) context.error(argument, repeatedArgument({ name }))
    given.add(name)
    if (name === 'mode' && !['chat', 'form', 'code', undefined].includes(textOf(argument.value))) {
      const found = `"${textOf(argument.value)}"`
      context.error(
        argument.value,
        badDecoratorArgument({ name, decorator: callee, expected: '"chat", "form" or "code"', found }),
      )
    }
    expect(context, argument.value, type, (found) =>
      badDecoratorArgument({ name, decorator: callee, expected: showType(type), found: showType(found) }),
    )
  }
  const missing = names.slice(0, rule.required).find((name) => !given.has(name))
  if (missing) context.error(decorator, missingArgument({ name: missing, callee }))
}

/** The seconds of `@timeout(5)`, if it is there: a number in the text, since tools are there before anything is evaluated. */
export function checkTimeout(context: Context, decorators: ast.Decorator[]): number | undefined {
  const value = decorators.find(({ name }) => name.text === 'timeout')?.args[0]?.value
  if (!value) return undefined
  const seconds = numberOf(value)
  if (seconds !== undefined && seconds > 0) return seconds
  const problem = { name: 'seconds', decorator: '@timeout', expected: 'a number literal above 0' }
  // What is no number at all has been said.
  if (seconds !== undefined || isPrimitive(context.types.get(value) ?? nilType, 'int', 'float')) {
    const found = seconds === undefined ? 'an expression' : `${seconds}`
    context.error(value, badDecoratorArgument({ ...problem, found }))
  }
  return undefined
}
