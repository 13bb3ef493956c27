// The components of generative UI, as the field `ui` of an agent and `@render` name them (agentic.md 15).

import type * as ast from '../1-parse/syntax.ts'
import { unknownComponent, wrongFieldType } from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import { describe, textOf } from './config.ts'
import type { Context } from './context.ts'

/** `ui.StatusCard` in an agent, `status-card` elsewhere. */
const components = [
  ...['StatusCard', 'Table', 'KeyValue', 'CodeBlock', 'Diff', 'Progress', 'Chart', 'Confirm', 'Choices', 'Form'],
  ...['ProductCards', 'Markdown', 'Text', 'Image', 'Group'],
]

/** Checks the field `ui`: the module for all components, or a list of some. */
export function checkUi(context: Context, node: ast.Agent, value: ast.Expression): void {
  if (value.kind === 'identifier' && value.name === 'ui') return
  if (value.kind === 'list') {
    for (const { value: one } of value.elements) checkComponent(context, node, one)
    return
  }
  reportForm(context, node, value)
}

function checkComponent(context: Context, node: ast.Agent, value: ast.Expression): void {
  if (value.kind !== 'member' || value.object.kind !== 'identifier' || value.object.name !== 'ui') {
    reportForm(context, node, value)
  } else if (!components.includes(value.name.text)) {
    const { text } = value.name
    context.error(value.name, unknownComponent({ name: text, suggestion: nearest(text, components) }))
  }
}

function reportForm(context: Context, node: ast.Agent, value: ast.Expression): void {
  const expected = '`ui` or a list such as `[ui.Table]`'
  context.error(value, wrongFieldType({ field: 'ui', owner: describe(node), expected, found: 'something else' }))
}

/** `@render("table")`: a component by its name in the browser, or in the snake case of its constructor. */
export function checkRendered(context: Context, decorator: ast.Decorator): void {
  const value = decorator.args[0]?.value
  const text = value && textOf(value)
  if (text === undefined) return
  const names = components.map((name) => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase())
  const plain = text.replaceAll('_', '-')
  if (!names.includes(plain)) context.error(value!, unknownComponent({ name: text, suggestion: nearest(plain, names) }))
}
