// What the imports of a file bring into scope, and what the file gives to those that import it (language.md 9).

import type * as ast from '../1-parse/syntax.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { duplicateName, noPublicName, privateNameUsed } from '../diagnostics/messages.generated.ts'
import { publicNames } from '../library/library.ts'
import { libraryModule } from '../library/modules.ts'
import type { Module, Symbol } from '../phases.ts'
import type { Span } from '../source.ts'
import { nearest } from '../util/distance.ts'
import { nameOf } from './declare.ts'
import { type LoadedFile, moduleText, type Target } from './load.ts'

/** Names that came with imports, each with all that it may mean. */
export interface ImportedName {
  symbol: Symbol
  /** The module that it came from, for messages. */
  from: string
  /** All imports that brought it. */
  items: ast.Import[]
}

export interface Imported {
  /** Modules by the name that stands for them in this file. */
  modules: Map<string, { symbol: Extract<Symbol, { kind: 'module' }>; item: ast.Import }>
  names: Map<string, ImportedName[]>
  /** Whether an import that was refused would bring names that nobody here knows. */
  hidesNames: boolean
  /** Imports that are good, in source order. */
  good: ast.Import[]
  /** Those of them that something refers to. */
  used: Set<ast.Import>
  /** What has been said to lack a `pub`. */
  leaked: Set<Symbol>
}

/** The modules and names that a file imports; reports what cannot be imported. */
export function importModules(file: LoadedFile, modules: ReadonlyMap<LoadedFile, Module>, report: Report): Imported {
  const imported: Imported = {
    modules: new Map(),
    names: new Map(),
    hidesNames: false,
    good: [],
    used: new Set(),
    leaked: new Set(),
  }
  for (const item of file.syntax.items) {
    if (item.kind === 'import') importModule(imported, item, file.targets.get(item.module)!, modules, report)
  }
  return imported
}

function importModule(
  imported: Imported,
  item: ast.Import,
  target: Target,
  modules: ReadonlyMap<LoadedFile, Module>,
  report: Report,
): void {
  switch (target.kind) {
    case 'nothing': {
      const name = target.meant ?? moduleText(item.module)
      imported.hidesNames ||= target.meant === undefined
      imported.modules.set(item.alias?.text ?? target.meant ?? localName(item), {
        symbol: { kind: 'module', name },
        item,
      })
      return
    }
    case 'library':
      importLibrary(imported, item, target.name, report)
      return
    case 'file':
      imported.good.push(item)
      importFile(imported, item, modules.get(target.file)!, report)
      return
    default:
      target satisfies never
  }
}

function importLibrary(imported: Imported, item: ast.Import, name: string, report: Report): void {
  if (item.form === 'plain' || item.form === 'alias') {
    imported.modules.set(localName(item), { symbol: { kind: 'module', name }, item })
  }
  const library = libraryModule(name)!
  imported.good.push(item)
  const known = publicNames(library)
  const names = item.form === 'all' ? known : []
  for (const local of names) addName(imported, item, name, local, { kind: 'library', module: name, name: local })
  for (const { name: wanted, alias } of item.names ?? []) {
    if (known.includes(wanted.text)) {
      const symbol: Symbol = { kind: 'library', module: name, name: wanted.text }
      addName(imported, item, name, (alias ?? wanted).text, symbol)
      continue
    }
    imported.hidesNames = true
    imported.used.add(item)
    const suggestion = nearest(wanted.text, known)
    report.add(wanted.span, noPublicName({ module: name, name: wanted.text, suggestion }))
  }
}

function addName(imported: Imported, item: ast.Import, from: string, local: string, symbol: Symbol): void {
  const known = imported.names.get(local) ?? []
  // The same item reached by two imports is no clash.
  const same = known.find((one) => isSame(one.symbol, symbol))
  if (same) same.items.push(item)
  else known.push({ symbol, from, items: [item] })
  imported.names.set(local, known)
}

function isSame(one: Symbol, other: Symbol): boolean {
  if (one.kind !== 'library' || other.kind !== 'library') return one === other
  return one.module === other.module && one.name === other.name
}

function importFile(imported: Imported, item: ast.Import, module: Module, report: Report): void {
  const add = (local: string, symbol: Symbol) => addName(imported, item, module.name, local, symbol)
  if (item.form === 'names') {
    for (const { name, alias } of item.names ?? []) {
      const symbol = publicName(module, name, imported, report)
      if (symbol) add((alias ?? name).text, symbol)
      else {
        imported.hidesNames = true
        imported.used.add(item)
      }
    }
    return
  }
  if (item.form !== 'all') {
    imported.modules.set(localName(item), { symbol: { kind: 'module', name: module.name, file: module }, item })
  }
  if (item.form !== 'alias') for (const [name, symbol] of module.exports) add(name, symbol)
}

