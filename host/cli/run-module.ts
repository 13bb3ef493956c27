// Runs a module in this process until it ends or is told to stop.

import { constants } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import {
  CancelledError,
  HostError,
  type HostOptions,
  type Limits,
  type Log,
  load,
  PanicError,
  type Program,
  StartError,
} from '../index.ts'
import { failureOf } from '../runs/outcome.ts'
import type { Allowed } from './allow.ts'
import { isRestarted, restartDeeper } from './deep-stack.ts'
import { note, paint, printError, printUncaught, printWarning } from './terminal.ts'
import { keepYoungGeneration } from './young-generation.ts'

export interface RunSettings extends Allowed {
  offline: boolean
  strict: boolean
  verbose: boolean
  limits: Partial<Limits>
  port?: number
  database?: string
  suspend?: 'asyncify' | 'jspi'
  /** Runs this workflow instead of `main`. */
  invoke?: { workflow: string; input: unknown }
  /** The file of a module that was built before. */
  file?: string
}

/** What a worker thread does otherwise than a process. */
export interface RunContext {
  host: HostOptions
  /** Whether another thread says the same as this one. */
  isQuiet(): boolean
  /** Takes what ends the program in order; gives the exit status, once somebody has wanted that. */
  stopOn(close: () => unknown): Stop
}

export interface Stop {
  status: number | undefined
  /** Whether signals are heard; while they are not, they end the process as they end any other. */
  hear(isHeard: boolean): void
}

const wholeProcess: RunContext = { host: {}, isQuiet: () => false, stopOn: stopOnSignals }

/** Loads, initialises and runs a module; the result is the exit status. */
export async function runModule(
  wasm: Uint8Array<ArrayBuffer>,
  args: string[],
  settings: RunSettings,
  { host, isQuiet, stopOn }: RunContext = wholeProcess,
): Promise<number> {
  const { verbose, file, invoke, ...options } = settings
  if (options.offline && !isRestarted && !isQuiet()) announceOffline()
  let program: Program | undefined
  const stop = stopOn(() => program?.close())
  try {
    const serverDatabase = 'sqlite:.haira.db'
    const log: Log = (level, message) => isQuiet() || show(level, message, verbose)
    // A program that computes lets no signal through to us. One that serves is stopped by its limit before long.
    let isStoppable = false
    program = await load(wasm, {
      ...options,
      serverDatabase,
      log,
      onComputing: (isComputing) => isStoppable || stop.hear(!isComputing),
      ...host,
      onListening: (address) => {
        isStoppable = program!.limits.sliceMs > 0
        if (isStoppable) stop.hear(true)
        keepYoungGeneration()
        host.onListening?.(address)
      },
    })
    // A worker thread has the stack that the main thread has given it.
    if (program.manifest.recursive && isMainThread) restartDeeper()
    await program.init()
    if (invoke !== undefined) return stop.status ?? (await invokeWorkflow(program, invoke))
    return stop.status ?? (await program.main(args))
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    if (error instanceof CancelledError && stop.status !== undefined) return stop.status
    if (error instanceof PanicError) printUncaught(error.fault ? 'panic' : 'error', error.message, error.chain)
    else for (const message of messagesOf(error, file)) printError(message)
    return 1
  } finally {
    await program?.close()
  }
}

/** Runs a module that serves on several threads. */
export function runWorkers(count: number): typeof runModule {
  return async (wasm, args, settings) => {
    const { Pool } = await import('../workers/pool.ts')
    const pool = new Pool({ wasm, args, settings }, count)
    stopOnSignals((status) => pool.close(status))
    return pool.run()
  }
}

/** Prints the workflow's result as JSON, or why there is none. */
async function invokeWorkflow(program: Program, { workflow, input }: { workflow: string; input: unknown }) {
  const workflows = program.table.entries.filter(({ kind }) => kind === 'workflow').map(({ name }) => name)
  if (!workflows.includes(workflow)) {
    const known = workflows.length === 0 ? 'the program has none' : `it has ${workflows.join(', ')}`
    printError(`no workflow \`${workflow}\`: ${known}`)
    return 2
  }
  await program.topLevel()
  const reply = await program.invoke(workflow, input)
  if (reply.status < 400 && reply.error === undefined) {
    process.stdout.write(`${reply.body}\n`)
    return 0
  }
  printError(failureOf(undefined, reply) ?? reply.body)
  return 1
}

/** Each failure of a start by itself; what is wrong with a built module, with its name. */
function messagesOf(error: HostError, file: string | undefined): string[] {
  if (error instanceof StartError) return error.message.split('\n')
  return [file !== undefined && error.code === 'invalid_module' ? `${file}: ${error.message}` : error.message]
}

function announceOffline(): void {
  note(`${paint('Offline:', 'warning')} answers are canned. No model is asked, and nothing leaves this machine.\n`)
}

function show(level: 'info' | 'warn' | 'error', message: string, verbose: boolean): void {
  switch (level) {
    case 'warn':
      printWarning(message)
      break
    case 'error':
      printError(message)
      break
    case 'info':
      if (verbose) note(`${paint(`haira: ${message}`, 'dim')}\n`)
  }
}

/** One Ctrl-C arrives more than once where npm and the launcher pass on what the terminal has sent to all of them. */
const sameSignalMs = 500

/** Ends the program in order at the first signal, and the process at the next. */
export function stopOnSignals(close: (status: number) => unknown): Stop {
  let since = 0
  let isHeard = false
  const onSignal = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => {
    const status = 128 + constants.signals[signal]
    if (stop.status === undefined) {
      stop.status = status
      since = performance.now()
      close(status)
    } else if (performance.now() - since > sameSignalMs) process.exit(status)
  }
  const stop: Stop = {
    status: undefined,
    hear(wanted) {
      if (wanted === isHeard) return
      isHeard = wanted
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        if (wanted) process.on(signal, onSignal)
        else process.off(signal, onSignal)
      }
    },
  }
  stop.hear(true)
  onOrphaned(() => onSignal('SIGTERM'))
  return stop
}

const orphanCheckMs = 500

/** Tells when whoever runs this process on someone's behalf is gone, so that no server stays behind unnoticed. */
function onOrphaned(tell: () => void): void {
  // The launcher's channel closes when the launcher dies, even where it could pass no signal on.
  process.on('disconnect', tell)
  process.channel?.unref()
  // npm runs a command in a shell, which dies of the signals that npm passes on without passing them on itself.
  if (!process.env.npm_command) return
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    tell()
  }, orphanCheckMs).unref()
}
