// What stands before several hosts in tests: a proxy that sends each request to the next one, and nginx with the
// configuration of examples/scale-out, where the machine has it.

import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectFile, type Served } from '../e2e/haira.ts'

export interface Balancer {
  url: string
  close(): Promise<void>
}

/** Sends each request to the next host. A connection that a client gives up is given up there, too. */
export async function startRoundRobin(hosts: readonly Served[]): Promise<Balancer> {
  let next = 0
  const server: Server = createServer((request, response) => {
    const { hostname, port } = new URL(hosts[next++ % hosts.length]!.url)
    const { method, url: path, headers } = request
    const upstream = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    upstream.on('error', () => response.destroy())
    response.on('close', () => upstream.destroy())
    request.pipe(upstream)
  })
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

export const nginxConfiguration = readFileSync(projectFile('examples/scale-out/nginx.conf'), 'utf8')

export const hasNginx = spawnSync('nginx', ['-v']).status === 0

/** Starts nginx with the example's configuration, but for its addresses: hosts that are not looked up by a name. */
export async function startNginx(hosts: readonly Served[]): Promise<Balancer> {
  const folder = mkdtempSync(join(tmpdir(), 'haira-nginx-'))
  const free = createServer()
  const port = await listen(free)
  await new Promise((resolve) => free.close(resolve))
  const servers = hosts.map(({ url }) => `server 127.0.0.1:${new URL(url).port};`).join(' ')
  const site = nginxConfiguration
    .replace(/resolver .*;/, '')
    .replace(/server desk:\d+ resolve;/, servers)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};`)
  writeFileSync(join(folder, 'site.conf'), site)
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid nginx.pid; events {} http { access_log off; ${temporary.join(' ')} include site.conf; }`,
  )
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  nginx.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const kill = (): void => void nginx.kill('SIGKILL')
  process.once('exit', kill)
  const exited = new Promise<void>((resolve) => nginx.once('exit', () => resolve()))
  const url = `http://127.0.0.1:${port}`
  // It says nothing when it listens.
  while (!(await answers(url))) {
    if (nginx.exitCode !== null) throw new Error(`nginx has ended:\n${said}`)
    await sleep(20)
  }
  return {
    url,
    async close() {
      nginx.kill('SIGTERM')
      await exited
      process.off('exit', kill)
      rmSync(folder, { recursive: true })
    },
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/_health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

/** A directive of nginx with its words, and those within its braces. */
export interface Directive {
  words: string[]
  within: Directive[] | undefined
}

/** Reads a configuration of nginx; throws where it is malformed. */
export function readNginx(text: string): Directive[] {
  const tokens = text.replace(/#.*/g, '').match(/'[^']*'|"[^"]*"|[{};]|[^\s{};'"]+/g) ?? []
  let at = 0
  const block = (isTop: boolean): Directive[] => {
    const found: Directive[] = []
    let words: string[] = []
    for (;;) {
      const token = tokens[at++]
      if (token === undefined || token === '}') {
        if ((token === undefined) !== isTop || words.length > 0) throw new Error(`nginx: unexpected end after ${words}`)
        return found
      }
      if (token !== ';' && token !== '{') words.push(token)
      else {
        if (words.length === 0) throw new Error('nginx: a directive without a name')
        found.push({ words, within: token === '{' ? block(false) : undefined })
        words = []
      }
    }
  }
  return block(true)
}
