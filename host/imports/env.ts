// Interface `env`: environment variables that the program names or the embedder allows. Secrets stay with the host: a
// module gets them only as sealed references in a provider's fields, which it can pass on but not read.

import type { Manifest } from '../../compiler/manifest.ts'
import type { Interface } from './index.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export class Environment {
  readonly #variables: Variables
  readonly #granted: ReadonlySet<string>
  readonly #secrets: ReadonlySet<string>
  readonly #all: boolean
  /** What the program has set itself. */
  readonly #own = new Map<string, string>()

  constructor(variables: Variables, manifest: Manifest, allowed: readonly string[] | 'all' = []) {
    this.#variables = variables
    this.#granted = new Set([...manifest.env, ...manifest.secrets, ...(allowed === 'all' ? [] : allowed)])
    this.#all = allowed === 'all'
    this.#secrets = new Set(manifest.secrets)
  }

  /** What the module may know: undefined for a secret. Throws for a name that nobody granted. */
  visible(name: string): string | undefined {
    if (this.#own.has(name)) return this.#own.get(name)
    if (!this.#all && !this.#granted.has(name)) throw new Error(`environment variable ${name} is not granted`)
    return this.#secrets.has(name) ? undefined : this.#value(name)
  }

  /** All that the module may know. */
  list(): Record<string, string> {
    const names = this.#all ? Object.keys(this.#variables) : [...this.#granted]
    const found = [...new Set([...names, ...this.#own.keys()])].sort().flatMap((name) => {
      const value = this.visible(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(found)
  }

  /** Sets a variable, for the program and what it starts. */
  set(name: string, value: string): void {
    if (name === '' || /[=\0]/.test(name)) throw new Error(`'${name}' cannot name a variable`)
    if (value.includes('\0')) throw new Error(`the value of ${name} has a zero character`)
    this.#own.set(name, value)
  }

  /** The environment of a process that the program starts: the host's, without the program's secrets. */
  forChild(): Record<string, string> {
    const inherited = Object.keys(this.#variables).flatMap((name) => {
      const value = this.#secrets.has(name) ? undefined : this.#value(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    return { ...Object.fromEntries(inherited), ...Object.fromEntries(this.#own) }
  }

  /**
   * Puts values in the place of sealed references, U+E000 NAME U+E001 or U+E000 NAME U+E002 DEFAULT U+E001.
   *
   * An unset variable without a default becomes an empty text, as `env("NAME")` does.
   */
  unseal(text: string): string {
    return text.replace(/\uE000([^\uE000-\uE002]*)(?:\uE002([^\uE001]*))?\uE001/g, (_, name: string, fallback = '') => {
      if (!this.#granted.has(name)) throw new Error(`environment variable ${name} is not granted`)
      return this.#value(name) ?? fallback
    })
  }

  /** The host's own reading, for its settings and the providers' well-known key variables. */
  readonly host = (name: string): string | undefined => this.#value(name)

  #value(name: string): string | undefined {
    return Object.hasOwn(this.#variables, name) ? this.#variables[name] : undefined
  }
}

export function envImports(environment: Environment): Interface {
  return {
    get: {
      kind: 'instant',
      repeatable: true,
      call: (name) => JSON.stringify({ value: environment.visible(name) ?? null }),
    },
    set: {
      kind: 'instant',
      call: (request) => {
        const { name, value } = JSON.parse(request) as { name: string; value: string }
        environment.set(name, value)
        return '{}'
      },
    },
    list: { kind: 'instant', call: () => JSON.stringify({ variables: environment.list() }) },
  }
}
