// What the command line writes, and how: results on stdout, everything else on stderr, colour only on a terminal.

import { isatty } from 'node:tty'

export const stderrIsTerminal = isatty(2)

/** `NO_COLOR` counts if it is set to anything but nothing, as no-color.org has it. */
export const colour = stderrIsTerminal && !process.env.NO_COLOR

/** As {@link colour}, for what goes to stdout. */
export const colourOut = isatty(1) && !process.env.NO_COLOR

/** How wide prose on stdout may be: the terminal, within what is good to read. */
export function widthOut(): number {
  return Math.min(process.stdout.columns ?? 100, 100)
}

type Style = 'error' | 'warning' | 'help' | 'dim' | 'strong'
const codes: Record<Style, string> = { error: '1;31', warning: '1;33', help: '1;36', dim: '2', strong: '1' }

/** Text for stderr in a style. */
export function paint(text: string, style: Style): string {
  return colour ? `\x1b[${codes[style]}m${text}\x1b[0m` : text
}

/** A line of result, on stdout. */
export function print(text: string): void {
  if (!process.stdout.listeners('error').includes(closedByReader)) process.stdout.on('error', closedByReader)
  process.stdout.write(`${text}\n`)
}

/** Text on stderr, as it is. */
export function note(text: string): void {
  process.stderr.write(text)
}

/** `error: …` on stderr, with a hint in the form that diagnostics have. */
export function printError(message: string, hint?: string): void {
  note(`${paint('error', 'error')}: ${message}\n`)
  if (hint) note(`  ${paint('= help:', 'help')} ${hint}\n`)
}

/** An error or a panic of the program, with the calls that it came through. */
export function printUncaught(word: 'error' | 'panic', message: string, chain: readonly string[]): void {
  note(`${paint(word, 'error')}: ${message}\n${chain.map((call) => paint(`  ${call}\n`, 'dim')).join('')}`)
}

/** `warning: …` on stderr. */
export function printWarning(message: string): void {
  note(`${paint('warning', 'warning')}: ${message}\n`)
}

/**
 * Shows a note on a terminal while something takes longer than half a second, and wipes it afterwards.
 *
 *     const artifact = await whileShowing('Compiling app.haira', () => compile(source))
 */
export async function whileShowing<T>(text: string, work: () => Promise<T>): Promise<T> {
  if (!stderrIsTerminal) return work()
  let shown = false
  const timer = setTimeout(() => {
    shown = true
    note(paint(`${text} …`, 'dim'))
  }, 500)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
    if (shown) note('\r\x1b[K')
  }
}

/** Ends the process, after what was printed has left it. */
export function leave(status: number): void {
  process.exitCode = status
  if (process.stdout.writableLength === 0) process.exit()
  process.stdout.write('', () => process.exit())
}

/** `haira emit | head`: a reader that has seen enough is no error. */
function closedByReader(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit()
  throw error
}
