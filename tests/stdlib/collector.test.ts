// The suites of this folder again, on optimized modules with the collector of `stress.ts`.

import { defaults } from './compile.ts'
import { stressed } from './stress.ts'

defaults.library = stressed(defaults.library)
defaults.optimize = 2

await import('./agents.test.ts')
await import('./values.test.ts')
await import('./support-desk.test.ts')
await import('./tasks.test.ts')
