// `npm run bench`: what a support desk costs, as ratios to the same desk written by hand (baseline.ts), both measured in
// this run; what compiling costs, and how fast compiled programs are. Absolute figures are of this machine and this moment, the ratios are what to compare.
// `npm run bench -- server`, `-- load`, `-- store`, `-- compile`, `-- compute`, `-- turns` or `-- check` runs one part; `--quick` takes a tenth of the requests.

import { checkBench } from './check.ts'
import { checksBench } from './checks.ts'
import { compileBench } from './compile.ts'
import { computeBench } from './compute.ts'
import { flightBench } from './flight.ts'
import { serverBench } from './server.ts'
import { storeBench } from './store.ts'
import { storesBench } from './stores.ts'
import { tasksBench } from './tasks.ts'
import { turnsBench } from './turns.ts'

const args = process.argv.slice(2)
const quick = args.includes('--quick')
const parts = args.filter((arg) => !arg.startsWith('-'))
const known: Record<string, (scale: number) => Promise<void>> = {
  check: checkBench,
  checks: checksBench,
  compile: compileBench,
  compute: computeBench,
  flight: flightBench,
  server: serverBench,
  store: storeBench,
  load: storesBench,
  tasks: tasksBench,
  turns: turnsBench,
}

for (const part of parts.length > 0 ? parts : Object.keys(known)) {
  const run = known[part]
  if (!run) {
    console.error(`unknown part \`${part}\`; there are: ${Object.keys(known).join(', ')}`)
    process.exit(2)
  }
  await run(quick ? 0.1 : 1)
}
