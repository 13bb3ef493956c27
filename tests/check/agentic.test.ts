// What the checker hands on about agents, tools and workflows: schemas, routes, memory, environment variables.

import { describe, expect, test } from 'vitest'
import { findingsOf } from './findings.ts'

function checkedOf(text: string) {
  const { diagnostics, checked } = findingsOf(text)
  expect(diagnostics.filter((one) => one.severity === 'error').map((one) => one.message)).toEqual([])
  return checked
}

describe('JSON Schemas', () => {
  const schemaOf = (params: string, doc = 'Do it.', declarations = '') => {
    const text = `${declarations}\ntool t(${params}) -> string {\n    """${doc}"""\n    "x"\n}\n`
    return findingsOf(text).checked.tools[0]!.schema
  }
  const propertiesOf = (params: string, declarations?: string) => schemaOf(params, undefined, declarations).properties

  test('primitive types', () => {
    expect(schemaOf('a: string, b: int, c: float, d: bool, e: any')).toEqual({
      type: 'object',
      properties: {
        a: { type: 'string' },
        b: { type: 'integer' },
        c: { type: 'number' },
        d: { type: 'boolean' },
        e: {},
      },
      required: ['a', 'b', 'c', 'd', 'e'],
      additionalProperties: false,
    })
  })

  test('defaults and options are not required', () => {
    expect(
      schemaOf('a: int = 3, b: string = "x", c: int?, d: float = -1.5, e: []int = [1, 2], f: int = 1 + 1'),
    ).toEqual({
      type: 'object',
      properties: {
        a: { type: 'integer', default: 3 },
        b: { type: 'string', default: 'x' },
        c: { type: 'integer' },
        d: { type: 'number', default: -1.5 },
        e: { type: 'array', items: { type: 'integer' }, default: [1, 2] },
        f: { type: 'integer' },
      },
      required: [],
      additionalProperties: false,
    })
  })

  test('lists, tuples, maps and records', () => {
    expect(propertiesOf('a: []string, b: (int, string), c: map[string]int, d: {x: int, y: int?}')).toEqual({
      a: { type: 'array', items: { type: 'string' } },
      b: { type: 'array', prefixItems: [{ type: 'integer' }, { type: 'string' }], items: false },
      c: { type: 'object', additionalProperties: { type: 'integer' } },
      d: {
        type: 'object',
        properties: { x: { type: 'integer' }, y: { type: 'integer' } },
        required: ['x'],
        additionalProperties: false,
      },
    })
  })

  test('structs, with the comments of their fields', () => {
    const struct = 'struct Order {\n    /// the number on the invoice\n    id: int\n    note: string = ""\n}'
    expect(propertiesOf('order: Order', struct)).toEqual({
      order: {
        type: 'object',
        properties: {
          id: { type: 'integer', description: 'the number on the invoice' },
          note: { type: 'string', default: '' },
        },
        required: ['id'],
        additionalProperties: false,
      },
    })
  })

  test('a struct that contains itself is in $defs', () => {
    const schema = schemaOf('tree: Tree', 'Do it.', 'struct Tree { name: string, children: []Tree }')
    expect(schema.properties).toEqual({ tree: { $ref: '#/$defs/Tree' } })
    expect(schema.$defs).toEqual({
      Tree: {
        type: 'object',
        properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
        required: ['name', 'children'],
        additionalProperties: false,
      },
    })
  })

  test('unions, enums, maps with defaults, rest parameters and sized numbers', () => {
    const enumText = 'enum Unit { C, F }'
    const params = 'a: int | string, u: Unit = Unit.F, m: map[string]bool = {"x": true}, n: u8 = 1, ...rest: float'
    expect(schemaOf(params, undefined, enumText)).toEqual({
      type: 'object',
      properties: {
        a: { anyOf: [{ type: 'integer' }, { type: 'string' }] },
        u: { type: 'string', enum: ['C', 'F'], default: 'F' },
        m: { type: 'object', additionalProperties: { type: 'boolean' }, default: { x: true } },
        n: { type: 'integer', minimum: 0, maximum: 255, default: 1 },
        rest: { type: 'array', items: { type: 'number' } },
      },
      required: ['a'],
      additionalProperties: false,
    })
  })

  test('structs that contain each other, and instances of a generic one, have names of their own in $defs', () => {
    const structs = `struct Company { name: string, staff: []Person }
struct Person { employer: Company?, boss: Person? }
struct Chain<T> { value: T, next: Chain<T>? }`
    const schema = schemaOf('c: Company, p: Person, i: Chain<int>, s: Chain<string>', undefined, structs)
    expect(schema.properties).toEqual({
      c: { $ref: '#/$defs/Company' },
      p: { $ref: '#/$defs/Person' },
      i: { $ref: '#/$defs/Chain_int' },
      s: { $ref: '#/$defs/Chain_string' },
    })
    expect(Object.keys(schema.$defs ?? {}).sort()).toEqual(['Chain_int', 'Chain_string', 'Company', 'Person'])
    expect(schema.$defs!.Chain_int).toEqual({
      type: 'object',
      properties: { value: { type: 'integer' }, next: { $ref: '#/$defs/Chain_int' } },
      required: ['value'],
      additionalProperties: false,
    })
  })

  test('lines about parameters describe them, the rest is the description', () => {
    const doc = 'Forecast for a city.\n    city: name, optionally with country\n    Note: not for seas.'
    const { tools } = checkedOf(`tool t(city: string, days: int) -> string {\n    """${doc}"""\n    city\n}\n`)
    expect(tools[0]!.description).toBe('Forecast for a city.\nNote: not for seas.')
    expect(tools[0]!.schema.properties).toEqual({
      city: { type: 'string', description: 'name, optionally with country' },
      days: { type: 'integer' },
    })
  })
})

