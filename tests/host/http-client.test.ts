// Module `http` as a client, against servers on real sockets.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isAllowed } from '../../host/imports/http.ts'
import { load } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { compileSource, drivers } from './run-source.ts'

const servers: Server[] = []
/** Told of requests that are never answered, and when the client goes away. */
let came: (url: URL) => void = () => {}
let closed: () => void = () => {}
let base = ''
let other = ''

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const routes: Record<string, (request: IncomingMessage, response: ServerResponse, url: URL) => void> = {
  '/echo': async (request, response) => {
    const { method, headers, url } = request
    const named = ['content-type', 'authorization', 'x-own', 'user-agent'].flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, value]]
    })
    response.setHeader('X-Several', ['a', 'b'])
    response.end(JSON.stringify({ method, url, headers: Object.fromEntries(named), body: await bodyOf(request) }))
  },
  '/status': (_, response, url) => void response.writeHead(Number(url.searchParams.get('code'))).end('what a pity'),
  '/redirect': (_, response, url) => {
    const code = Number(url.searchParams.get('code') ?? 302)
    response.writeHead(code, { location: url.searchParams.get('to')! }).end('elsewhere')
  },
  '/around': (_, response) => void response.writeHead(302, { location: '/around' }).end(),
  '/chunks': (_, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    for (const part of [Buffer.from('gr'), Buffer.from([0xc3]), Buffer.from([0xb6, 0xc3, 0x9f]), Buffer.from('e')])
      response.write(part)
    response.end()
  },
  '/latin': (_, response) => {
    response.setHeader('content-type', 'text/plain; charset=iso-8859-1')
    response.end(Buffer.from([0xe4]))
  },
  '/gzip': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('packed')),
  '/br': (_, response) => void response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync('[1]')),
  '/broken': (_, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('no gzip'),
  '/bomb': (_, response) =>
    void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1e6))),
  '/bad-json': (_, response) => void response.end('{"a": }'),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 100 })
    response.write('only this', () => response.destroy())
  },
  '/page': (_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page)
  },
  '/text': (_, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('a  <b>\n'),
  '/never': (request, _, url) => {
    request.on('close', () => closed())
    came(url)
  },
}

const page = `<!DOCTYPE html><html><head><title>not this</title><style>p { color: red }</style></head>
<body><!-- nor <b>this</b> --><h1>A &amp; B</h1><p title="a > b">one
  two&nbsp;three</p><p>1 < 2 &#228;&#x1F600;&unknown;<br/>next<script>if (a < b) "</p>"</script> end</p>
<table><tr><td>x</td><td>y</td></tr></table></body></html>`

beforeAll(async () => {
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url!, base)
    const route = routes[url.pathname]
    if (route) route(request, response, url)
    else response.writeHead(404).end('nothing here')
  }
  base = await listen(answer)
  other = await listen(answer)
})
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

describe('requests', async () => {
  const program = await compileSource(`
    fn tell(r: http.Response, err: error) {
      if err != nil { println("error", err) } else { println(r.status, r.ok, r.body) }
    }
    fn main() {
      base = os.args()[0]
      echo = "\${base}/echo?q=1"
      r, err = http.get(echo, {"X-Own": "mine"})
      println(err, r.status == r.status_code, r.body, r.headers["x-several"])
      a, e1 = http.post(echo, {name: "Ada", list: [1, nil]})
      tell(a, e1)
      b, e2 = http.put(echo, "plain", {"Content-Type": "text/plain"})
      tell(b, e2)
      c, e3 = http.patch_with_headers(echo, [1, 2.0], {})
      tell(c, e3)
      d, e4 = http.delete(echo)
      tell(d, e4)
      e, e5 = http.request({method: "options", url: echo, headers: {"X-Own": "7"}, body: "b"})
      tell(e, e5)
      f, e6 = http.request({url: base + "/status?code=418"})
      tell(f, e6)
      _, e7 = http.request({method: "GET"})
      println(e7)
      api = http.client(base + "/", {"Authorization": "Bearer x"}, 5000)
      g = api.post("echo", {a: 1})?
      println(g.json().method, g.json()["headers"]["authorization"], (api.get("/status?code=204")?).status, (api.delete("/echo")?).ok)
      println((http.get(base + "/br")?).json_array(), (http.get(base + "/gzip")?).body, (http.get(base + "/chunks")?).body, (http.get(base + "/latin")?).body)
      try { (http.get(base + "/bad-json")?).json() } catch err { println(err) }
      try { (http.get(echo)?).json_array() } catch err { println(err) }
      println(http.encode_uri("http://x/ä b?q=1&r=[2]"), (http.get(base + "/status?code=500")?).ok)
    }`)

  test.each(drivers)('methods, bodies and headers, on %s', async (suspend) => {
    const { stdout, status } = await program({ suspend, allowHosts: ['127.0.0.1'] }, [base])
    const echo = (method: string, headers: object, body: string) =>
      JSON.stringify({ method, url: '/echo?q=1', headers, body })
    const agent = { 'user-agent': 'haira' }
    expect(stdout.split('\n')).toEqual([
      `nil true ${echo('GET', { 'x-own': 'mine', ...agent }, '')} a, b`,
      `200 true ${echo('POST', { 'content-type': 'application/json', ...agent }, '{"name":"Ada","list":[1,null]}')}`,
      `200 true ${echo('PUT', { 'content-type': 'text/plain', ...agent }, 'plain')}`,
      `200 true ${echo('PATCH', { 'content-type': 'application/json', ...agent }, '[1.0,2.0]')}`,
      `200 true ${echo('DELETE', agent, '')}`,
      `200 true ${echo('OPTIONS', { 'content-type': 'application/json', 'x-own': '7', ...agent }, 'b')}`,
      '418 false what a pity',
      'a request needs a `url`',
      'POST Bearer x 204 true',
      '[1] packed größe ä',
      "malformed JSON: unexpected '}' at 1:7",
      'the response is no JSON array',
      'http://x/%C3%A4%20b?q=1&r=%5B2%5D false',
      '',
    ])
    expect(status).toBe(0)
  })
})

