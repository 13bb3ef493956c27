// Random programs over the whole grammar, in a random layout: blanks, newlines and separators wherever they may be.
// They mean nothing; they only have to be read.

import type { Random } from './random.ts'

const names = ['a', 'b', 'item', 'reply', 'agent', 'step', 'ok', 'default', 'a_longer_name_of_something']
const types = ['User', 'Shape', 'Pair']
const operators = [
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  'and',
  '&&',
  'or',
  '||',
  '|>',
  'orelse',
  '==',
]

export class Generator {
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
  }

  program(): string {
    const items = this.#random.some(1, 6, () => this.#item())
    return items.join(this.#random.pick(['\n', '\n\n', '\n\n\n', ';\n', '\n\n']))
  }

  // ------------------------------------------------------------------------------------------------------ layout

  /** A place inside brackets: nothing, blanks, or newlines. */
  #gap(): string {
    return this.#random.pick(['', '', ' ', '  ', '\n', ' \n\n  '])
  }

  #optionalGap(): string {
    return this.#random.pick(['', ' ', ' '])
  }

  #maybe(percent: number, make: () => string): string {
    return this.#random.chance(percent) ? make() : ''
  }

  #commas(least: number, most: number, make: () => string): string {
    const elements = this.#random.some(least, most, () => `${this.#gap()}${make()}${this.#gap()}`)
    return elements.length === 0 ? '' : elements.join(',') + this.#maybe(20, () => ',') + this.#gap()
  }

  #brackets(least: number, most: number, make: () => string): string {
    return `(${this.#commas(least, most, make)})`
  }

  /** What a comma or a newline separates, in braces. */
  #entries(least: number, most: number, make: () => string): string {
    const separator = () => this.#random.pick([', ', ',', '\n', '\n\n', ' ,\n'])
    const elements = this.#random.some(least, most, make)
    const inside = elements.map((one, at) => (at === 0 ? one : separator() + one)).join('')
    return `{${this.#gap()}${inside}${this.#gap()}}`
  }

  #block(depth: number): string {
    const separator = () => this.#random.pick(['\n', ' ; ', '\n\n', ';\n'])
    const statements = this.#random.some(0, 3, () => this.#statement(depth - 1))
    const inside = statements.map((one, at) => (at === 0 ? one : separator() + one)).join('')
    return `{${this.#gap()}${inside}${this.#gap()}}`
  }

  // ------------------------------------------------------------------------------------------------------- items

  #item(): string {
    const random = this.#random
    const pub = this.#maybe(30, () => 'pub ')
    const doc = this.#maybe(20, () => '/// Says what it is.\n')
    const name = random.pick(names)
    const upper = random.pick(types)
    const params = () => this.#brackets(0, 3, () => this.#param())
    const result = () => this.#maybe(50, () => `${this.#optionalGap()}->${this.#optionalGap()}${this.#result()}`)
    const parameters = this.#maybe(30, () => random.pick(['<T>', '<T,U>', '< T , U >']))
    switch (random.below(14)) {
      case 0:
        return random.pick(['import "io"', 'import web from "http"', 'import * from "m"', 'import {A,B as C} from "x"'])
      case 1:
        return `export ${this.#entries(1, 3, () => random.pick(['A', 'B', 'C']))}${this.#maybe(50, () => ' from "m"')}`
      case 2:
        return `${doc}${pub}${random.pick(['provider', 'agent'])} ${name}${this.#optionalGap()}${this.#entries(0, 4, () => this.#field())}`
      case 3:
        return `${doc}@render("table")\n${pub}tool ${name}${params()}${result()} {"""Does it."""\n${this.#maybe(40, () => `@before ${this.#block(2)}\n`)}${this.#statement(2)}}`
      case 4:
        return `@post("/x")${this.#gap()}@webui(title:"t")${this.#gap()}workflow ${name}${params()}${result()} {${this.#maybe(40, () => `onerror e ${this.#block(2)}\n`)}${this.#step()}\n${this.#statement(2)}}`
      case 5:
        return `eval "x" ${this.#entries(0, 3, () => this.#field())}`
      case 6:
        return `test "x" ${this.#block(2)}`
      case 7:
        return `${pub}${upper}.${name}${parameters}${params()}${result()} ${this.#block(2)}`
      case 8:
        return `${doc}${pub}struct ${upper}${parameters} ${this.#entries(0, 4, () => `${random.pick(names)}${this.#maybe(80, () => `:${this.#optionalGap()}${this.#type(2)}`)}`)}`
      case 9:
        return `${pub}enum ${upper} ${this.#entries(1, 4, () => `${random.pick(types)}${this.#maybe(50, () => this.#brackets(1, 2, () => this.#type(1)))}`)}`
      case 10:
        return `${pub}type ${upper}${parameters} = ${this.#type(3)}`
      case 11:
        return `${pub}const ${name} = ${this.#expression(3)}`
      case 12:
        return `${doc}${pub}fn ${name}${parameters}${params()}${result()}${this.#random.pick([' ', '\n'])}${this.#block(3)}`
      default:
        return this.#statement(3)
    }
  }

  #field(): string {
    return `${this.#random.pick([...names, 'if', 'type'])}:${this.#optionalGap()}${this.#expression(2)}`
  }

  #param(): string {
    const name = this.#random.pick(names)
    return this.#random.pick([
      name,
      `${name}:${this.#type(2)}`,
      `${name} : ${this.#type(1)}=${this.#expression(1)}`,
      `...${name}: ${this.#type(1)}`,
    ])
  }

  #result(): string {
    return this.#random.pick([this.#type(2), `${this.#type(1)}, error`, `(${this.#type(1)}, error)`])
  }

  #step(): string {
    return `@retry(max: 3) step "x" {${this.#maybe(40, () => `verify ${this.#block(1)}\n`)}${this.#statement(1)}}`
  }

  // -------------------------------------------------------------------------------------------------- statements

  #statement(depth: number): string {
    const random = this.#random
    const name = random.pick(names)
    const value = () => this.#expression(depth)
    const simple = [
      () => `${name} = ${value()}`,
      () => `${name},b=${value()},${this.#gap()}${value()}`,
      () => `${name}: ${this.#type(2)}`,
      () => `${name}:${this.#type(2)} = ${value()}`,
      () => `a.b ${random.pick(['+=', '=', '<<='])} ${value()}`,
      () => `let ${name} = ${this.#gap()}${value()}`,
      () => `f${this.#call(depth)}`,
      () => `return ${value()}`,
      () => 'return',
      () => `ch <- ${value()}`,
      () => `defer f${this.#call(1)}`,
    ]
    if (depth <= 0) return random.pick(simple)()
    const header = () => `(${this.#expression(1)})`
    return random.pick([
      ...simple,
      () => `if ${header()} ${this.#block(depth)}${this.#maybe(50, () => `${this.#gap()}else ${this.#block(depth)}`)}`,
      () => `if ${name} = ${header()};${this.#optionalGap()}${header()} ${this.#block(depth)}`,
      () => `for x in a${random.pick(['..', ' ..= '])}b${this.#optionalGap()}${this.#block(depth)}`,
      () => `outer:${this.#gap()}while ${header()}${this.#gap()}${this.#block(depth)}`,
      () => `try ${this.#block(depth)}${this.#gap()}catch${this.#maybe(50, () => ' err')} ${this.#block(depth)}`,
      () => `match ${header()} ${this.#entries(0, 3, () => this.#arm(depth))}`,
      () => `select ${this.#entries(0, 2, () => `v = <-ch => ${this.#armBody(depth)}`)}`,
      () => `spawn ${this.#block(depth)}`,
      () => this.#block(depth),
    ])()
  }

  #arm(depth: number): string {
    return `${this.#pattern(2)}${this.#maybe(30, () => ` if ${this.#random.pick(names)} > 1`)} =>${this.#gap()}${this.#armBody(depth)}`
  }

  #armBody(depth: number): string {
    return this.#random.pick([
      () => this.#expression(depth - 1),
      () => this.#block(depth - 1),
      () => 'x = 1',
      () => 'return 1',
    ])()
  }

  #pattern(depth: number): string {
    const inner = () => this.#pattern(depth - 1)
    const flat = [() => '_', () => 'name', () => '-1', () => '1 ..= 5', () => '"x"', () => 'nil', () => 'Shape.Dot']
    if (depth <= 0) return this.#random.pick(flat)()
    return this.#random.pick([
      ...flat,
      () => `${inner()}${this.#gap()}|${this.#gap()}${inner()}`,
      () => `Circle${this.#brackets(1, 2, inner)}`,
      () => `(${inner()})`,
      () => `(${this.#commas(2, 3, inner)})`,
      () => `[${inner()}, ...rest]`,
      () => `some(${inner()})`,
      () => `User${this.#entries(0, 2, () => `age${this.#maybe(50, () => `:${inner()}`)}`)}`,
    ])()
  }

  // ------------------------------------------------------------------------------------------------- expressions

  #expression(depth: number): string {
    const random = this.#random
    const flat = [
      '1',
      '0xFF_ff',
      '1.5e-3',
      'a',
      'item',
      '"x ${ a+b } y"',
      '"""\n   x\n  y"""',
      'r"\\d"',
      'nil',
      'none',
      'true',
    ]
    if (depth <= 0) return random.pick(flat)
    const one = () => this.#expression(depth - 1)
    const unit = () => random.pick(['a', 'f(1)', `(${one()})`, 'a.b', 'x[1]'])
    return random.pick([
      () => random.pick(flat),
      () => this.#chain(unit),
      () => this.#chain(unit),
      () => `${random.pick(['-', 'not ', '!', '~', '<-', 'await '])}${unit()}`,
      () => `${unit()} as${this.#maybe(30, () => '?')} ${this.#type(1)}`,
      () => `f${this.#call(depth)}`,
      () => `f${this.#call(depth)}${this.#random.pick(['', '\n'])}.g${this.#call(1)}?`,
      () => `f()${random.pick(['? .b', '?.b', '?', '.0.1'])}`,
      () => `[${this.#commas(0, 4, () => this.#maybe(10, () => '...') + one())}]`,
      () => this.#entries(0, 4, () => `${random.pick(['k', '"k"', '(k)', '1', 'in'])}:${this.#gap()}${one()}`),
      () => `{a,${this.#gap()}b: ${one()}}`,
      () => `User${this.#entries(0, 3, () => `${random.pick(names)}${random.pick([':', ' = '])}${one()}`)}`,
      () => `(${this.#commas(2, 3, one)})`,
      () => `x => ${one()}`,
      () => `(a, b: int) => ${this.#block(depth - 1)}`,
      () => `fn${this.#brackets(0, 2, () => this.#param())} -> int ${this.#block(depth - 1)}`,
      () => `if (${one()}) ${this.#block(depth - 1)} else ${this.#block(depth - 1)}`,
      () => `match (${one()}) ${this.#entries(0, 2, () => this.#arm(depth - 1))}`,
      () => `{ f(); ${one()} }`,
      () => '{ a; }',
    ])()
  }

  /** A newline may be before an operator other than `-`, and after any. */
  #chain(unit: () => string): string {
    return this.#random
      .some(1, 4, () => this.#random.pick(operators))
      .reduce((text, operator) => {
        if (operator === '==' && text.includes('==')) return text
        const before = operator === '-' ? ' ' : this.#random.pick([' ', ' ', '\n  '])
        return `${text}${before}${operator}${this.#random.pick([' ', ' ', '\n'])}${unit()}`
      }, unit())
  }

  #call(depth: number): string {
    return this.#brackets(
      0,
      3,
      () => this.#maybe(30, () => this.#random.pick(['name: ', 'if:', 'b = '])) + this.#expression(depth - 1),
    )
  }

  // ------------------------------------------------------------------------------------------------------- types

  #type(depth: number): string {
    const inner = () => this.#type(depth - 1)
    const flat = [() => 'int', () => 'string', () => 'map', () => 'm.User', () => 'any', () => '()']
    if (depth <= 0) return this.#random.pick(flat)()
    return this.#random.pick([
      ...flat,
      () => `[]${this.#type(0)}`,
      () => `[${inner()}]`,
      () => `[${inner()}:${inner()}]`,
      () => `{string: ${inner()}}`,
      () => `map[${this.#type(0)}](${inner()})`,
      () => `(${inner()})?`,
      () => `(${inner()})`,
      () => `(${inner()} | ${inner()})`,
      () => `(${this.#commas(2, 3, inner)})`,
      () => `(${inner()}) -> (${inner()})`,
      () => `fn(${this.#maybe(50, () => 'x: ')}${inner()}) -> (${inner()})`,
      () => this.#entries(0, 3, () => `${this.#random.pick(names)}: ${inner()}`),
      () => `Pair<${inner()}, List<${inner()}>>`,
      () => `chan<${inner()}>`,
      () => `<-chan<${inner()}>`,
    ])()
  }
}
