// From a source to a module, through the cache. The compiler is loaded only when the cache has no module, and the
// messages of a compilation are shown here, so that they look the same in every command.

import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SuspendMode } from '../../compiler/manifest.ts'
import { threadFile } from '../installation.ts'
import { ModuleCache } from './cache.ts'
import type { CompileJob, CompileResult } from './compile-worker.ts'
import { compilerVersion } from './compiler-version.ts'
import { isRestarted } from './deep-stack.ts'
import { type FileRead, ProjectFiles } from './project-files.ts'
import { colour, note, whileShowing } from './terminal.ts'

export interface CompileSettings {
  suspend: SuspendMode
  optimize: 0 | 1 | 2 | 3
  debug: boolean
  /** Make a module that runs the program's tests. */
  tests?: boolean
  /** Make a module that runs the program's evals. */
  evals?: boolean
}

export const defaultSettings: CompileSettings = { suspend: 'asyncify', optimize: 2, debug: false }

export interface CompiledModule {
  wasm: Uint8Array<ArrayBuffer>
  /** Where the module is from, for `--verbose`. */
  origin: string
}

interface Request {
  source: { name: string; text: string }
  settings: CompileSettings
  cacheFolder: string
  /** False: compile anew, and keep nothing. */
  useCache: boolean
  /** Messages as JSON lines. */
  json: boolean
}

/** The module of a program, or undefined after its errors have been shown. */
export async function compileProgram(request: Request): Promise<CompiledModule | undefined> {
  const { source, settings, useCache } = request
  const started = performance.now()
  const cache = useCache ? new ModuleCache(request.cacheFolder) : undefined
  const keyOf = (reads: readonly FileRead[]) => {
    const sources = [source, ...reads.map(({ path, text }) => ({ name: path, text }))]
    return cache?.key({ compiler: compilerVersion(), sources, options: { ...settings } })
  }
  const entry = keyOf([])
  const key = entry && keyOf(readAgain(source.name, cache?.paths(entry) ?? []))
  const known = key === undefined ? undefined : cache?.read(key)
  if (known) {
    const { plain, coloured, json } = known.warnings
    if (!isRestarted) note(request.json ? json : colour ? coloured : plain)
    return { wasm: known.wasm, origin: `module ${key!.slice(0, 12)} from the cache` }
  }
  const made = await whileShowing(`Compiling ${source.name}`, () => compileAnew(source, settings, request.cacheFolder))
  const { plain, coloured, json } = made.messages
  if (!isRestarted || !made.wasm) note(request.json ? json : colour ? coloured : plain)
  if (!made.wasm) return undefined
  const madeKey = keyOf(made.reads)
  if (entry !== undefined && madeKey !== undefined) {
    const paths = made.reads.map(({ path }) => path)
    cache?.writePaths(entry, paths)
    cache?.write(madeKey, { wasm: made.wasm, warnings: made.messages })
  }
  return { wasm: made.wasm, origin: `compiled in ${Math.round(performance.now() - started)} ms` }
}

/** The files as they are now that a program led to before. If they are the same, it leads to no others. */
function readAgain(entry: string, paths: readonly string[]): FileRead[] {
  if (paths.length === 0) return []
  const files = new ProjectFiles(entry)
  for (const path of paths) files.read(path)
  return files.reads
}

function compileAnew(source: Request['source'], settings: CompileSettings, folder: string): Promise<CompileResult> {
  const job: CompileJob = { source, settings }
  // No arguments: AssemblyScript looks for a `--wasm` of its own in them when it is loaded.
  const worker = new Worker(threadFile('host/cli/compile-worker'), {
    workerData: job,
    argv: [],
    // A thread does not inherit this from host/cli/haira.js. Without it, V8 would read AssemblyScript and Binaryen anew
    // each time, a quarter of what a small program takes to compile.
    env: { ...process.env, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE || join(folder, 'code') },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the compiler ended with ${code} before it had a result`)))
  })
}
