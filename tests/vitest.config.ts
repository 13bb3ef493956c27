import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// AssemblyScript and Binaryen are 15 MB of JavaScript. What V8 made of them is kept for the processes that follow.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'haira-tests-code')

/** Change what other files import: AssemblyScript's collector, the parser. */
const alone = ['tests/parse/coverage.test.ts', 'tests/run/collector.test.ts', 'tests/stdlib/collector.test.ts']

export default defineConfig({
  test: {
    reporters: ['default', './tests/summary-reporter.ts'],
    // Compiling to WebAssembly holds a core for a second or two; more workers than cores only makes tests time out.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'alone', include: alone } },
      {
        extends: true,
        // The files of a worker share its modules: a compiler that is loaded and warm takes a fifth of the time of a new
        // one. So a test leaves nothing behind in a module or in `process`.
        test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: alone, isolate: false },
      },
    ],
  },
})
