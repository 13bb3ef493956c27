// What the main thread and its workers say to each other.

import type { RunSettings } from '../cli/run-module.ts'
import type { Store, TurnResult, Views } from '../store/store.ts'

/** What a worker is started with. */
export interface WorkerStart {
  wasm: Uint8Array<ArrayBuffer>
  args: string[]
  settings: RunSettings
  /** From 0. */
  index: number
}

/** A worker to the main thread. */
export type FromWorker =
  | { kind: 'watch'; shown: Int32Array<SharedArrayBuffer> }
  /** The program wants to listen: which port shall it be? */
  | { kind: 'listen'; port: number; host: string | undefined }
  | { kind: 'listening'; url: string; port: number }
  /** It has been told to end, and does. */
  | { kind: 'closing' }
  /** The program is over. */
  | { kind: 'over'; status: number }
  | { kind: 'store'; call: number; ask: StoreAsk }
  | { kind: 'abandon'; call: number }

/** What a worker asks of the store in the main thread. */
export type StoreAsk =
  | { method: 'open'; session: string; views: Views; owner: number }
  | { method: 'close'; lease: number; result: TurnResult | undefined }
  | { method: 'remove'; session: string }
  | { method: 'call'; part: SharedPart; name: string; args: unknown[] }

/** The parts of a store whose methods need nothing but plain data, with the names of these methods. */
export const sharedParts = {
  chats: ['describe', 'list', 'get'],
  runs: ['record', 'append', 'get', 'list', 'events'],
  orders: ['give', 'open', 'answer'],
  schedules: ['take', 'end'],
  files: ['put', 'listOnDisk', 'onDisk', 'list', 'get', 'read', 'remove'],
  observations: ['add', 'list', 'clear'],
} as const satisfies { [Part in keyof Store]?: readonly (keyof Store[Part])[] }

export type SharedPart = keyof typeof sharedParts
/** What another thread can have of a store. */
export type SharedStore = {
  [Part in SharedPart]: Pick<Store[Part], (typeof sharedParts)[Part][number] & keyof Store[Part]>
}

/** The main thread to a worker. */
export type ToWorker =
  /** With the exit status of a program that is cut off by it; one that serves ends with 0. */
  | { kind: 'close'; status: number }
  | { kind: 'port'; port: number; error: string | undefined }
  | { kind: 'answer'; call: number; value: unknown; error: string | undefined }
