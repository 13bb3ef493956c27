// Module `io`: text to standard output and standard error.

import { anyType, nilType } from '../3-check/types.ts'
import { define, module, rest } from './define.ts'

const printed = (name: string) => define(name, [rest('v', anyType)], nilType, { shown: true })

export const io = module('io', [
  printed('io.print'),
  printed('io.println'),
  printed('io.eprint'),
  printed('io.eprintln'),
])
