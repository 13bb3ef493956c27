// The flags of `haira run` that set limits, made from the table of limits.

import { type LimitName, type Limits, limitNames, limitOf, type limitTable } from '../limits.ts'
import { UsageError } from './command.ts'

interface LimitFlag {
  takes: 'int'
  placeholder: string
  group: 'Limits'
  help: string
}

type Flags = { [Name in LimitName as (typeof limitTable)[Name]['flag']]: LimitFlag }

/** One for each limit. */
export const limitFlags = Object.fromEntries(
  limitNames.map((name): [string, LimitFlag] => {
    const { flag, unit, meaning, variable, default: value } = limitOf(name)
    const placeholder = unit === '' ? 'N' : unit.toUpperCase()
    return [flag, { takes: 'int', placeholder, group: 'Limits', help: `${meaning} (${variable}; ${value})` }]
  }),
) as Flags

/** The limits that flags set. */
export function limitsFrom(flags: Readonly<Record<string, unknown>>): Partial<Limits> {
  const given = limitNames.flatMap((name): [LimitName, number][] => {
    const { flag, least, most } = limitOf(name)
    const value = flags[flag]
    if (typeof value !== 'number') return []
    if (value < least) throw new UsageError(`\`--${flag}\` must be at least ${least}`)
    if (value > most) throw new UsageError(`\`--${flag}\` must be at most ${most}`)
    return [[name, value]]
  })
  return Object.fromEntries(given)
}