/** The name that stands for an imported module: its alias, else the last part of its path. */
function localName(item: ast.Import): string {
  const text = moduleText(item.module)
  return item.alias?.text ?? text.slice(text.lastIndexOf('/') + 1)
}

/** What a module gives under a name. Aliases and globals without `pub` are given too, with W0207. */
export function publicName(module: Module, name: ast.Name, imported: Imported, report: Report): Symbol | undefined {
  const exported = module.exports.get(name.text)
  if (exported) return exported
  const own = module.scope.get(name.text)
  const related = own && declaredHere(own)
  if (own?.kind === 'typeAlias' || own?.kind === 'global') {
    if (!imported.leaked.has(own)) {
      report.add(name.span, privateNameUsed({ module: module.name, name: name.text }), { related: related ?? [] })
    }
    imported.leaked.add(own)
    return own
  }
  const suggestion = nearest(name.text, module.exports.keys())
  const isPrivate = own ? name.text : undefined
  const message = noPublicName({ module: module.name, name: name.text, suggestion, private: isPrivate })
  report.add(name.span, message, { related: related ?? [] })
  return undefined
}

function declaredHere(symbol: Symbol): { span: Span; text: string }[] {
  const name = nameOf(symbol)
  return name ? [{ span: name.span, text: 'declared here, without `pub`' }] : []
}

/** What a file gives to others: its public declarations, and what it re-exports. */
export function exportedNames(
  file: LoadedFile,
  scope: ReadonlyMap<string, Symbol>,
  imported: Imported,
  modules: ReadonlyMap<LoadedFile, Module>,
  report: Report,
): Map<string, Symbol> {
  const exports = new Map([...scope].filter(([, symbol]) => isPublic(symbol, file.syntax)))
  for (const item of file.syntax.items) {
    if (item.kind !== 'export') continue
    const target = item.module && file.targets.get(item.module)
    for (const name of item.names) {
      const symbol = target
        ? reexported(target, name, imported, modules, report)
        : ownName(file, name, scope, imported, report)
      const known = exports.get(name.text)
      if (known && symbol && known !== symbol) report.add(name.span, duplicateName({ name: name.text }))
      else if (symbol) exports.set(name.text, symbol)
    }
  }
  return exports
}

function reexported(
  target: Target,
  name: ast.Name,
  imported: Imported,
  modules: ReadonlyMap<LoadedFile, Module>,
  report: Report,
): Symbol | undefined {
  if (target.kind === 'file') return publicName(modules.get(target.file)!, name, imported, report)
  if (target.kind === 'nothing') return undefined
  const known = publicNames(libraryModule(target.name)!)
  if (known.includes(name.text)) return { kind: 'library', module: target.name, name: name.text }
  report.add(name.span, noPublicName({ module: target.name, name: name.text, suggestion: nearest(name.text, known) }))
  return undefined
}

function ownName(
  file: LoadedFile,
  name: ast.Name,
  scope: ReadonlyMap<string, Symbol>,
  imported: Imported,
  report: Report,
): Symbol | undefined {
  const own = scope.get(name.text)
  if (own && isPublic(own, file.syntax)) return own
  const [first] = own ? [] : (imported.names.get(name.text) ?? [])
  if (first) {
    for (const item of first.items) imported.used.add(item)
    return first.symbol
  }
  if (own || !imported.hidesNames) {
    const suggestion = nearest(name.text, [...scope.keys(), ...imported.names.keys()])
    const isPrivate = own ? name.text : undefined
    const message = noPublicName({ module: file.name, name: name.text, suggestion, private: isPrivate })
    report.add(name.span, message, { related: own ? declaredHere(own) : [] })
  }
  return undefined
}

/** Providers, agents, tools and workflows are always public; everything else by its `pub`. */
function isPublic(symbol: Symbol, syntax: ast.Syntax): boolean {
  switch (symbol.kind) {
    case 'provider':
    case 'agent':
    case 'tool':
    case 'workflow':
      return true
    case 'function':
    case 'struct':
    case 'enum':
    case 'typeAlias':
      return symbol.node.pub
    case 'global':
      return syntax.items.some((item) => item.kind === 'const' && item.pub && item.name === symbol.declaration)
    case 'local':
    case 'module':
    case 'library':
    case 'builtin':
      return false
    default:
      return symbol satisfies never
  }
}