describe('redirects, limits and failures', async () => {
  const get = await compileSource(`
    fn main() {
      args = os.args()
      method = args[0]
      headers = {"Authorization": "secret", "Content-Type": "text/plain"}
      body = if method == "POST" { "body" } else { nil }
      r, err = http.request({method: method, url: args[1], headers: headers, body: body})
      if err != nil { println(err) } else { println(r.status, r.body) }
    }`)
  const ask = async (method: string, url: string, options = {}) =>
    (await get({ allowHosts: ['127.0.0.1'], ...options }, [method, url])).stdout.trimEnd()
  const redirect = (to: string, code: number) => `${base}/redirect?code=${code}&to=${encodeURIComponent(to)}`
  const echoed = (method: string, headers: object, body: string) =>
    `200 ${JSON.stringify({ method, url: '/echo', headers, body })}`
  const [typed, secret, agent] = [
    { 'content-type': 'text/plain' },
    { authorization: 'secret' },
    { 'user-agent': 'haira' },
  ]

  test('are followed as browsers do', async () => {
    expect(await ask('GET', redirect('/echo', 301))).toBe(echoed('GET', { ...typed, ...secret, ...agent }, ''))
    expect(await ask('POST', redirect('/echo', 302))).toBe(echoed('GET', { ...secret, ...agent }, ''))
    expect(await ask('POST', redirect('/echo', 307))).toBe(echoed('POST', { ...typed, ...secret, ...agent }, 'body'))
    expect(await ask('GET', `${base}/around`)).toBe(`GET ${base}/around: more than 10 redirects`)
    expect(await ask('GET', redirect('file:///etc/passwd', 302))).toBe(`GET ${base}/redirect: only http and https`)
  })

  test('take no credentials to another origin, and lead to no host that is not granted', async () => {
    expect(await ask('GET', redirect(`${other}/echo`, 302))).toBe(echoed('GET', { ...typed, ...agent }, ''))
    const { host } = new URL(other)
    expect(await ask('GET', redirect(`${other}/echo`, 302), { allowHosts: [new URL(base).host] })).toBe(
      `GET ${base}/redirect: host ${host} is not granted; \`--allow net:${host}\` grants it`,
    )
  })

  test('responses have to fit and to be whole', async () => {
    const limits = { responseBytes: 1000 }
    expect(await ask('GET', `${base}/bomb`, { limits })).toBe(
      `GET ${base}/bomb: the response is larger than 1000 bytes`,
    )
    expect(await ask('GET', `${base}/broken`)).toBe(`GET ${base}/broken: the response is damaged or incomplete`)
    expect(await ask('GET', `${base}/cut`)).toBe(`GET ${base}/cut: the response is damaged or incomplete`)
  })

  test('a server that is not there, and what is no address', async () => {
    const gone = await listen(() => {})
    await new Promise((resolve) => servers.at(-1)!.close(resolve))
    expect(await ask('GET', `${gone}/x?key=secret`)).toBe(`GET ${gone}/x: connection refused (${new URL(gone).host})`)
    expect(await ask('GET', 'nowhere')).toBe('GET nowhere: not an address')
    expect(await ask('GET', 'ftp://127.0.0.1/')).toMatch(/only http and https$/)
  })

  test('without a host that it could ask the program is not started', async () => {
    await expect(get({}, ['GET', base])).rejects.toThrow(
      'the capability http was not granted (haira:host/http@0.1.0 request',
    )
  })
})