test('environment variables, and those that providers use as secrets', () => {
  const checked = checkedOf(`import "env"

provider p {
    api_key: env("KEY")
    model: env("MODEL")
    headers: {"Authorization": "Bearer \${env("TOKEN")}"}
}

agent A { provider: p, system: env("PROMPT") }

fn main() {
    println(env("MODEL"), env.get("HOME"), env("HO" + "ST"), env("KEY"))
    println(A.ask("x")?)
}
`)
  expect(checked.env).toEqual(['KEY', 'MODEL', 'TOKEN', 'PROMPT', 'HOME'])
  expect(checked.secrets).toEqual(['KEY', 'TOKEN'])
})

test('routes, with colon segments in braces', () => {
  const { workflows } = checkedOf(`@get("/orders/:id/notes/{n}")
workflow A(id: int, n: int) -> string { "\${id}\${n}" }

@patch(path: "/b")
workflow B() -> string { "b" }

workflow C() -> string { "c" }
`)
  expect(workflows.map((one) => one.triggers.routes[0])).toEqual([
    { method: 'GET', path: '/orders/{id}/notes/{n}' },
    { method: 'PATCH', path: '/b' },
    undefined,
  ])
})

test('agents: provider, tools, targets, memory and the plain fields', () => {
  const { agents } = checkedOf(`provider p { model: "m" }

tool t() -> string {
    """T."""
    "t"
}

agent A { provider: p, tools: [t], handoffs: [C, B], memory: conversation(max_turns: 4), temperature: 1, model: "x" }
agent B { model: p, memory: none }
agent C { provider: p }

fn main() { println(A.ask("x")?) }
`)
  const [a, b] = agents
  expect(agents.map((one) => one.provider.name.text)).toEqual(['p', 'p', 'p'])
  expect(a!.tools.map((one) => one.name.text)).toEqual(['t'])
  expect(a!.handoffs.map((one) => one.name.text)).toEqual(['C', 'B'])
  expect(a!.memory.kind).toBe('conversation')
  expect(b!.memory.kind).toBe('none')
  expect([...a!.fields.keys()]).toEqual(['temperature', 'model'])
  expect([...b!.fields.keys()]).toEqual([])
})
