// How the parts of the project may depend on each other: what the READMEs of compiler/ and host/ say, read from the
// import statements.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../', import.meta.url))

interface Import {
  from: string
  /** A path below the project, or the name of a package. */
  to: string
  /** Gone before the code runs. */
  isType: boolean
}

function importsOf(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  return files
    .map((file) => join(folder, file))
    .filter((file) => /\.[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .flatMap((from) => importsIn(from, readFileSync(join(root, from), 'utf8')))
}

function importsIn(from: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\b(?<what>[^;'"]*?)(?:\bfrom\s*)?['"](?<to>[^'"]+)['"]/gm)
  const calls = text.matchAll(/\bimport\(\s*['"](?<to>[^'"]+)['"]\s*\)/g)
  return [...statements, ...calls].map(({ groups }) => {
    const to = groups!.to!
    const isPath = to.startsWith('.')
    return { from, to: isPath ? join(dirname(from), to) : to, isType: isTypeOnly(groups!.what ?? '') }
  })
}

/** `import type { A }`, and `import { type A, type B }`. */
function isTypeOnly(what: string): boolean {
  if (/^\s*type\b/.test(what)) return true
  const names = /\{(.*)\}/s
    .exec(what)?.[1]
    ?.split(',')
    .filter((name) => name.trim() !== '')
  return names !== undefined && names.length > 0 && names.every((name) => /^\s*type\s/.test(name))
}

const shown = ({ from, to }: Import) => `${from} imports ${to}`

const compiler = importsOf('compiler')
const phaseOf = (path: string) => /^compiler\/(\d)-/.exec(path)?.[1]

test('the imports are found at all', () => {
  expect(compiler.map(shown)).toContain('compiler/4-lower/lower.ts imports compiler/phases.ts')
  expect(
    importsIn('host/a.ts', "import { type A, type B } from './b.ts'\nawait import('./c.ts')\nimport './d.ts'"),
  ).toEqual([
    { from: 'host/a.ts', to: 'host/b.ts', isType: true },
    { from: 'host/a.ts', to: 'host/d.ts', isType: false },
    { from: 'host/a.ts', to: 'host/c.ts', isType: false },
  ])
})

describe('compiler/', () => {
  test('a phase imports from lower numbers and from what all phases share', () => {
    const shared = /^compiler\/(diagnostics|library|util)\/|^compiler\/(phases|source|manifest|version)\.ts$/
    const isFine = ({ from, to }: Import) => {
      if (!to.startsWith('compiler/')) return true
      const [own, other] = [phaseOf(from), phaseOf(to)]
      return own === undefined || (other === undefined ? shared.test(to) : other <= own)
    }
    expect(compiler.filter((one) => !isFine(one)).map(shown)).toEqual([])
  })

  test('what phases share knows types of phases at most', () => {
    const isShared = /^compiler\/(diagnostics|util)\//
    const bad = compiler.filter(({ from, to, isType }) => isShared.test(from) && phaseOf(to) !== undefined && !isType)
    expect(bad.map(shown)).toEqual([])
  })

  test('reads no file, starts no process, knows no time: it imports nothing of Node, nor of the host', () => {
    // Makes the parser and the messages while the project is developed; no part of the compiler.
    const isGenerator = /^compiler\/(generate\.ts$|1-parse\/generate-|diagnostics\/generate-)/
    const bad = compiler.filter(({ from, to }) => !isGenerator.test(from) && /^node:|^host\//.test(to))
    expect(bad.map(shown)).toEqual([])
  })
})

describe('host/', () => {
  test('outside of the command line it has only types of the compiler, so that a run does not load it', () => {
    const bad = importsOf('host').filter(
      ({ from, to, isType }) => to.startsWith('compiler/') && !isType && !from.startsWith('host/cli/'),
    )
    expect(bad.map(shown)).toEqual([])
  })
})
