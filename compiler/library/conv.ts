// Module `conv`: values from and to text.

import { fallible, floatType, intType, stringType } from '../3-check/types.ts'
import { define, module, param } from './define.ts'

const s = param('s', stringType)
const v = param('v', { kind: 'typeParam', name: 'T' })

export const conv = module('conv', [
  define('conv.to_string', [v], stringType, { typeParams: ['T'] }),
  define('conv.string_to_int', [s], fallible(intType)),
  define('conv.string_to_float', [s], fallible(floatType)),
])
