// haira version, --version, -v.

import { compilerName } from '../../compiler/version.ts'
import { command } from './command.ts'
import { print } from './terminal.ts'

export const version = command({
  summary: 'Print the version',
  operands: '',
  flags: {},
  async act() {
    print(compilerName)
    return 0
  },
})
