// Load on a support desk server: a number of connections, each sending its next request when the last is answered.

import { Pool } from 'undici'

export interface Load {
  requests: number
  connections: number
  /** "I can't log in" is handed off, which takes two model calls; "Hello" takes one. */
  message: string
  /** Distinct sessions used in turn; requests of one session run one after another. */
  sessions: number
  /** Asks for events, and reads them to their end. */
  streams?: boolean
  /** What to wait for before the first request of a connection, by its number. */
  before?: (connection: number) => Promise<unknown> | undefined
}

export interface LoadResult {
  perSecond: number
  /** Milliseconds. */
  p50: number
  p99: number
  totalMs: number
  failed: number
}

/** Sends `requests` messages and checks every reply. */
export async function drive(port: number, load: Load): Promise<LoadResult> {
  const pool = new Pool(`http://127.0.0.1:${port}`, {
    connections: load.connections,
    pipelining: 1,
    headersTimeout: 0,
    connectTimeout: 0,
  })
  const times: number[] = []
  let sent = 0
  let failed = 0
  const one = async (_: unknown, connection: number) => {
    await load.before?.(connection)
    while (sent < load.requests) {
      const number = sent++
      const started = performance.now()
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: load.streams ? '/api/stream' : '/api/chat',
        headers: { 'content-type': 'application/json', ...(load.streams ? { accept: 'text/event-stream' } : {}) },
        body: JSON.stringify({ message: load.message, session_id: `s${number % load.sessions}` }),
      })
      const text = await body.text()
      if (statusCode !== 200 || !(load.streams ? isWholeStream : isReply)(text)) failed++
      times.push(performance.now() - started)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: load.connections }, one))
  const totalMs = performance.now() - started
  await pool.close()
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { perSecond: (load.requests * 1000) / totalMs, p50: at(0.5), p99: at(0.99), totalMs, failed }
}

function isReply(text: string): boolean {
  return (JSON.parse(text) as { reply?: string }).reply?.startsWith('Which error message') ?? false
}

/** All of the answer has come, however it was cut. */
function isWholeStream(text: string): boolean {
  const deltas = text.matchAll(/^data: (\{"delta":.*\})$/gm)
  const said = [...deltas].map(([, data]) => (JSON.parse(data!) as { delta: string }).delta).join('')
  return said.startsWith('Which error message') && text.endsWith('data: [DONE]\n\n')
}
