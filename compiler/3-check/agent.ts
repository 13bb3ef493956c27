// Fields of an agent (agentic.md 3).

import type * as ast from '../1-parse/syntax.ts'
import {
  agentWithoutProvider,
  fieldNotAllowed,
  providerAsModel,
  structuredResult,
  toolsUnused,
  unknownProvider,
  unknownTool,
  wrongFieldType,
} from '../diagnostics/messages.generated.ts'
import type { CheckedAgent, Symbol } from '../phases.ts'
import { nearest } from '../util/distance.ts'
import { checkBudget } from './budget.ts'
import { checkUi } from './components.ts'
import { checkField, describe, type Field, type FieldRule, fieldsOf, textOf } from './config.ts'
import type { Context } from './context.ts'
import { infer } from './expressions.ts'
import { checkHandoffs } from './handoffs.ts'
import { canBeJson } from './json-parameters.ts'
import { checkMemory } from './memory.ts'
import { showType } from './show-type.ts'
import { typeOfNode } from './type-nodes.ts'
import { boolType, floatType, intType, isPrimitive, stringType, type Type } from './types.ts'

const rules: Record<string, FieldRule> = {
  model: { type: stringType },
  system: { type: stringType },
  description: { type: stringType },
  strategy: { type: stringType, oneOf: ['route', 'parallel', 'sequential'] },
  max_handoffs: { type: intType, least: 0 },
  temperature: { type: floatType, least: 0, most: 2 },
  max_tokens: { type: intType, least: 1 },
  max_steps: { type: intType, least: 1 },
  timeout: { type: floatType, least: 0 },
  storage: { type: boolType },
  scope_deny: { type: stringType },
}

const special = ['provider', 'tools', 'handoffs', 'memory', 'mcp', 'output', 'ui', 'scope', 'budget']

/** Checks an agent; gives nothing if it has no usable provider. */
export function checkAgent(context: Context, node: ast.Agent): CheckedAgent | undefined {
  const fields = fieldsOf(context, node, [...Object.keys(rules), ...special])
  const provider = checkProviderOf(context, node, fields)
  const tools = checkTools(context, node, fields.get('tools'))
  const terms = checkHandoffs(context, node, fields.get('handoffs'))
  const memory = checkMemory(context, fields.get('memory'))
  const budget = checkBudget(context, fields.get('budget'))
  const plain = checkPlainFields(context, node, fields)
  reportUnusedTools(context, node, fields)
  checkMcp(context, node, fields.get('mcp'))
  const output = checkOutput(context, node)
  const scope = fields.get('scope')
  if (scope && checkScope(context, node, scope)) plain.set('scope', scope.value)
  const ui = fields.get('ui')
  if (ui) checkUi(context, node, ui.value)
  if (!provider) return undefined
  const handoffs = context.resolved.handoffs.get(node) ?? []
  return {
    node,
    provider,
    tools,
    handoffs,
    terms,
    memory,
    ...(budget ? { budget } : {}),
    ...(output ? { output } : {}),
    fields: plain,
  }
}

function checkPlainFields(context: Context, node: ast.Agent, fields: Map<string, Field>): Map<string, ast.Expression> {
  const plain = new Map<string, ast.Expression>()
  for (const [name, field] of fields) {
    const rule = rules[name]
    if (!rule || (name === 'model' && providerNamed(context, field))) continue
    checkField(context, node, field, rule)
    plain.set(name, field.value)
  }
  return plain
}

/** Providers of tools, by name. */
function checkMcp(context: Context, node: ast.Agent, field: Field | undefined): void {
  if (!field) return
  const entries = field.value.kind === 'list' ? field.value.elements.map(({ value }) => value) : [field.value]
  for (const entry of entries) {
    const symbol = context.reference(entry)
    if (symbol?.kind === 'provider' && symbol.node.fields.some(({ name }) => name.text === 'transport')) continue
    const name = entry.kind === 'identifier' ? entry.name : 'this expression'
    const suggestion = nearest(name, namesOf(context, 'provider'))
    if (!symbol)
      context.error(
        entry,
        unknownProvider({
          agent: node.name.text,
          name,
          suggestion,
          missing: suggestion === undefined ? name : undefined,
        }),
      )
    else {
      const message = fieldNotAllowed({
        field: 'mcp',
        owner: describe(node),
        allowed: 'MCP providers, which have a `transport`',
      })
      context.error(entry, message, { related: context.declaredHere(symbol) })
    }
  }
}

/** The type of replies: one that JSON can be read into. */
function checkOutput(context: Context, node: ast.Agent): Type | undefined {
  const field = node.fields.find(({ name }) => name.text === 'output')
  if (!field) return undefined
  const type = typeOfNode(context, field.value as ast.TypeNode)
  if (type.kind === 'error') return undefined
  if (isStructured(type)) return type
  context.error(field.value, structuredResult({ method: 'output', found: showType(type) }))
  return undefined
}