describe('what is built on requests', async () => {
  const program = await compileSource(`
    fn main() {
      base = os.args()[0]
      println([websearch.fetch(base + "/page")?])
      println([websearch.fetch(base + "/page", 6)?, websearch.fetch(base + "/text")?])
      _, missing = websearch.fetch(base + "/gone")
      println(missing == base + "/gone: HTTP 404")

      one = healthcheck.check("api", base + "/status?code=204")
      println(one.name, one.url == base + "/status?code=204", one.status, one.status_code, one.error, one.response_time >= 0)
      println((time.parse(one.checked_at, "iso")?).unix > 0)
      list = [{name: "a", url: base + "/status?code=404"}, {name: "b", url: base + "/status?code=503"}, {name: "c", url: "http://127.0.0.1:1/"}]
      for found in healthcheck.check_all(list) { println(found.name, found.status, found.status_code, found.error) }
      println(healthcheck.check_all([]))
    }`)

  test.each(drivers)('pages as text and the health of servers, on %s', async (suspend) => {
    const { stdout } = await program({ suspend, allowHosts: ['127.0.0.1'] }, [base])
    expect(stdout.split('\n')).toEqual([
      '["A & B\\none two three\\n1 < 2 ä😀&unknown;\\nnext end\\nx y"]',
      '["A & B\\n", "a  <b>\\n"]',
      'true',
      'api true HEALTHY 204 nil true',
      'true',
      'a DEGRADED 404 HTTP 404',
      'b DOWN 503 HTTP 503',
      'c UNREACHABLE 0 GET http://127.0.0.1:1/: connection refused (127.0.0.1:1)',
      '[]',
      '',
    ])
  })
})

test('a request has a time limit, and ends when its program does', async () => {
  const { wasm, manifest } = await build(
    `fn main() {
      base = os.args()[0]
      _, late = http.request({url: base + "/never", timeout: 30})
      println(late)
      _, err = http.get(base + "/never?second")
      println(err)
    }`,
    { suspend: 'asyncify', optimize: 0 },
  )
  expect(manifest.capabilities).toContain('http')
  let printed = ''
  const stdout = (text: string) => {
    printed += text
  }
  const program = await load(wasm as Uint8Array<ArrayBuffer>, { allowHosts: 'all', stdout, limits: { shutdownMs: 0 } })
  await program.init()
  const second = new Promise<void>((resolve) => {
    came = (url) => {
      if (url.search === '?second') resolve()
    }
  })
  const ended = expect(program.main([base])).rejects.toThrow('cancelled')
  await second
  const gone = new Promise<void>((resolve) => {
    closed = resolve
  })
  await program.close()
  await ended
  await gone
  expect(printed).toContain(`GET ${base}/never: timed out after 30 ms\n`)
})

test('addresses in the text of a program grant their hosts', async () => {
  const { manifest } = await build(`
    const API = "https://api.example.com"
    fn main() {
      id = 1
      for url in ["\${API}/x", "http://localhost:8080?q=\${id}", "https://\${id}.example.org/"] {
        _, err = http.get(url)
        println(err)
      }
      println("see http://in.a.sentence.example", "https://partly.example\${id}")
    }
    test "t" { println("http://tests.example/") }`)
  expect(manifest.hosts).toEqual(['api.example.com', 'localhost:8080'])
})

test.each([
  ['https://example.com/x', ['example.com'], true],
  ['https://example.com:8443/', ['example.com'], true],
  ['https://example.com/', ['example.com:443'], true],
  ['http://example.com/', ['example.com:443'], false],
  ['https://a.example.com/', ['example.com', '*.example.org'], false],
  ['https://a.b.example.com/', ['*.example.com'], true],
  ['https://example.com/', ['*.example.com'], false],
  ['https://notexample.com/', ['*.example.com'], false],
  ['http://[::1]:80/', ['[::1]:80'], true],
  ['http://x/', 'all', true],
] as const)('%s with %j granted: %s', (url, allowed, expected) => {
  expect(isAllowed(new URL(url), allowed)).toBe(expected)
})
