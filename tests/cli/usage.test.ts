// Wrong usage, help and version: what is said, on which stream, and the exit status.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { haira, root, temporaryFolder } from './command-line.ts'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const desk = 'examples/support-desk.haira'

const wrong: [args: string[], error: string, help?: string][] = [
  [['buld'], 'unknown command `buld`', 'did you mean `haira build`?'],
  [['frobnicate'], 'unknown command `frobnicate`', 'see `haira help`'],
  [['--foo'], 'unknown flag `--foo`', 'see `haira help`'],
  [['help', 'chek'], 'unknown command `chek`', 'did you mean `check`?'],
  [[desk], `unknown command \`${desk}\``, `to run it: haira run ${desk}`],
  [['repl'], '`haira repl` is not available in this version'],
  [['serve', desk], 'there is no `haira serve`', '`haira run FILE --port N` serves a program'],
  [['run', desk, '--ofline'], 'unknown flag `--ofline`', 'did you mean `--offline`?'],
  [['run', '-x', desk], 'unknown flag `-x`', 'see `haira help run`'],
  [['run', desk, '--offline=yes'], '`--offline` takes no value', 'see `haira help run`'],
  [['run', desk, '--port'], '`--port` needs a value', '`--port N`'],
  [['run', desk, '--port', '--offline'], '`--port` needs a value', '`--port N`'],
  [['run', desk, '--port', '80a'], '`--port` must be a whole number, found `80a`', 'see `haira help run`'],
  [['run', desk, '--port', '65536'], '`--port` must be at most 65535'],
  [
    ['run', desk, '--suspend', 'jspy'],
    '`--suspend` must be one of asyncify, jspi, found `jspy`',
    'did you mean `jspi`?',
  ],
  [
    ['run', desk, '--allow', 'nets'],
    '`--allow` does not know `nets`',
    'it takes `env:NAME`, `fs:PATH`, `net:HOST` and `exec`',
  ],
  [['build', '-O4', desk], '`-O` must be one of 0, 1, 2, 3, found `4`', 'see `haira help build`'],
  [['build', '--optimize', '2', desk], 'unknown flag `--optimize`', 'see `haira help build`'],
  [['build', desk, desk], '`haira build` takes one file'],
  [
    ['check', 'examples/supportdesk.haira'],
    'there is no file `examples/supportdesk.haira`',
    `did you mean \`${desk}\`?`,
  ],
  [['check', 'nowhere/main.haira'], 'there is no file `nowhere/main.haira`', 'there is no folder `nowhere` either'],
  [['check', 'README.md'], '`README.md` is not a program: its name must end in .haira or .wasm'],
]

test.each(wrong)('haira %j: %s', async (args, error, help) => {
  const { status, stdout, stderr } = await haira(args)
  expect(stderr).toBe(`error: ${error}\n${help ? `  = help: ${help}\n` : ''}`)
  expect(stdout).toBe('')
  expect(status).toBe(2)
})

test('without a file and without package.haira', async () => {
  const { status, stderr } = await haira(['check'], { cwd: temporaryFolder() })
  expect(stderr).toBe('error: no input file and no package.haira\n')
  expect(status).toBe(2)
})

test('a source that is not UTF-8', async () => {
  const cwd = temporaryFolder()
  writeFileSync(join(cwd, 'a.haira'), Buffer.from([0x66, 0xff]))
  const { status, stderr } = await haira(['check', 'a.haira'], { cwd })
  expect(stderr).toBe('error: `a.haira` is not UTF-8 text\n')
  expect(status).toBe(2)
})

test.each([['version'], ['--version'], ['-v']])('haira %s', async (args) => {
  expect(await haira([args])).toMatchObject({ status: 0, stdout: `haira ${version}\n`, stderr: '' })
})

test.each([[[]], [['help']], [['--help']], [['-h']]])('haira %j lists the commands', async (args) => {
  const { status, stdout, stderr } = await haira(args)
  expect(status).toBe(0)
  expect(stderr).toBe('')
  for (const name of ['run', 'build', 'check', 'emit', 'version', 'help'])
    expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
})

test.each([
  ['run', '--offline'],
  ['build', '-O0|1|2|3'],
  ['check', '--deny-warnings'],
  ['emit', '-o, --output FILE'],
  ['version', '--help'],
])('help of %s, in three spellings, shows %s', async (name, flag) => {
  const [byHelp, byFlag, byLetter] = await Promise.all([
    haira(['help', name]),
    haira([name, '--help']),
    haira([name, '-h']),
  ])
  expect(byHelp.status).toBe(0)
  expect(byHelp.stdout).toContain(`Usage: haira ${name}`)
  expect(byHelp.stdout).toContain(flag)
  expect(byFlag).toEqual(byHelp)
  expect(byLetter).toEqual(byHelp)
})
