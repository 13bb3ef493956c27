// Whether JSON matches a JSON Schema, for schemas that come while the program runs. It knows what this project's own schemas
// consist of; words that it does not know demand nothing.

import { Problems } from './decode'
import { ARRAY, BOOL, FLOAT, INT, Json, NULL, OBJECT, STRING } from './json-read'
import { intText } from './number'

/** Notes what does not match. `root` has the definitions that references lead to. */
export function checkSchema(node: Json, schema: Json, root: Json, place: string, problems: Problems): void {
  const reference = schema.textAt('$ref')
  if (reference != '') {
    const definitions = root.get('$defs')
    if (definitions === null) return
    const target = definitions.get(reference.substring(reference.lastIndexOf('/') + 1))
    if (target !== null) checkSchema(node, target, root, place, problems)
    return
  }
  if (!isOfType(node, schema.get('type'))) return problems.add(place, typeText(schema.get('type')!), node.json)
  const values = schema.get('enum')
  if (values !== null && !hasValue(values, node)) return problems.add(place, 'one of ' + values.json, node.json)
  const choices = schema.get('anyOf')
  if (choices !== null && !matchesOne(node, choices, root)) return problems.add(place, 'one of its forms', node.json)
  if (node.kind == OBJECT) checkMembers(node, schema, root, place, problems)
  const items = schema.get('items')
  if (node.kind != ARRAY || items === null || items.kind != OBJECT) return
  let item = node.first
  for (let i = 0; item !== null; i++) {
    checkSchema(item, items, root, place + '[' + intText(i) + ']', problems)
    item = item.next
  }
}

function checkMembers(node: Json, schema: Json, root: Json, place: string, problems: Problems): void {
  const start = place == '' ? '' : place + '.'
  let required = schema.listAt('required')
  while (required !== null) {
    if (node.get(required.text) === null) problems.add(start + required.text, '', '')
    required = required.next
  }
  const properties = schema.get('properties')
  const others = schema.get('additionalProperties')
  let member = node.first
  while (member !== null) {
    const own: Json | null = properties === null ? null : properties.get(member.key)
    if (own !== null) checkSchema(member, own, root, start + member.key, problems)
    else if (others !== null && others.kind == OBJECT) checkSchema(member, others, root, start + member.key, problems)
    member = member.next
  }
}

function isOfType(node: Json, type: Json | null): bool {
  if (type === null) return true
  if (type.kind == STRING) return isNamed(node, type.text)
  let one = type.first
  while (one !== null) {
    if (isNamed(node, one.text)) return true
    one = one.next
  }
  return type.first === null
}

function isNamed(node: Json, type: string): bool {
  const kind = node.kind
  if (type == 'string') return kind == STRING
  if (type == 'integer') return kind == INT || (kind == FLOAT && floor(node.float) == node.float)
  if (type == 'number') return kind == INT || kind == FLOAT
  if (type == 'boolean') return kind == BOOL
  if (type == 'array') return kind == ARRAY
  if (type == 'object') return kind == OBJECT
  return type == 'null' && kind == NULL
}

function typeText(type: Json): string {
  return type.kind == STRING ? type.text : type.json
}

function hasValue(values: Json, node: Json): bool {
  let one = values.first
  while (one !== null) {
    if (one.json == node.json) return true
    one = one.next
  }
  return false
}

function matchesOne(node: Json, choices: Json, root: Json): bool {
  let one = choices.first
  while (one !== null) {
    const problems = new Problems()
    checkSchema(node, one, root, '', problems)
    if (!problems.any) return true
    one = one.next
  }
  return false
}
