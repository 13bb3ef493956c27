// `--allow`: what a program may reach beyond what it plainly declares. Each grant has one spelling; unknown ones are refused.

import { UsageError } from './command.ts'

/** What `--allow` grants, as the host takes it. */
export interface Allowed {
  allowEnv: string[] | 'all'
  allowPaths: string[] | 'all'
  allowHosts: string[] | 'all'
  allowExec: boolean
}

/** The flag, for the commands that run programs. */
export const allowFlag = {
  takes: 'text',
  repeated: true,
  placeholder: 'WHAT',
  help: 'Let the program reach more: env:NAME, fs:PATH, net:HOST, exec',
} as const

/** What `--allow` may say, for the end of a command's help. */
export const allowHelp = `What \`--allow\` grants, beyond what the program names itself:
  env:NAME[,NAME]  variables; \`env\` for all
  fs:PATH          a file, or a folder with all in it, instead of the working folder; \`fs\` for all files
  net:HOST         HTTP to \`example.com\`, \`example.com:8080\` or \`*.example.com\`; \`net\` for all hosts
  exec             starting other programs, which are not held back by any of this`

/** Reads all `--allow` flags of a command line. Without one for files, programs have the working folder. */
export function readAllowed(grants: readonly string[], folder: string): Allowed {
  const named = { env: [] as string[], fs: [] as string[], net: [] as string[] }
  const all = new Set<string>()
  for (const grant of grants) {
    const [, what = '', value] = /^(\w+)(?::(.+))?$/.exec(grant) ?? []
    if (grant === 'exec') {
      all.add(grant)
      continue
    }
    if (what !== 'env' && what !== 'fs' && what !== 'net') throw unknown(grant)
    if (value === undefined) {
      if (grant.includes(':')) throw unknown(grant)
      all.add(what)
    } else if (what === 'env' && !/^\w+(,\w+)*$/.test(value)) throw unknown(grant)
    else named[what].push(...(what === 'fs' ? [value] : value.split(',')))
  }
  return {
    allowEnv: all.has('env') ? 'all' : named.env,
    allowPaths: all.has('fs') ? 'all' : named.fs.length > 0 ? named.fs : [folder],
    allowHosts: all.has('net') ? 'all' : named.net,
    allowExec: all.has('exec'),
  }
}

function unknown(grant: string): UsageError {
  return new UsageError(
    `\`--allow\` does not know \`${grant}\``,
    'it takes `env:NAME`, `fs:PATH`, `net:HOST` and `exec`',
  )
}
