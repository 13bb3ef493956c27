// The names at the module's border and stdlib/wit/haira.wit say the same.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { guestFunctions, interfaceName, shortName, suspendingImports } from '../../compiler/6-wasm/interface.ts'
import { compilerName, version } from '../../compiler/version.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const wit = read('stdlib/wit/haira.wit')

interface WitFunction {
  interface: string
  name: string
  suspends: boolean
}

/** Functions of the WIT file; one whose comment begins with SUSPENDS is suspending. */
function functions(): WitFunction[] {
  const found: WitFunction[] = []
  let current = ''
  let comment = ''
  for (const line of wit.split('\n').map((one) => one.trim())) {
    const [, opened] = /^interface ([\w-]+)/.exec(line) ?? []
    const [, name] = /^([\w-]+): func/.exec(line) ?? []
    if (opened !== undefined) current = opened
    if (name !== undefined) found.push({ interface: current, name, suspends: comment.startsWith('/// SUSPENDS') })
    comment = line.startsWith('///') ? (comment === '' ? line : comment) : ''
  }
  return found
}

test('the suspending imports are those that the WIT file marks', () => {
  const marked = functions().filter((fn) => fn.suspends && fn.interface !== 'guest')
  expect(marked.map((fn) => `${fn.interface}.${fn.name}`).sort()).toEqual([...suspendingImports].sort())
})

test('the guest functions are those of the interface `guest`', () => {
  const guest = functions().filter((fn) => fn.interface === 'guest')
  expect(guest.map((fn) => fn.name)).toEqual([...guestFunctions])
})

test('interfaces have the package and version of the WIT file', () => {
  const [, name, version] = /^package ([\w:]+)@([\d.]+);/m.exec(wit) ?? []
  expect(interfaceName('llm')).toBe(`${name}/llm@${version}`)
  expect(shortName(interfaceName('llm'))).toBe('llm')
  expect(shortName('env')).toBeUndefined()
})

test('the version is that of the package', () => {
  expect(version).toBe(JSON.parse(read('package.json')).version)
  expect(compilerName).toBe(`haira ${version}`)
})
