// What the documents show is true: their programs have no errors, their conversations go as printed, and their scripts run.
// A block that is only a piece of a program says so: ```haira fragment.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projectFile, runHaira, type Served, serve } from '../e2e/haira.ts'
import { parsed } from '../parse/program.ts'
import { programFile } from './page.ts'

interface Block {
  document: string
  line: number
  /** What follows the name of the language. */
  info: string
  text: string
}

function blocksOf(language: string): Block[] {
  return ['README.md', 'ARCHITECTURE.md', 'host/README.md'].flatMap((document) => {
    const text = readFileSync(projectFile(document), 'utf8')
    const fences = text.matchAll(new RegExp(`^\`\`\`${language}\\b[ \\t]*([^\\n]*)\\n([\\s\\S]*?)^\`\`\``, 'gm'))
    return [...fences].map(({ index, 1: info, 2: content }) => {
      return { document, line: text.slice(0, index).split('\n').length, info: info!.trim(), text: content! }
    })
  })
}

describe('programs', () => {
  const programs = blocksOf('haira').filter(({ info }) => info !== 'fragment')
  const pieces = blocksOf('haira').filter(({ info }) => info === 'fragment')

  test.each(pieces)('the piece at $document:$line is well-formed', ({ text }) => {
    // Fields stand in a declaration.
    const whole = /^handoffs: /.test(text) ? `agent A {\n${text}}\n` : text
    expect(() => parsed(whole)).not.toThrow()
  })

  test.each(programs)('the program at $document:$line has no errors', async ({ document, line, text }) => {
    const file = programFile(`${document.replace('.md', '')}-${line}`, text)
    const { status, stderr } = await runHaira(['check', file])
    expect({ status, errors: stderr.match(/^error.*$/gm) }).toEqual({ status: 0, errors: null })
  })

  test.runIf(programs.length === 0)('there are none but pieces', () => {
    expect(programs).toEqual([])
  })
})

/** A command after `$ `, with what it prints. */
interface Command {
  document: string
  command: string
  output: string
}

function commandsOf({ document, text }: Block): Command[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((piece) => {
      const end = piece.indexOf('\n')
      return { document, command: piece.slice(0, end), output: piece.slice(end + 1).trimEnd() }
    })
}

describe('conversations', () => {
  const commands = blocksOf('console').flatMap(commandsOf)
  let running: Served | undefined

  afterAll(async () => {
    await running?.stop()
  })

  test.each(commands.filter(({ command }) => /^(npx haira run|curl) /.test(command)))(
    '$document: $command',
    async ({ command, output }) => {
      const [, file] = /^npx haira run (\S+) --offline$/.exec(command) ?? []
      if (file !== undefined) {
        await running?.stop()
        running = await serve(projectFile(file), { args: ['--offline'] })
        const printed = running.stderr.replace(/localhost:\d+/, 'localhost:8080')
        for (const line of output.split('\n')) expect(printed).toContain(line)
        return
      }
      const [, body, path] = /^curl -d '(.*)' localhost:8080(\/\S*)$/.exec(command) ?? []
      const reply = await fetch(running!.url + path, {
        method: 'POST',
        // The shell ends the quotes, adds one, and begins them again.
        body: body!.replaceAll(`'"'"'`, "'"),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      })
      const printed = await reply.text()
      if (output !== '') expect(printed.trimEnd()).toBe(output)
    },
  )
})

describe('scripts', () => {
  let folder: string

  beforeAll(async () => {
    // Inside the project, so that `haira` and its dependencies resolve as they do for those who installed it.
    folder = mkdtempSync(projectFile('node_modules/.documents-'))
    const module = join(folder, 'support-desk.wasm')
    const built = await runHaira(['build', '--wasm', '-o', module, projectFile('examples/support-desk.haira')])
    expect(built.status).toBe(0)
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(blocksOf('ts'))('the script at $document:$line runs', ({ line, document, text }) => {
    const name = `${document.replaceAll(/\W/g, '-')}-${line}.mjs`
    const host = JSON.stringify(new URL('../../host/index.ts', import.meta.url).href)
    writeFileSync(join(folder, name), text.replace("from 'haira'", `from ${host}`))
    const { status, stdout } = spawnSync(process.execPath, [name], { cwd: folder, encoding: 'utf8', env: {} })
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('reply') })
  })
})
