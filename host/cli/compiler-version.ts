// Which compiler this is, exactly: its version and the state of the files that it is made of, so that a change to the
// compiler or the library never meets a module of their earlier state.

import { createHash } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compilerName } from '../../compiler/version.ts'
import { buildFingerprint, packageFile } from '../installation.ts'

/** `haira 0.1.0+` and a fingerprint; that of what is published has been taken when it was built. */
export function compilerVersion(): string {
  return `${compilerName}+${buildFingerprint ?? fingerprint()}`
}

/** Names, sizes and times are enough here and cost a few milliseconds less than reading the files. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const add = (path: string) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\0${size}\0${mtimeMs}\n`)
  }
  for (const file of ['package.json', 'asconfig.json']) add(fileURLToPath(packageFile(file)))
  for (const folder of ['compiler', 'stdlib']) addFolder(fileURLToPath(packageFile(folder)), add)
  return hash.digest('hex').slice(0, 16)
}

function addFolder(folder: string, add: (path: string) => void): void {
  const entries = readdirSync(folder, { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) addFolder(path, add)
    else add(path)
  }
}
