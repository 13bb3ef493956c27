// package.haira: lines `key = "value"` and `#` comments.

import { Failure } from './command.ts'

export interface PackageFile {
  name: string
  version: string
  description: string
  /** File that is run, below the package's folder. */
  entry: string
}

const keys = ['name', 'version', 'description', 'entry']
const line = /^\s*([A-Za-z_][\w-]*)\s*=\s*("(?:[^"\\]|\\.)*")\s*(?:#.*)?$/

/** Reads the text of a package.haira; a {@link Failure} names the line where the form is not kept. */
export function readPackageFile(name: string, text: string): PackageFile {
  const values = new Map<string, string>()
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (/^\s*(#|$)/.test(content)) continue
    const at = `${name}:${index + 1}`
    const [, key, quoted] = line.exec(content) ?? []
    if (!key || !quoted) throw new Failure(`${at}: expected a line like \`name = "value"\``)
    if (!keys.includes(key)) throw new Failure(`${at}: unknown key \`${key}\``, `the keys are ${keys.join(', ')}`)
    if (values.has(key)) throw new Failure(`${at}: \`${key}\` is given twice`)
    values.set(key, unquote(quoted, at))
  }
  for (const key of ['name', 'version']) {
    if (!values.get(key)) throw new Failure(`${name}: \`${key}\` is missing`, `add a line \`${key} = "…"\``)
  }
  return {
    name: values.get('name')!,
    version: values.get('version')!,
    description: values.get('description') ?? '',
    entry: values.get('entry') ?? 'main.haira',
  }
}

function unquote(quoted: string, at: string): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    throw new Failure(`${at}: unknown escape in ${quoted}`)
  }
}
