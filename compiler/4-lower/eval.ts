// `eval "…" { … }`. A module that is made for `haira eval` runs one case of one of its evals instead of `main`.

import type * as ast from '../1-parse/syntax.ts'
import { textOf } from '../3-check/config.ts'
import { nilType } from '../3-check/types.ts'
import type { EvalEntry } from '../manifest.ts'
import { Body } from './body.ts'
import { create, giveBack, helper, libraryClass, member, name, text } from './build.ts'
import { shorthand } from './collections.ts'
import type { Context } from './context.ts'
import { lower } from './expressions.ts'
import { placeOf } from './functions.ts'
import { positionOf } from './init-table.ts'
import type { Expression, FunctionDeclaration } from './program.ts'
import { fieldName } from './types.ts'

export interface LoweredEval extends EvalEntry {
  function: FunctionDeclaration
}

const evaluation = libraryClass('Evaluation', 'evaluating')
const evalCase = libraryClass('EvalCase', 'evaluating')

/** The evals of the entry file, each a function that gives its agent and cases. */
export function lowerEvals(context: Context): LoweredEval[] {
  const { items } = context.checked.modules.at(-1)!.syntax
  return items
    .filter((item): item is ast.Eval => item.kind === 'eval')
    .map((node) => {
      const body = new Body(context, nilType)
      body.from(node)
      const fields = new Map(node.fields.map(({ name, value }) => [name.text, value as ast.Expression]))
      const cases = casesOf(context, node, fields.get('cases'))
      const parallel = fields.get('parallel')
      const threshold = fields.get('threshold')
      const agent = context.reference(fields.get('agent')!)
      if (agent?.kind !== 'agent') return context.fail(node, 'eval without an agent')
      const made = create(evaluation, [
        name(context.valueName(agent.node)),
        threshold ? lower(body, threshold) : { kind: 'float', value: 0.7 },
        { kind: 'array', items: cases.map((one) => lowerCase(body, one)) },
      ])
      body.add(giveBack(made))
      return {
        title: textOf(node.title) ?? '…',
        position: positionOf(node),
        cases: cases.length,
        parallel: parallel?.kind === 'bool' && parallel.value,
        function: {
          kind: 'function',
          name: context.names.invented('evaluation'),
          title: 'eval',
          comment: undefined,
          params: [],
          result: evaluation,
          body: body.statements,
          mayPanic: true,
          place: placeOf(node),
        },
      }
    })
}

function casesOf(context: Context, node: ast.Eval, value: ast.Expression | undefined): ast.MapLiteral[] {
  if (value?.kind !== 'list') return context.fail(node, 'eval without a list of cases')
  return value.elements.map((element) =>
    element.value.kind === 'map' ? element.value : context.fail(element.value, 'case of another form'),
  )
}

/** Fields are evaluated as they are written, and given in the order of the class. */
function lowerCase(body: Body, node: ast.MapLiteral): Expression {
  const values = new Map<string, Expression>()
  for (const entry of node.entries) {
    for (const [key, value] of fieldsOf(body, entry)) values.set(key, body.settled(value, { kind: 'string' }))
  }
  const fields = ['input', 'expected', 'expected_agent', 'rubric']
  return create(
    evalCase,
    fields.map((field) => values.get(field) ?? text('')),
  )
}

/** What an entry of a case gives. */
function fieldsOf(body: Body, entry: ast.MapEntry): [key: string, value: Expression][] {
  switch (entry.kind) {
    case 'field':
      return [[entry.name.text, lower(body, entry.value)]]
    case 'keyed':
      return [[textOf(entry.key) ?? '', lower(body, entry.value)]]
    case 'shorthand':
      return [[entry.name.text, shorthand(body, entry.name).lower()]]
    case 'spread': {
      const type = body.context.typeOf(entry.value)
      if (type.kind !== 'record') return body.context.fail(entry, 'spread of what is no record')
      const held = body.settled(lower(body, entry.value), body.context.type(type))
      return type.fields.map(({ name }) => [name, member(held, fieldName(name))])
    }
    default:
      return entry satisfies never
  }
}

/** The call that runs a case of one of these functions. */
export function evalRunner(evals: readonly LoweredEval[]): Expression {
  const functions = evals.map((one): Expression => ({ kind: 'name', name: one.function.name }))
  return helper('evaluating', 'runEval', [{ kind: 'array', items: functions }])
}
