// The names at the module's border, as stdlib/wit/haira.wit has them (a test compares). AssemblyScript cannot export a
// name with `:` or `#`, so the compiled module's exports are renamed here; what the host does not call is dropped.

import type binaryen from 'binaryen'

const version = '0.1.0'
const packageName = 'haira:host'

/** Functions of the interface `guest`. */
export const guestFunctions = ['init', 'main', 'call', 'task'] as const

/** Imports during which the calling fiber may wait, by interface. */
export const suspendingImports = [
  'llm.generate',
  'llm.stream-next',
  'memory.open',
  'memory.close',
  'store.database',
  'server.listen',
  'server.emit',
  'io.read-line',
  'clock.sleep',
  'task.wait',
  'run.confirm',
  'upload.read-text',
  'upload.read-bytes',
  'os.chdir',
  'exec.run',
  'http.request',
  'fs.read-text',
  'fs.read-bytes',
  'fs.write',
  'fs.kind',
  'fs.stat',
  'fs.remove',
  'fs.rename',
  'fs.copy',
  'fs.mkdir',
  'fs.read-dir',
  'fs.glob',
] as const

/** Full name of an interface: `haira:host/llm@0.1.0`. */
export function interfaceName(short: string): string {
  return `${packageName}/${short}@${version}`
}

/** `llm` of `haira:host/llm@0.1.0`; undefined for a name outside the package. */
export function shortName(module: string): string | undefined {
  const [, name] = /^haira:host\/([a-z][a-z0-9-]*)@0\.1\.0$/.exec(module) ?? []
  return name
}

const kept = [
  'memory',
  '_initialize',
  'cabi_realloc',
  'haira_abort_message',
  'haira_cancelled',
  'haira_channel',
  'haira_fiber',
  'haira_pending',
  'haira_stack',
  'haira_stop',
  'haira_traced',
]
const keptForAsyncify = ['haira_scratch', 'haira_scratch_size']

/** Export names: as AssemblyScript has them, to as the module has them. */
function exportNames(asyncify: boolean): Map<string, string> {
  const names = new Map([...kept, ...(asyncify ? keptForAsyncify : [])].map((name) => [name, name]))
  for (const name of guestFunctions) names.set(name, `${interfaceName('guest')}#${name}`)
  return names
}

/** Gives the exports their names at the border and drops all others. */
export function renameExports(library: typeof binaryen, module: binaryen.Module, asyncify: boolean): void {
  const names = exportNames(asyncify)
  const exports = Array.from({ length: module.getNumExports() }, (_, index) =>
    library.getExportInfo(module.getExportByIndex(index)),
  )
  for (const { name, value, kind } of exports) {
    const wanted = names.get(name)
    if (wanted === name) continue
    module.removeExport(name)
    if (wanted !== undefined && kind === library.ExternalFunction) module.addFunctionExport(value, wanted)
  }
}
