// `eval "name" { agent: A, cases: […] }` (agentic.md 13).

import type * as ast from '../1-parse/syntax.ts'
import { evalIncomplete, unknownField, wrongFieldType } from '../diagnostics/messages.generated.ts'
import { nearest } from '../util/distance.ts'
import { namesOf } from './agent.ts'
import { checkField, describe, type FieldRule, fieldsOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { inferShorthand } from './expressions/shorthand.ts'
import { expect, infer } from './expressions.ts'
import { showType } from './show-type.ts'
import { boolType, floatType, isPrimitive, stringType } from './types.ts'

const rules: Record<string, FieldRule> = {
  threshold: { type: floatType, least: 0, most: 1 },
  parallel: { type: boolType },
}

const caseKeys = ['input', 'expected', 'expected_agent', 'rubric']

/** Checks an eval. */
export function checkEval(context: Context, node: ast.Eval): void {
  infer(context, node.title)
  const fields = fieldsOf(context, node, ['agent', 'cases', ...Object.keys(rules)])
  const [agent, cases] = [fields.get('agent'), fields.get('cases')]
  if (!agent || !cases) context.error(node.title, evalIncomplete({ name: textOf(node.title) ?? '…' }))
  if (agent && context.reference(agent.value)?.kind !== 'agent') {
    reportNoAgent(
      context,
      node,
      agent.value,
      'agent',
      agent.value.kind === 'identifier' ? agent.value.name : 'this expression',
    )
  }
  if (cases) checkCases(context, node, cases.value)
  for (const [name, field] of fields) if (rules[name]) checkField(context, node, field, rules[name])
}

/** `...base`: a record with some of the fields of a case. */
function checkSpread(context: Context, node: ast.Eval, value: ast.Expression): void {
  const type = infer(context, value)
  if (type.kind === 'error') return
  const owner = `a case of ${describe(node)}`
  if (type.kind !== 'record') {
    const message = wrongFieldType({ field: '...', owner, expected: 'a record', found: showType(type) })
    context.error(value, message, { hint: 'a case is written `{ input: "…", expected: "…" }`' })
    return
  }
  for (const field of type.fields) {
    if (!caseKeys.includes(field.name)) {
      const suggestion = nearest(field.name, caseKeys)
      context.error(value, unknownField({ field: field.name, owner, suggestion }))
    } else if (!isPrimitive(field.type, 'string')) {
      context.error(
        value,
        wrongFieldType({ field: field.name, owner, expected: 'string', found: showType(field.type) }),
      )
    }
  }
}

function reportNoAgent(context: Context, node: ast.Eval, at: ast.Expression, field: string, name: string): void {
  const message = wrongFieldType({ field, owner: describe(node), expected: 'an agent', found: `\`${name}\`` })
  const suggestion = nearest(name, namesOf(context, 'agent'))
  context.error(at, message, suggestion === undefined ? {} : { hint: `did you mean \`${suggestion}\`?` })
}

function checkCases(context: Context, node: ast.Eval, value: ast.Expression): void {
  if (value.kind !== 'list') {
    const found = showType(infer(context, value))
    context.error(value, wrongFieldType({ field: 'cases', owner: describe(node), expected: 'a list of cases', found }))
    return
  }
  for (const { value: one } of value.elements) {
    if (one.kind !== 'map') {
      const found = showType(infer(context, one))
      const message = wrongFieldType({ field: 'cases', owner: describe(node), expected: 'a list of cases', found })
      context.error(one, message, { hint: 'a case is written `{ input: "…", expected: "…" }`' })
      continue
    }
    for (const entry of one.entries) checkEntry(context, node, entry)
    if (!one.entries.some((entry) => gives(context, entry, 'input'))) {
      const message = wrongFieldType({
        field: 'cases',
        owner: describe(node),
        expected: 'a list of cases',
        found: 'one without input',
      })
      context.error(one, message, { hint: 'each case needs `input`, the message that the agent is sent' })
    }
  }
}

/** The key of an entry, written as a name or as text. */
function keyOf(entry: ast.MapEntry): ast.Name | undefined {
  if (entry.kind === 'field' || entry.kind === 'shorthand') return entry.name
  const text = entry.kind === 'keyed' ? textOf(entry.key) : undefined
  return text !== undefined && entry.kind === 'keyed' ? { text, span: entry.key.span } : undefined
}

/** Whether an entry gives a field. What cannot be spread has been reported. */
function gives(context: Context, entry: ast.MapEntry, field: string): boolean {
  if (entry.kind !== 'spread') return keyOf(entry)?.text === field
  const type = context.types.get(entry.value)
  return type?.kind !== 'record' || type.fields.some((one) => one.name === field)
}

function checkEntry(context: Context, node: ast.Eval, entry: ast.MapEntry): void {
  const key = keyOf(entry)
  if (key && !caseKeys.includes(key.text)) {
    const suggestion = nearest(key.text, caseKeys)
    context.error(key, unknownField({ field: key.text, owner: `a case of ${describe(node)}`, suggestion }))
  }
  if (entry.kind === 'shorthand') {
    inferShorthand(context, entry.name, stringType)
    return
  }
  if (entry.kind === 'spread') return checkSpread(context, node, entry.value)
  expect(context, entry.value, stringType, (found) =>
    wrongFieldType({
      field: key?.text ?? 'key',
      owner: `a case of ${describe(node)}`,
      expected: 'string',
      found: showType(found),
    }),
  )
  const name = key?.text === 'expected_agent' ? textOf(entry.value) : undefined
  if (name !== undefined && !namesOf(context, 'agent').includes(name))
    reportNoAgent(context, node, entry.value, 'expected_agent', name)
}
