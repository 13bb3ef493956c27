// Module `time`. `sleep` takes an int as milliseconds, a float as seconds.

import { anyType, intType, nilType, type Type } from '../3-check/types.ts'
import { define, module, param } from './define.ts'

const x = param('x', { kind: 'typeParam', name: 'T' })

const ms = param('ms', intType)
/** Carries the time of each tick. */
const ticks: Type = { kind: 'chan', direction: 'receive', element: anyType }

export const time = module('time', [
  define('time.sleep', [x], nilType, { typeParams: ['T'], mayPanic: true }),
  define('time.after', [ms], ticks, { mayPanic: true }),
  define('time.tick', [ms], ticks, { mayPanic: true }),
])
