// Module `json`.

import { fallible, stringType } from '../3-check/types.ts'
import { define, module, param } from './define.ts'

const v = param('v', { kind: 'typeParam', name: 'T' })

export const json = module('json', [
  define('json.encode', [v], fallible(stringType), { typeParams: ['T'], needs: ['write'] }),
])
