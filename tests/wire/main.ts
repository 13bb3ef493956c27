// A wire server as a process of its own, for benchmarks: no checks unless asked, a support desk for answers.
// Usage: node tests/wire/main.ts [openai|anthropic] [--latency MS] [--port N] [--check] [--plain]
// Prints its base URL on one line; ends on SIGTERM, SIGINT, or with the process that forked it.

import { parseArgs } from 'node:util'
import { text } from './answers.ts'
import { startAnthropicServer } from './anthropic-server.ts'
import { startOpenAiServer } from './openai-server.ts'
import { supportDesk } from './support-desk.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    latency: { type: 'string', default: '0' },
    port: { type: 'string', default: '0' },
    check: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
  },
})

const options = {
  answer: values.plain ? () => text('Reply.') : supportDesk(),
  check: values.check,
  latencyMs: Number(values.latency),
  port: Number(values.port),
}
const server = positionals[0] === 'anthropic' ? await startAnthropicServer(options) : await startOpenAiServer(options)
console.log(server.url)

const stop = async (): Promise<void> => {
  await server.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
process.on('disconnect', stop)
