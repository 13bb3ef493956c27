// Compiles one program, as a worker thread: the memory of AssemblyScript and Binaryen (about 150 MB) goes back when the
// thread ends, where a server that has compiled itself would keep it; and the thread that shows progress stays free.

import { parentPort, workerData } from 'node:worker_threads'
import type { CompileSettings } from './compile.ts'
import type { Messages } from './messages.ts'
import { findOwnFiles } from './own-files.ts'
import type { FileRead } from './project-files.ts'

export interface CompileJob {
  source: { name: string; text: string }
  settings: CompileSettings
}

export interface CompileResult {
  /** Absent if there are errors. */
  wasm: Uint8Array<ArrayBuffer> | undefined
  messages: Messages
  /** The files that the compiler asked for. */
  reads: FileRead[]
}

findOwnFiles()
const [{ compile }, { Source, ProjectFiles, showAll }, { readLibrary }] = await Promise.all([
  import('../../compiler/index.ts'),
  import('./front-end.ts'),
  import('../library.ts'),
])
const { source, settings } = workerData as CompileJob
const files = new ProjectFiles(source.name)
const { artifact, diagnostics } = await compile(new Source(source.name, source.text), {
  ...settings,
  files,
  library: readLibrary(),
})
const result: CompileResult = {
  wasm: artifact?.wasm,
  messages: showAll(diagnostics),
  reads: files.reads,
}
parentPort?.postMessage(result)
