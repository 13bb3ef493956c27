// Which files a program consists of: the entry file and, by its imports, all others. Reads and parses them, each once.

import { parse } from '../1-parse/parse.ts'
import type * as ast from '../1-parse/syntax.ts'
import { Report } from '../diagnostics/diagnostic.ts'
import { circularImport, importLeavesProject, unknownModule } from '../diagnostics/messages.generated.ts'
import { standardModules } from '../library/modules.ts'
import type { Source } from '../source.ts'
import { nearest } from '../util/distance.ts'

/** How the compiler gets at the other files of a program; it reads none itself. Paths are below the root, with `/`. */
export interface Files {
  /** Path of the entry file. */
  entry: string
  /** The file at a path; undefined if there is none, `outside` if a link leads out of the root. */
  read(path: string): Source | 'outside' | undefined
}

/** What an import names. */
export type Target =
  | { kind: 'library'; name: string }
  | { kind: 'file'; file: LoadedFile }
  /** Something that cannot be imported, which has been said; with the standard module that was probably meant. */
  | { kind: 'nothing'; meant?: string | undefined }

/** A parsed file of the program. */
export interface LoadedFile {
  /** How imports and messages name it: its path below the root without extension. */
  name: string
  syntax: ast.Syntax
  /** Whether it has syntax errors, so that declarations may be missing. */
  isBroken: boolean
  /** What the module texts of its imports and exports lead to. */
  targets: Map<ast.StringLiteral, Target>
}

const alone = (source: Source): Files => ({ entry: source.name.replace(/^.*\//, ''), read: () => undefined })

/** Reads a program. The files come in the order of initialisation: each after those that it imports, the entry last. */
export function load(entry: Source, report: Report, files: Files = alone(entry)): LoadedFile[] {
  const loader = new Loader(files, report)
  loader.open(files.entry, entry)
  return loader.done
}

class Loader {
  readonly done: LoadedFile[] = []
  readonly #files: Files
  readonly #report: Report
  readonly #known = new Map<string, LoadedFile>()
  /** Files whose imports are being read, from the entry on. */
  readonly #open: LoadedFile[] = []

  constructor(files: Files, report: Report) {
    this.#files = files
    this.#report = report
  }

  open(path: string, source: Source): LoadedFile {
    const report = new Report()
    const syntax = parse(source, report)
    this.#report.addAll(report)
    const file: LoadedFile = { name: moduleName(path), syntax, isBroken: report.failed, targets: new Map() }
    this.#known.set(path, file)
    this.#open.push(file)
    const folder = path.split('/').slice(0, -1)
    for (const item of file.syntax.items) {
      if (item.kind !== 'import' && item.kind !== 'export') continue
      // Of a file with syntax errors nothing else is said; those of the files that it imports are.
      const said = report.failed ? new Report() : this.#report
      if (item.module) file.targets.set(item.module, this.#target(item.module, folder, said))
    }
    this.#open.pop()
    this.done.push(file)
    return file
  }

  #target(module: ast.StringLiteral, folder: string[], report: Report): Target {
    const name = moduleText(module)
    if (standardModules.has(name)) return { kind: 'library', name }
    const isRelative = /^\.\.?\//.test(name)
    const path = normalized(isRelative ? [...folder, ...name.split('/')] : name.split('/'))
    if (path === undefined) {
      report.add(module.span, importLeavesProject({ name }))
      return { kind: 'nothing' }
    }
    for (const candidate of candidates(path)) {
      const known = this.#known.get(candidate)
      if (known) return this.#again(known, module, report)
      const source = this.#files.read(candidate)
      if (source === 'outside') {
        report.add(module.span, importLeavesProject({ name }))
        return { kind: 'nothing' }
      }
      if (source) return { kind: 'file', file: this.open(candidate, source) }
    }
    const suggestion = this.#suggestion(name, path)
    report.add(module.span, unknownModule({ name, path, suggestion }))
    return {
      kind: 'nothing',
      meant: suggestion !== undefined && standardModules.has(suggestion) ? suggestion : undefined,
    }
  }

  #again(file: LoadedFile, module: ast.StringLiteral, report: Report): Target {
    const at = this.#open.indexOf(file)
    if (at < 0) return { kind: 'file', file }
    const chain = [...this.#open.slice(at), file].map((one) => one.name).join(' -> ')
    report.add(module.span, circularImport({ chain }))
    return { kind: 'nothing' }
  }

  #suggestion(name: string, path: string): string | undefined {
    const bare = path.replace(/\.haira$/, '')
    if (bare !== path && candidates(bare).some((one) => this.#files.read(one))) return name.replace(/\.haira$/, '')
    return nearest(name, standardModules)
  }
}

/** The files that a module path may mean, in order. */
function candidates(path: string): string[] {
  return [`${path}.haira`, `${path}/mod.haira`]
}

/** A path without `.` and `..`; undefined for one that leaves the root or is no path. */
function normalized(segments: string[]): string | undefined {
  const path: string[] = []
  for (const segment of segments) {
    if (segment === '..') {
      if (path.pop() === undefined) return undefined
    } else if (segment === '' && path.length === 0) return undefined
    else if (segment !== '.' && segment !== '') path.push(segment)
  }
  return path.length === 0 ? undefined : path.join('/')
}

function moduleName(path: string): string {
  return path.replace(/\.haira$/, '').replace(/(.)\/mod$/, '$1')
}

/** The text of an import, which is a plain string. */
export function moduleText(module: ast.StringLiteral): string {
  return module.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
}
