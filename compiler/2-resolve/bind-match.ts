// Names in `match`: those that patterns bind, seen by the arm's guard and body.

import type * as ast from '../1-parse/syntax.ts'
import { alternativesDiffer } from '../diagnostics/messages.generated.ts'
import type { Binder } from './bind.ts'
import { bindExpression } from './bind-expressions.ts'
import { bindAssign, bindBlock } from './bind-statements.ts'

/** Binds the names of a match; each arm is a scope. */
export function bindMatch(binder: Binder, node: ast.Match): void {
  bindExpression(binder, node.subject)
  for (const arm of node.arms) {
    binder.inScope(() => {
      bindPattern(binder, arm.pattern)
      if (arm.guard) bindExpression(binder, arm.guard)
      bindArmBody(binder, arm.body)
    })
  }
}

/** Binds what an arm of `match` or `select`, or a lambda, does. */
export function bindArmBody(binder: Binder, body: ast.ArmBody): void {
  switch (body.kind) {
    case 'block':
      bindBlock(binder, body)
      return
    case 'return':
      for (const value of body.values) bindExpression(binder, value)
      return
    case 'break':
    case 'continue':
      return
    case 'assign':
      bindAssign(binder, body)
      return
    default:
      bindExpression(binder, body)
  }
}

/** Declares the names that a pattern binds. */
export function bindPattern(binder: Binder, pattern: ast.Pattern): void {
  switch (pattern.kind) {
    case 'wildcardPattern':
    case 'literalPattern':
    case 'rangePattern':
      return
    case 'bindPattern':
      binder.declare(pattern.name, true, 'pattern')
      return
    case 'somePattern':
      bindPattern(binder, pattern.inner)
      return
    case 'fieldsPattern':
      for (const field of pattern.fields) {
        if (field.pattern) bindPattern(binder, field.pattern)
        else binder.declare(field.name, true, 'pattern')
      }
      return
    case 'variantPattern':
      // A bare name may be a constant; which it is, the type of the subject decides.
      if (pattern.path.length === 1) binder.useConstant(pattern.path[0]!)
      for (const part of pattern.payload ?? []) bindPattern(binder, part)
      return
    case 'tuplePattern':
      for (const element of pattern.elements) bindPattern(binder, element)
      return
    case 'listPattern':
      for (const element of pattern.elements) bindElement(binder, element)
      return
    case 'orPattern':
      bindAlternatives(binder, pattern.alternatives)
      return
    default:
      pattern satisfies never
  }
}

function bindElement(binder: Binder, element: Extract<ast.Pattern, { kind: 'listPattern' }>['elements'][number]): void {
  if (element.kind !== 'restPattern') bindPattern(binder, element)
  else if (element.name) binder.declare(element.name, true, 'pattern')
}

/** All alternatives bind the same variables: those that the first one declares. */
function bindAlternatives(binder: Binder, [first, ...others]: ast.Pattern[]): void {
  bindPattern(binder, first!)
  const declared = boundNames(first!).map((name) => name.text)
  for (const other of others) {
    const names = boundNames(other)
    for (const name of names) binder.bindAgain(name)
    const missing = declared.find((text) => names.every((name) => name.text !== text))
    const added = names.find((name) => !declared.includes(name.text))
    if (missing === undefined && added === undefined) continue
    binder.report.add(other.span, alternativesDiffer({ name: missing ?? added!.text }))
  }
}

/** The names that a pattern binds, in source order. */
export function boundNames(pattern: ast.Pattern): ast.Name[] {
  switch (pattern.kind) {
    case 'wildcardPattern':
    case 'literalPattern':
    case 'rangePattern':
      return []
    case 'bindPattern':
      return pattern.name.text === '_' ? [] : [pattern.name]
    case 'somePattern':
      return boundNames(pattern.inner)
    case 'fieldsPattern':
      return pattern.fields.flatMap((field) => (field.pattern ? boundNames(field.pattern) : [field.name]))
    case 'variantPattern':
      return (pattern.payload ?? []).flatMap(boundNames)
    case 'tuplePattern':
      return pattern.elements.flatMap(boundNames)
    case 'listPattern':
      return pattern.elements.flatMap((one) =>
        one.kind === 'restPattern' ? (one.name ? [one.name] : []) : boundNames(one),
      )
    case 'orPattern':
      return boundNames(pattern.alternatives[0]!)
    default:
      return pattern satisfies never
  }
}
