// A load on a server, driven from another thread of its process: `workerData` is the port and the load. Sends what came of it.

import { parentPort, workerData } from 'node:worker_threads'
import { drive, type Load } from './load.ts'

const { port, load } = workerData as { port: number; load: Load }
parentPort?.postMessage(await drive(port, load))
