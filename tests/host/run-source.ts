// Runs a program's text in the host, in this process: what it printed, and how it ended.

import { type HostOptions, load, PanicError } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'

export interface Ended {
  stdout: string
  stderr: string
  /** Exit status, or the message of what nobody caught. */
  status: number | string
}

/** Both drivers run the same module. */
export const drivers = ['asyncify', 'jspi'] as const

/** Compiles a program once; the result runs it, as often as wanted. */
export async function compileSource(text: string): Promise<(options?: HostOptions, args?: string[]) => Promise<Ended>> {
  const { wasm } = await build(text, { suspend: 'asyncify', optimize: 0 })
  return (options = {}, args = []) => runModule(wasm as Uint8Array<ArrayBuffer>, options, args)
}

async function runModule(wasm: Uint8Array<ArrayBuffer>, options: HostOptions, args: string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' }
  const program = await load(wasm, {
    env: {},
    stdout: (text) => {
      written.stdout += text
    },
    stderr: (text) => {
      written.stderr += text
    },
    ...options,
  })
  try {
    await program.init()
    const status = await program.main(args)
    return { ...written, status }
  } catch (error) {
    if (!(error instanceof PanicError)) throw error
    return { ...written, status: error.message }
  } finally {
    await program.close()
  }
}
