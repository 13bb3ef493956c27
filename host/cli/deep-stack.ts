// V8's stack is fixed when a process starts, and 984 KB of it are about 8,000 nested calls. A program whose functions call
// themselves must have 10,000 (language.md 5.4), so for such a program the process starts itself again with more.

/** What a system gives the main thread is 8 MB nearly everywhere; V8 does not ask. host/cli/haira.js has the same flags. */
const flags = ['--stack-size=3900', '--wasm-stack-switching-stack-size=1968']
const variable = 'HAIRA_RESTARTED'

/** Whether this process has taken the place of another one, which has said all that is to be said before a program runs. */
export const isRestarted = process.env[variable] !== undefined
delete process.env[variable]

/** Replaces the process, where it has V8's usual stack and the system can do that. */
export function restartDeeper(): void {
  const isDeep = process.execArgv.some((flag) => flag.replaceAll('_', '-').startsWith('--stack-size='))
  if (isDeep || isRestarted || process.platform === 'win32' || typeof process.execve !== 'function') return
  const args = [process.execPath, ...flags, ...process.execArgv, ...process.argv.slice(1)]
  process.execve(process.execPath, args, { ...process.env, [variable]: '1' })
}
