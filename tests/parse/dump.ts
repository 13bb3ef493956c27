// The syntax tree as short JSON for review: no spans, names as plain strings, small nodes on one line.

const width = 110

/** JSON of a tree or part of it. */
export function dump(node: unknown): string {
  return `${format(simplify(node), '')}\n`
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

function simplify(value: unknown): Json {
  if (Array.isArray(value)) return value.map(simplify)
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`
  if (typeof value !== 'object' || value === null) return value as Json
  const fields = Object.entries(value).filter(([key]) => key !== 'span' && key !== 'operatorSpan')
  // A Name has nothing but its text.
  if (fields.length === 1 && fields[0]![0] === 'text') return fields[0]![1] as string
  // The kind first, so that a line says at once what it is.
  fields.sort(([a], [b]) => Number(b === 'kind') - Number(a === 'kind'))
  return Object.fromEntries(fields.map(([key, field]) => [key, simplify(field)]))
}

function inline(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  return `{${Object.entries(value)
    .map(([key, field]) => `"${key}": ${inline(field)}`)
    .join(', ')}}`
}

function format(value: Json, indent: string): string {
  const line = inline(value)
  if (typeof value !== 'object' || value === null || indent.length + line.length <= width) return line
  const inner = `${indent}  `
  if (Array.isArray(value)) return `[\n${value.map((one) => inner + format(one, inner)).join(',\n')}\n${indent}]`
  const fields = Object.entries(value).map(([key, field]) => `${inner}"${key}": ${format(field, inner)}`)
  return `{\n${fields.join(',\n')}\n${indent}}`
}