/** Whether a model's reply can be of a type (agentic.md 7). */
export function isStructured(type: Type): boolean {
  return ['struct', 'record', 'list', 'map', 'enum'].includes(type.kind) && canBeJson(type)
}

/** What to keep to: a text, or several. */
/** One text or several; whether it can be used. */
function checkScope(context: Context, node: ast.Agent, field: Field): boolean {
  const found = infer(context, field.value, stringType)
  if (isPrimitive(found, 'any')) context.conversions.set(field.value, stringType)
  const isGood = isPrimitive(found, 'string', 'any') || (found.kind === 'list' && isPrimitive(found.element, 'string'))
  if (isGood || found.kind === 'error') return isGood
  const expected = 'string or []string'
  const problem = { field: 'scope', owner: describe(node), expected, found: showType(found) }
  context.error(field.value, wrongFieldType(problem))
  return false
}

/** With strategy "parallel" the agent's own model is not asked, so nobody calls its tools. */
function reportUnusedTools(context: Context, node: ast.Agent, fields: Map<string, Field>): void {
  const strategy = fields.get('strategy')?.value
  const tools = fields.get('tools')
  if (!strategy || textOf(strategy) !== 'parallel' || tools?.value.kind !== 'list' || tools.value.elements.length === 0)
    return
  context.error(tools.name, toolsUnused({ agent: node.name.text }), {
    related: [{ span: strategy.span, text: 'the targets answer' }],
  })
}

/** `model: openai`, the older spelling of `provider: openai`. */
function providerNamed(context: Context, field: Field | undefined): ast.Provider | undefined {
  const symbol = field && context.reference(field.value)
  return symbol?.kind === 'provider' ? symbol.node : undefined
}

function checkProviderOf(context: Context, node: ast.Agent, fields: Map<string, Field>): ast.Provider | undefined {
  const field = fields.get('provider')
  const older = providerNamed(context, fields.get('model'))
  if (older) context.error(fields.get('model')!.name, providerAsModel({ agent: node.name.text, name: older.name.text }))
  if (!field) {
    if (!older) context.error(node.name, agentWithoutProvider({ agent: node.name.text }))
    return older
  }
  const named = providerNamed(context, field)
  if (named) return named
  const { value } = field
  if (value.kind === 'identifier') {
    const symbol = context.symbol(value)
    const suggestion = nearest(value.name, namesOf(context, 'provider'))
    const missing = symbol || suggestion !== undefined ? undefined : value.name
    const message = unknownProvider({ agent: node.name.text, name: value.name, suggestion, missing })
    context.error(value, message, { related: context.declaredHere(symbol, `this is ${kindOf(symbol)}`) })
  } else {
    const found = showType(infer(context, value))
    context.error(value, wrongFieldType({ field: 'provider', owner: describe(node), expected: 'a provider', found }))
  }
  return undefined
}

/** The names of all declarations of a kind, for "did you mean". */
export function namesOf(context: Context, kind: Symbol['kind']): string[] {
  return context
    .visible()
    .filter((symbol) => symbol.kind === kind)
    .map((symbol) => symbol.name)
}

/** "a function", for a label at the declaration of something that was expected to be something else. */
export function kindOf(symbol: Symbol | undefined): string {
  if (!symbol) return 'nothing'
  switch (symbol.kind) {
    case 'agent':
      return 'an agent'
    case 'enum':
      return 'an enum'
    case 'typeAlias':
      return 'a type'
    case 'local':
    case 'global':
      return 'a variable'
    case 'builtin':
      return 'a built-in function'
    default:
      return `a ${symbol.kind}`
  }
}

function checkTools(context: Context, node: ast.Agent, field: Field | undefined): ast.Tool[] {
  if (!field) return []
  const { value } = field
  if (value.kind !== 'list') {
    const found = value.kind === 'identifier' ? 'a name' : showType(infer(context, value))
    context.error(value, wrongFieldType({ field: 'tools', owner: describe(node), expected: 'a list of tools', found }))
    return []
  }
  const tools: ast.Tool[] = []
  const take = (list: ast.List): void => {
    for (const { value: entry } of list.elements) {
      const symbol = context.reference(entry)
      if (symbol?.kind === 'tool') tools.push(symbol.node)
      else if (entry.kind === 'list') take(entry)
      else reportNoTool(context, node, entry, symbol)
    }
  }
  take(value)
  return tools
}

function reportNoTool(context: Context, node: ast.Agent, entry: ast.Expression, symbol: Symbol | undefined): void {
  if (entry.kind !== 'identifier') {
    const found = showType(infer(context, entry))
    context.error(entry, wrongFieldType({ field: 'tools', owner: describe(node), expected: 'a list of tools', found }))
    return
  }
  const suggestion = nearest(entry.name, namesOf(context, 'tool'))
  const kind = symbol && kindOf(symbol)
  const missing = symbol || suggestion !== undefined ? undefined : entry.name
  const message = unknownTool({ agent: node.name.text, name: entry.name, kind, suggestion, missing })
  context.error(entry, message, { related: context.declaredHere(symbol) })
}
