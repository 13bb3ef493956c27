// Interface `log`: lines that the program logs. HAIRA_LOG says from which level on they are shown.

import { HostError } from '../errors.ts'
import type { Interface } from './index.ts'
import type { Output } from './io.ts'

const levels = ['debug', 'info', 'warn', 'error', 'off'] as const

/** The least level that is shown. */
export type LogThreshold = (typeof levels)[number]

/** `HAIRA_LOG`, in any case; `info` where it is unset or empty. */
export function logThreshold(read: (name: string) => string | undefined): LogThreshold {
  const text = read('HAIRA_LOG') || 'info'
  const level = levels.find((one) => one === text.toLowerCase())
  if (level !== undefined) return level
  throw new HostError('invalid_setting', `HAIRA_LOG must be one of ${levels.join(', ')}, got '${text}'`)
}

export function logImports(output: Output, threshold: LogThreshold): Interface {
  const least = levels.indexOf(threshold)
  return {
    write: {
      kind: 'instant',
      call: (request, fiber) => {
        const { level, message } = JSON.parse(request) as { level: LogThreshold; message: string }
        const rank = levels.indexOf(level)
        const line = `[${level.toUpperCase()}] ${message}\n`
        const { run } = fiber
        if (run?.step !== undefined) run.tell({ name: run.step.name, status: 'log', log: { level, message } })
        if (rank >= least) rank >= levels.indexOf('warn') ? output.stderr(line) : output.stdout(line)
        return ''
      },
    },
  }
}
