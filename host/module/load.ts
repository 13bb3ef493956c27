// From bytes to a compiled module with its custom sections, read and checked. Nothing of the module runs here.

import type { InitTable, Manifest } from '../../compiler/manifest.ts'
import { HostError, messageOf } from '../errors.ts'
import { limitMemory } from './limit-memory.ts'

export interface LoadedModule {
  module: WebAssembly.Module
  manifest: Manifest
  table: InitTable
}

/** What every module exports. Asyncify's functions are looked for by the driver. */
const requiredExports = ['memory', 'cabi_realloc', 'haira:host/guest@0.1.0#main']

/** Compiles the bytes and reads the custom sections. Throws `invalid_module` with the reason. */
export async function loadModule(bytes: BufferSource, memoryMb: number): Promise<LoadedModule> {
  let module: WebAssembly.Module
  try {
    module = await WebAssembly.compile(limitMemory(bytesOf(bytes), memoryMb))
  } catch (error) {
    throw new HostError('invalid_module', reasonOf(bytes, error), { cause: error })
  }
  const manifest = section<Manifest>(module, 'haira.manifest')
  // Typed as any number here: the bytes may be of another version than this host.
  const version: number = manifest.version
  if (version !== 1) {
    const other = version > 1 ? 'a newer haira' : 'another haira'
    throw new HostError(
      'invalid_module',
      `the module was built by ${other} (manifest version ${version}, this one knows 1)`,
    )
  }
  const table = section<InitTable>(module, 'haira.init')
  const exported = new Set(WebAssembly.Module.exports(module).map((item) => item.name))
  const missing = requiredExports.find((name) => !exported.has(name))
  if (missing !== undefined) throw new HostError('invalid_module', `the module does not export ${missing}`)
  return { module, manifest, table }
}

/** What is wrong with bytes that the engine refuses: another kind of file, or one that was cut or changed. */
function reasonOf(bytes: BufferSource, error: unknown): string {
  const view = bytesOf(bytes)
  const isModule = [0x00, 0x61, 0x73, 0x6d].every((byte, at) => view[at] === byte)
  if (!isModule) return 'not a WebAssembly module'
  return `the WebAssembly module is damaged: ${messageOf(error).replace(/^WebAssembly\.\w+\(\): /, '')}`
}

function bytesOf(bytes: BufferSource): Uint8Array<ArrayBuffer> {
  if (!ArrayBuffer.isView(bytes)) return new Uint8Array(bytes)
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function section<T>(module: WebAssembly.Module, name: string): T {
  const [bytes] = WebAssembly.Module.customSections(module, name)
  if (bytes === undefined) {
    throw new HostError('invalid_module', `the module has no section ${name}: it was not built by haira`)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as T
  } catch (error) {
    throw new HostError('invalid_module', `section ${name} is damaged: ${messageOf(error)}`, { cause: error })
  }
}
