// Module `env`. The built-in function `env` is in builtins.ts.

import { stringType } from '../3-check/types.ts'
import { define, module, optional, param } from './define.ts'

export const env = module('env', [
  define('env.get', [param('k', stringType), optional('default', stringType)], stringType),
])
