// haira build [--wasm] [file]: one WebAssembly module, with everything that a host needs in it.

import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { command, Failure, UsageError } from './command.ts'
import { compileProgram, defaultSettings } from './compile.ts'
import { readSource } from './input.ts'
import { type ModuleSize, measureModule } from './module-size.ts'
import { print } from './terminal.ts'

const levels = ['0', '1', '2', '3'] as const

export const build = command({
  summary: 'Compile a program to one WebAssembly module',
  operands: '[file]',
  flags: {
    wasm: { help: 'Build WebAssembly (the only target there is)' },
    output: { takes: 'text', short: 'o', placeholder: 'FILE', help: 'Module to write; default: <program>.wasm, here' },
    suspend: {
      takes: 'choice',
      choices: ['asyncify', 'jspi'],
      help: 'How the module waits: on every engine (asyncify), or by the engine (jspi)',
    },
    optimize: { takes: 'choice', choices: levels, short: 'O', shortOnly: true, help: 'Optimize; default: -O2' },
    debug: { help: 'Keep function names, and write a source map beside the module: debuggers then show Haira' },
    size: { help: 'Show what the module is made of' },
    'no-cache': { help: 'Compile even if the module is in the cache' },
    json: { help: 'Write messages and the result as JSON' },
  },
  async act({ flags, names, rest = [] }, { cacheFolder }) {
    const [file, ...more] = [...names, ...rest]
    if (more.length > 0) throw new UsageError('`haira build` takes one file')
    const source = await readSource(file)
    const compiled = await compileProgram({
      source,
      settings: {
        suspend: flags.suspend ?? defaultSettings.suspend,
        optimize: levelOf(flags.optimize),
        debug: flags.debug,
      },
      cacheFolder,
      useCache: !flags['no-cache'],
      json: flags.json,
    })
    if (!compiled) return 1
    const target = flags.output ?? `${basename(source.name, '.haira')}.wasm`
    if (flags.debug) {
      const { debugMap, withMapAddress } = await import('./debug-map.ts')
      write(`${target}.map`, debugMap(compiled.wasm))
      write(target, withMapAddress(compiled.wasm, `${basename(target)}.map`))
    } else write(target, compiled.wasm)
    const size = measureModule(compiled.wasm)
    print(flags.json ? JSON.stringify({ file: target, ...size }) : describe(target, size, flags.size))
    return 0
  },
})

function levelOf(level: (typeof levels)[number] | undefined): 0 | 1 | 2 | 3 {
  return level === undefined ? defaultSettings.optimize : (Number(level) as 0 | 1 | 2 | 3)
}

function write(path: string, contents: Uint8Array | string): void {
  try {
    writeFileSync(path, contents)
  } catch (error) {
    throw new Failure(`cannot write \`${path}\`: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function describe(path: string, { bytes, agents, workflows, sections }: ModuleSize, withSections: boolean): string {
  const facts = [kilobytes(bytes), ...counted(agents, 'agent'), ...counted(workflows, 'workflow')]
  const lines = [`Built: ${path} (${facts.join(', ')})`]
  if (withSections) {
    const rows = Object.entries(sections).sort(([, a], [, b]) => b - a)
    for (const [name, size] of rows) lines.push(`  ${kilobytes(size).padStart(9)}  ${name}`)
  }
  return lines.join('\n')
}

function counted(count: number, noun: string): string[] {
  return count === 0 ? [] : [`${count} ${noun}${count === 1 ? '' : 's'}`]
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}
