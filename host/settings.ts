// Settings that the host itself takes from environment variables.

import { HostError } from './errors.ts'

/** A setting that is a whole number within bounds; undefined where the variable is unset or empty. */
export function wholeNumber(
  read: (name: string) => string | undefined,
  name: string,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number | undefined {
  const text = read(name)
  if (text === undefined || text === '') return undefined
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new HostError('invalid_setting', `${name} must be a whole number ${range}, got '${text}'`)
}
