// Module `log`: lines with a level.

import { anyType, nilType } from '../3-check/types.ts'
import { define, module, rest } from './define.ts'

const level = (name: string) => define(`log.${name}`, [rest('v', anyType)], nilType, { shown: true })

export const log = module('log', [level('debug'), level('info'), level('warn'), level('error')])
