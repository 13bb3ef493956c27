// Stands between a store and PostgreSQL, and can lose an answer: what was asked has been done, and nobody hears of it.

import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseStore } from '../../host/store/database-store.ts'
import { open } from './stores.ts'

export interface Proxy {
  open(): Promise<DatabaseStore>
  /** The next thing that the server says is lost, and with it the connection. */
  cutNextAnswer(): void
  /** How many answers were lost. */
  cuts(): number
  close(): Promise<void>
}

const socket = '.s.PGSQL.5432'

/** `url` names a server by the folder of its socket. */
export async function startProxy(url: string): Promise<Proxy> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-proxy-'))
  const target = new URL(url).searchParams.get('host')!
  const sockets = new Set<Socket>()
  let armed = false
  let lost = 0
  const server = createServer((client) => {
    const upstream = createConnection(join(target, socket))
    const cut = (): void => {
      client.destroy()
      upstream.destroy()
    }
    for (const end of [client, upstream]) {
      sockets.add(end)
      end.on('error', cut)
      end.on('close', cut)
    }
    client.on('data', (data) => upstream.write(data))
    upstream.on('data', (data) => {
      if (!armed) {
        client.write(data)
        return
      }
      armed = false
      lost++
      cut()
    })
  })
  await new Promise<void>((resolve) => server.listen(join(folder, socket), resolve))
  return {
    open: () => open(url.replace(encodeURIComponent(target), encodeURIComponent(folder))),
    cutNextAnswer() {
      armed = true
    },
    cuts: () => lost,
    async close() {
      for (const end of sockets) end.destroy()
      await new Promise((resolve) => server.close(resolve))
      rmSync(folder, { recursive: true })
    },
  }
}
