// One worker thread: a whole program with a server of its own on the port that all workers share. The main thread tells
// which port that is, watches over its slices, keeps what is shared in memory, and starts it again if it dies.

import { parentPort, workerData } from 'node:worker_threads'
import { runModule } from '../cli/run-module.ts'
import { printError } from '../cli/terminal.ts'
import { messageOf } from '../errors.ts'
import { watchedBy } from '../fiber/slices.ts'
import type { Store } from '../store/store.ts'
import type { FromWorker, ToWorker, WorkerStart } from './messages.ts'
import { RemoteStore } from './shared-store.ts'

const { wasm, args, settings, index } = workerData as WorkerStart
const send = (message: FromWorker): void => parentPort!.postMessage(message)
const store = new RemoteStore(send)
const ports: { resolve(port: number): void; reject(error: Error): void }[] = []
/** Has the program end; before there is one, it is enough that `closingStatus` is set. */
let close: () => unknown = () => {}
let closingStatus: number | undefined
let isListening = false

parentPort!.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'close':
      closingStatus = message.status
      send({ kind: 'closing' })
      close()
      break
    case 'port': {
      const waiting = ports.shift()
      if (message.error === undefined) waiting?.resolve(message.port)
      else waiting?.reject(new Error(message.error))
      break
    }
    case 'answer':
      store.answered(message)
  }
})

// Whoever waits for this worker gets an answer before it ends; the main thread starts another one.
process.on('uncaughtException', (error) => {
  printError(`worker ${index}: ${messageOf(error)}`)
  Promise.resolve(close()).finally(() => process.exit(1))
})

watchedBy((shown) => send({ kind: 'watch', shown }))

/** `main` runs in every worker; what it says until the program listens is heard once. */
const once =
  (write: (text: string) => void) =>
  (text: string): void => {
    if (index === 0 || isListening) write(text)
  }

const status = await runModule(wasm, args, settings, {
  host: {
    ...sharedStore(),
    stdout: once((text) => void process.stdout.write(text)),
    stderr: once((text) => void process.stderr.write(text)),
    sharePort: (port, host) =>
      new Promise((resolve, reject) => {
        ports.push({ resolve, reject })
        send({ kind: 'listen', port, host })
      }),
    onListening: ({ url, port }) => {
      isListening = true
      send({ kind: 'listening', url, port })
    },
  },
  isQuiet: () => index > 0 && !isListening,
  stopOn: (stop) => {
    close = stop
    return {
      get status() {
        return closingStatus
      },
      hear: () => {},
    }
  },
})
send({ kind: 'over', status })
parentPort!.close()

/** A database is shared as it is; what is in memory is kept by the main thread. */
function sharedStore(): { store?: Store } {
  const url = settings.database ?? process.env.HAIRA_DATABASE_URL
  const isMemory = url === undefined || url === '' ? settings.offline : url.startsWith('memory:')
  return isMemory ? { store } : {}
}
