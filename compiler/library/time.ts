// Module `time`. `sleep` takes an int as milliseconds, a float as seconds.

import { nilType } from '../3-check/types.ts'
import { define, module, param } from './define.ts'

const x = param('x', { kind: 'typeParam', name: 'T' })

export const time = module('time', [define('time.sleep', [x], nilType, { typeParams: ['T'] })])
