#!/usr/bin/env node
// The command `haira`. Plain JavaScript that any Node from 16 on can run: it starts host/cli/main.ts, or what is built
// from it, in this process where this Node is new enough, and otherwise runs itself again with the Node that the package `node` brings.

import module from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const require = module.createRequire(import.meta.url)
// An import would load all that it gives, streams among it.
const { existsSync, readFileSync } = require('node:fs')

/** Same as `engines.node` of package.json. */
const oldest = [22, 19]
/** Set for the process that the launcher starts, so that it never starts a third one. */
const launched = 'HAIRA_LAUNCHED'
/** In a checkout the sources run as they are. What npm installs has no sources, but what host/publish makes of them. */
const isCheckout = existsSync(new URL('main.ts', import.meta.url))

if (isNewEnough(process.versions.node) && (process.features.typescript || !isCheckout)) {
  await runHere()
} else if (process.env[launched]) {
  fail(`cannot run TypeScript with ${process.execPath}; is NODE_OPTIONS set to switch type stripping off?`)
} else {
  const node = await pinnedNode()
  if (node) await runWith(node)
  else {
    fail(
      `needs Node ${oldest.join('.')} or newer, and this is ${process.version}.\n` +
        '  In a checkout of haira: run `npm ci` there, which brings a newer Node for haira alone.\n' +
        '  Anywhere else: install Node 22.19 or newer, or add the package `node` beside haira: npm install node@26',
    )
  }
}

async function runHere() {
  delete process.env[launched]
  const cache = cacheFolder()
  // Keeps the stripped and compiled code of our own files: without it each start would strip them again.
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE || join(cache, 'code'))
  if (isCheckout) {
    const { findOwnFiles } = await import('./own-files.ts')
    findOwnFiles()
  }
  const { main } = await import(isCheckout ? './main.ts' : '../../dist/main.js')
  await main(process.argv.slice(2), cache)
}

/** Where haira keeps what it can make again. */
function cacheFolder() {
  const { HAIRA_CACHE_DIR, XDG_CACHE_HOME } = process.env
  return HAIRA_CACHE_DIR || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'haira')
}

/** Runs this file with another Node: same arguments, streams and signals, and its exit status in the end. */
async function runWith(node) {
  const { spawn } = await import('node:child_process')
  // The stack that host/cli/deep-stack.ts would start it again for.
  const stack = ['--stack-size=3900', '--wasm-stack-switching-stack-size=1968']
  const child = spawn(node, [...stack, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    // The channel carries nothing. It closes when this process dies, however it dies, and then the child stops too.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [launched]: '1' },
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const forward = (signal) => child.kill(signal)
  for (const signal of signals) process.on(signal, forward)
  child.on('error', (error) => fail(`cannot start ${node}: ${error.message}`))
  child.on('exit', (status, signal) => {
    for (const one of signals) process.off(one, forward)
    if (signal) process.kill(process.pid, signal)
    else process.exit(status)
  })
}

/** The program of the npm package `node`, wherever npm has put that package for us. */
async function pinnedNode() {
  try {
    const manifest = require.resolve('node/package.json')
    const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
    const program = join(dirname(manifest), bin.node)
    return isNewEnough(version) && existsSync(program) ? program : undefined
  } catch {
    return undefined
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

function fail(message) {
  process.stderr.write(`error: haira ${message}\n`)
  process.exit(1)
}
