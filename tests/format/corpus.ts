// Every program there is: the `.haira` files of the repository, and the code blocks of the reference where it stands
// beside the project.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Program {
  name: string
  text: string
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const reference = join(root, '../shared/reference')
const skipped = new Set(['node_modules', '.git'])

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : filesBelow(path)
    return path.endsWith('.haira') ? [path] : []
  })
}

/** All `.haira` files, those with errors too. */
export function repositoryPrograms(): Program[] {
  return filesBelow(root).map((path) => ({ name: relative(root, path), text: readFileSync(path, 'utf8') }))
}

/** The `haira` blocks of the reference pages; none where the pages are not there. */
export function referenceBlocks(): Program[] {
  if (!existsSync(reference)) return []
  return readdirSync(reference)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => {
      const page = readFileSync(join(reference, name), 'utf8')
      return [...page.matchAll(/^```haira\n(.*?)^```/gms)].map((found, at) => ({
        name: `${name} ${at}`,
        text: found[1]!,
      }))
    })
}
