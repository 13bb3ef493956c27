// Ends a test run with one plain line, `123 passed, 0 failed, 2 skipped`, for readers that know no test runner's format.

import type { Reporter, TestModule } from 'vitest/node'

export default class SummaryReporter implements Reporter {
  /** A file that cannot be loaded, and an error outside of any test, count as failed tests. */
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandled.length, skipped: 0 }
    for (const module of modules) {
      const failedBefore = count.failed
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') count[state]++
      }
      if (module.state() === 'failed' && count.failed === failedBefore) count.failed++
    }
    const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}
