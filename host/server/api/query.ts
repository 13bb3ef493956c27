// Parameters of queries.

import { HostError } from '../../errors.ts'

/** A whole number from 1 on. */
export function wholeNumber(text: string | undefined, name: string, otherwise: number, most: number): number {
  if (text === undefined || text === '') return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) {
    throw new HostError('bad_request', `${name} must be a whole number from 1 to ${most}, got '${text.slice(0, 40)}'`)
  }
  return value
}

/** A parameter that must be there. */
export function required(text: string | undefined, name: string): string {
  if (text === undefined || text === '') throw new HostError('bad_request', `${name}: required`)
  return text
}
