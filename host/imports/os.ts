// Interface `os`: where the program runs, and the end of it.

import { arch, hostname, platform, tmpdir } from 'node:os'
import { ProgramExit } from '../errors.ts'
import { describeFailure } from './fs.ts'
import type { Interface } from './index.ts'
import type { Paths } from './paths.ts'

/** As Go names what differs from Node's names. */
const platforms: Partial<Record<string, string>> = { win32: 'windows' }
const architectures: Partial<Record<string, string>> = { x64: 'amd64', ia32: '386' }

export function osImports(paths: Paths): Interface {
  return {
    info: {
      kind: 'instant',
      repeatable: true,
      call: () =>
        JSON.stringify({
          cwd: paths.folder,
          temp_dir: tmpdir(),
          hostname: hostname(),
          pid: process.pid,
          platform: platforms[platform()] ?? platform(),
          arch: architectures[arch()] ?? arch(),
        }),
    },
    chdir: {
      kind: 'suspending',
      call: async (path) => {
        await paths.enter(path).catch((error: unknown) => {
          throw new Error(
            error instanceof Error && error.message !== '' ? error.message : `chdir ${path}: ${describeFailure(error)}`,
          )
        })
        return '{}'
      },
    },
    exit: {
      kind: 'instant',
      call: (status) => {
        throw new ProgramExit(Number(status))
      },
    },
  }
}
