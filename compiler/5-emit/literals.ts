// Literals as AssemblyScript text.

/** A string in double quotes. JSON's escapes are all AssemblyScript's too. */
export function emitText(value: string): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029\ue000-\uf8ff]/g, escapeUnit)
}

/** A part of a template literal. */
export function emitTemplateText(value: string): string {
  return emitText(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A float; always recognizable as one, since `3` would be an integer to AssemblyScript. */
export function emitFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity'
  const text = Object.is(value, -0) ? '-0' : String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

/**
 * An int. The smallest one has no literal of its own; one that would just fit into 32 bits without a sign is taken for such a
 * number, which does not compare with others.
 */
export function emitInt(value: bigint): string {
  if (value === -(2n ** 63n)) return 'i64.MIN_VALUE'
  return value >= 2n ** 31n && value < 2n ** 32n ? `<i64>${value}` : String(value)
}
