// Interface `env`: environment variables that the program names or the embedder allows. Secrets stay with the host: a
// module gets them only as sealed references in a provider's fields, which it can pass on but not read.

import type { Manifest } from '../../compiler/manifest.ts'
import type { Interface } from './index.ts'

export type Variables = Readonly<Record<string, string | undefined>>

export class Environment {
  readonly #variables: Variables
  readonly #granted: ReadonlySet<string>
  readonly #secrets: ReadonlySet<string>

  constructor(variables: Variables, manifest: Manifest, allowed: readonly string[] = []) {
    this.#variables = variables
    this.#granted = new Set([...manifest.env, ...manifest.secrets, ...allowed])
    this.#secrets = new Set(manifest.secrets)
  }

  /** What the module may know: undefined for a secret. Throws for a name that nobody granted. */
  visible(name: string): string | undefined {
    if (!this.#granted.has(name)) throw new Error(`environment variable ${name} is not granted`)
    return this.#secrets.has(name) ? undefined : this.#value(name)
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
      call: (name) => JSON.stringify({ value: environment.visible(name) ?? null }),
    },
  }
}
