// From bytes to a compiled module with its two custom sections, read and checked. Nothing of the module runs here.

import type { InitTable, Manifest } from '../../compiler/manifest.ts'
import { HostError, messageOf } from '../errors.ts'

export interface LoadedModule {
  module: WebAssembly.Module
  manifest: Manifest
  table: InitTable
}

/** What every module exports. Asyncify's functions are looked for by the driver. */
const requiredExports = ['memory', 'cabi_realloc', 'haira:host/guest@0.1.0#main']

/** Compiles the bytes and reads the custom sections. Throws `invalid_module` with the reason. */
export async function loadModule(bytes: BufferSource): Promise<LoadedModule> {
  let module: WebAssembly.Module
  try {
    module = await WebAssembly.compile(bytes)
  } catch (error) {
    throw new HostError('invalid_module', `not a WebAssembly module: ${messageOf(error)}`, { cause: error })
  }
  const manifest = section<Manifest>(module, 'haira.manifest')
  // Typed as any number here: the bytes may be of another version than this host.
  const version: number = manifest.version
  if (version !== 1) {
    throw new HostError('invalid_module', `the module has manifest version ${version}; this host knows version 1`)
  }
  const table = section<InitTable>(module, 'haira.init')
  const exported = new Set(WebAssembly.Module.exports(module).map((item) => item.name))
  const missing = requiredExports.find((name) => !exported.has(name))
  if (missing !== undefined) throw new HostError('invalid_module', `the module does not export ${missing}`)
  return { module, manifest, table }
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
