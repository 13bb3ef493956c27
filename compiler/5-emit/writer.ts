// Text in the making: lines with their indentation, the Haira place that each came from, and the library names it uses.

import type { Place, Program, Type } from '../4-lower/program.ts'
import type { Origin } from '../phases.ts'

/** A class for tuples of so many parts, or for functions of so many parameters. */
export interface Wide {
  kind: 'Tuple' | 'Fn'
  name: string
  count: number
}

export class Writer {
  readonly lines: string[] = []
  readonly places: (Origin | undefined)[] = []
  readonly #names: ReadonlySet<string>
  /** Local name of each imported name, by file and name. */
  readonly #imports = new Map<string, Map<string, string>>()
  readonly #taken = new Set<string>()
  readonly #wide = new Map<string, Wide>()
  #indent = 0
  #place: Place | undefined
  #function: string | undefined

  /** Whether functions take room on the stack. */
  readonly isRecursive: boolean
  /** What the function that is written has taken of it. */
  taken: { bytes: number; result: Type } | undefined

  constructor(program: Pick<Program, 'names' | 'isRecursive'>) {
    this.#names = program.names
    this.isRecursive = program.isRecursive
  }

  /** Adds a line; it comes from the place that `from` named last. */
  line(text = ''): void {
    this.lines.push(text === '' ? '' : '  '.repeat(this.#indent) + text)
    this.places.push(text === '' || !this.#place ? undefined : { ...this.#place, function: this.#function })
  }

  /** A blank line between parts, but never two. */
  gap(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.line()
  }

  /** What is written next comes from there. */
  from(place: Place | undefined): void {
    this.#place = place
  }

  /** What is written by `action` is code of that function. */
  inFunction(title: string, action: () => void): void {
    const before = this.#function
    this.#function = title
    action()
    this.#function = before
  }

  /** Writes lines one step further in. */
  indented(action: () => void): void {
    this.#indent++
    action()
    this.#indent--
  }

  /** Room that a line has left at the current indentation. */
  get width(): number {
    return 110 - 2 * this.#indent
  }

  /** The name under which something of the library is known here. A `$` keeps it apart from the program's own names. */
  use(file: string, name: string): string {
    const names = this.#imports.get(file) ?? new Map<string, string>()
    this.#imports.set(file, names)
    const known = names.get(name)
    if (known !== undefined) return known
    const isFree = !this.#names.has(name) && !this.#taken.has(name)
    const local = isFree ? name : `${file.replace(/^lib-/, '').replaceAll('-', '_')}$${name}`
    names.set(name, local)
    this.#taken.add(local)
    return local
  }

  /** The name of a class that the library does not have, and that is to be written for this module. */
  useWide(kind: Wide['kind'], count: number): string {
    const name = `${kind}$${count}`
    this.#wide.set(name, { kind, name, count })
    return name
  }

  /** Those asked for, the smaller ones first. */
  wide(): Wide[] {
    return [...this.#wide.values()].sort((a, b) => a.count - b.count)
  }

  /** Import lines for all that was used, sorted by file. */
  imports(): string[] {
    return [...this.#imports.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([file, names]) => {
        const list = [...names].sort(([a], [b]) => (a < b ? -1 : 1))
        const parts = list.map(([name, local]) => (name === local ? name : `${name} as ${local}`))
        return `import { ${parts.join(', ')} } from "./haira/${file}";`
      })
  }
}
