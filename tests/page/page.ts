// The page on agent handoffs, in pieces: its code blocks, and the programs that tests make of them.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InitTable } from '../../compiler/manifest.ts'
import { projectFile } from '../e2e/haira.ts'
import { build } from '../emit/run-program.ts'

/** The page itself, where the folder with it stands beside the project. */
const pageFile = projectFile('../shared/seed/agent-handoffs.txt')
export const page: string | undefined = existsSync(pageFile) ? readFileSync(pageFile, 'utf8') : undefined

export const blockNames = ['defining-handoffs', 'ask', 'run', 'multi-level-handoffs', 'complete-example'] as const
export type BlockName = (typeof blockNames)[number]

/** A code block of the page, byte for byte. */
export function block(name: BlockName): string {
  return readFileSync(new URL(`blocks/${name}.haira`, import.meta.url), 'utf8')
}

export const openai = `provider openai {
    api_key: env("OPENAI_API_KEY")
    model: "gpt-4o"
}
`

export const anthropic = `provider anthropic {
    api_key: env("ANTHROPIC_API_KEY")
    endpoint: env("ANTHROPIC_ENDPOINT")
    model: "claude-sonnet-4-5"
}
`

export const tools = `tool query_logs(service: string) -> string {
    """Searches the logs of a service."""
    return "no errors in \${service}"
}

tool check_status(service: string) -> string {
    """Tells whether a service is up."""
    return "\${service} is up"
}
`

export const billingAgent = `agent BillingAgent {
    provider: openai
    system: "Handle billing."
}
`

/** The `.run()` block where it can stand: in a function that has the message and the session. */
export const inspect = `@post("/inspect")
workflow Inspect(message: string, session_id: string) -> { reply: string, agent: string, decisions: []string } {
${block('run')}    if err != nil {
        return { reply: err.message, agent: result.agent, decisions: [] }
    }
    decisions: []string = []
    for h in result.handoffs {
        decisions = append(decisions, "\${h.from} -> \${h.to}: \${h.reason}")
    }
    return { reply: result.reply, agent: result.agent, decisions: decisions }
}
`

/** Each block with what it needs to be a program. */
export function programOf(name: BlockName): string {
  switch (name) {
    case 'defining-handoffs':
      return together(openai, block(name))
    case 'ask':
      return together(openai, block('defining-handoffs'), block(name))
    case 'run':
      return together(
        openai,
        block('defining-handoffs'),
        `fn inspect(message: string, session_id: string) {\n${block(name)}}\n`,
      )
    case 'multi-level-handoffs':
      return together(openai, anthropic, tools, billingAgent, block(name))
    case 'complete-example':
      return block(name)
  }
}

/** Parts of a program, one after another. */
export function together(...parts: string[]): string {
  return parts.join('\n')
}

const folder = mkdtempSync(join(tmpdir(), 'haira-page-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Writes a program to a file of that name. */
export function programFile(name: string, text: string): string {
  const file = join(folder, `${name}.haira`)
  writeFileSync(file, text)
  return file
}

/** Compiles a program as `haira build --wasm` does, in this process, and reads the init table out of the module. */
export async function initTable(text: string): Promise<InitTable> {
  const { wasm } = await build(text, { suspend: 'asyncify', optimize: 2 })
  const [bytes] = WebAssembly.Module.customSections(await WebAssembly.compile(wasm), 'haira.init')
  return JSON.parse(new TextDecoder().decode(bytes)) as InitTable
}
