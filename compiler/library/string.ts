// Module `string`. Positions and lengths count code points.

import { boolType, intType, listOf, stringType, type Type } from '../3-check/types.ts'
import { define, module, optional, param } from './define.ts'

const s = param('s', stringType)
const t = param('t', stringType)
const element: Type = { kind: 'typeParam', name: 'T' }

export const string = module('string', [
  define('string.len', [s], intType),
  define('string.byte_len', [s], intType),
  define('string.trim', [s, optional('chars', stringType)], stringType),
  define('string.to_upper', [s], stringType),
  define('string.to_lower', [s], stringType),
  define('string.contains', [s, t], boolType),
  define('string.starts_with', [s, t], boolType),
  define('string.ends_with', [s, t], boolType),
  define('string.index_of', [s, t], intType),
  define('string.split', [s, param('sep', stringType)], listOf(stringType)),
  define('string.join', [param('list', listOf(element)), param('sep', stringType)], stringType, { typeParams: ['T'] }),
  define('string.replace', [s, param('a', stringType), param('b', stringType)], stringType),
  define('string.replace_all', [s, param('a', stringType), param('b', stringType)], stringType),
  define('string.repeat', [s, param('n', intType)], stringType),
  define('string.lines', [s], listOf(stringType)),
])
