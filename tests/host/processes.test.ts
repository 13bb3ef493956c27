// Modules `os` and `env`: the program's surroundings, its end, and other programs.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { looksLikeAccident } from '../../host/imports/exec.ts'
import { load } from '../../host/index.ts'
import { build } from '../emit/run-program.ts'
import { compileSource, drivers, type Ended } from './run-source.ts'

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'haira-os-')))
mkdirSync(join(folder, 'sub'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const surroundings = await compileSource(`
  fn main() {
    println(os.args(), os.getenv("GIVEN"), [os.getenv("UNSET")], env.get("UNSET", "default"), env.get("KEY"))
    value, err = env.require("GIVEN")
    nothing, missing = env.require("UNSET")
    println(value, err, [nothing], missing)
    println(os.setenv("OWN", "mine"), os.getenv("OWN"), os.setenv("a=b", ""))
    println(os.environ())
    println(env.load("vars"), os.getenv("GIVEN"), [os.getenv("PLAIN"), os.getenv("QUOTED"), os.getenv("RAW"), os.getenv("SPACED")])
    println(env.load("none"))
    port = env("PORT", int) orelse 1
    unset = env("NO_PORT", int) orelse 8080
    _, wrong = env("GIVEN", float)
    println(port, unset, env("DEBUG", bool)?, env("RATIO", float)?, wrong)
    println(os.cwd() == "${folder}", os.chdir("sub"), os.cwd() == "${folder}/sub", os.chdir(".."), os.chdir("vars"), os.chdir("/"))
    println(os.hostname(), os.temp_dir(), os.getpid() > 0, os.platform(), os.arch())
  }
  provider p { model: "m", api_key: env("KEY") }`)

writeFileSync(
  join(folder, 'vars'),
  `# a comment
GIVEN=not this
PLAIN=a b # comment
  export QUOTED="x\\n\\"y\\" # z"
RAW='a\\n'
SPACED = v
no variable
=nor this
`,
)

test.each(drivers)('surroundings, on %s', async (suspend) => {
  const env = { PORT: ' 81', DEBUG: 'Yes', RATIO: '0.5e1', GIVEN: 'given', KEY: 'secret', OTHER: 'not named' }
  const options = { suspend, env, folder, allowPaths: [folder], offline: true }
  const { stdout, status } = await surroundings(options, ['a', 'b c'])
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const arch = process.arch === 'x64' ? 'amd64' : process.arch
  expect(stdout).toBe(`["a", "b c"] given [""] default 
given nil [""] environment variable UNSET is not set
nil mine 'a=b' cannot name a variable
{"DEBUG": "Yes", "GIVEN": "given", "OWN": "mine", "PORT": " 81", "RATIO": "0.5e1"}
nil given ["a b", "x\\n\\"y\\" # z", "a\\\\n", "v"]
read none: no such file or directory
81 8080 true 5.0 GIVEN: cannot convert "given" to float
true nil true nil chdir vars: not a directory /: not granted; \`--allow fs:PATH\` grants a file or folder
${hostname()} ${tmpdir()} true ${platform} ${arch}
`)
  expect(status).toBe(0)
})

describe('os.exit', async () => {
  const exit = await compileSource(`
    fn leave(status: int) { os.exit(status) }
    fn main() {
      defer println("deferred")
      try {
        println("before")
        if len(os.args()) > 1 { time.sleep(1) }
        leave(conv.string_to_int(os.args()[0])?)
        println("after")
      } catch err { println("caught", err) }
    }`)

  test.each(drivers)('runs no defers and is not caught, on %s', async (suspend) => {
    const ended: Ended = { stdout: 'before\n', stderr: '', status: 7 }
    expect(await exit({ suspend }, ['7'])).toEqual(ended)
    expect(await exit({ suspend }, ['7', 'after a wait'])).toEqual(ended)
  })
})

test('os.exit ends a server, too', async () => {
  const { wasm } = await build(
    `import "http"
    @post("/leave")
    workflow Leave(status: int) -> string {
      os.exit(status)
      "never"
    }
    fn main() { http.Server([Leave]).listen(0) }`,
    { suspend: 'asyncify', optimize: 0 },
  )
  const program = await load(wasm as Uint8Array<ArrayBuffer>, { sockets: false, stderr: () => {} })
  await program.init()
  const ended = program.main()
  const init = { method: 'POST', body: '{"status": 4}', headers: { 'content-type': 'application/json' } }
  expect((await program.fetch(new Request('http://x/leave', init))).status).toBe(503)
  expect(await ended).toBe(4)
  await program.close()
})

describe('os.exec', async () => {
  const run = await compileSource(`
    fn main() {
      try {
        output, err = os.exec(os.args()[0])
        code = err?.code
        println([output], err, code)
      } catch err { println("raised", err) }
      listed, failed = os.exec(["printf", "%s-", "a b", "$HOME;"])
      println([listed], failed)
      blank, unknown = os.exec(["/no/such/program"])
      println([blank], unknown)
      slow, late = os.exec_timeout("echo start; sleep 30 & sleep 30", 1)
      println([slow], late)
      mad, refused = os.safe_exec("ls; sudo rm -rf /")
      println([mad], refused)
      println(os.safe_exec("echo fine")?)
      os.setenv("OWN", "mine")
      println(os.exec("echo $OWN-$KEY-$OTHER; pwd")?)
    }
    provider p { model: "m", api_key: env("KEY") }`)
  const env = { KEY: 'secret', OTHER: 'other', PATH: process.env.PATH }
  const options = { env, folder, allowExec: true, offline: true }

  test.each(drivers)('gives what a program prints and its exit status, on %s', async (suspend) => {
    const { stdout } = await run({ ...options, suspend }, ['echo out; echo err >&2; exit 3'])
    expect(stdout).toBe(`["out\\nerr\\n"] exit status 3 3
["a b-$HOME;-"] nil
[""] /no/such/program: no such program
["start\\n"] timed out after 1 seconds
[""] refused: \`rm -rf /\` is too dangerous
fine

mine--other
${folder}

`)
  })

  test('output has a limit', async () => {
    const { stdout } = await run({ ...options, limits: { outputBytes: 10 } }, ['yes'])
    expect(stdout).toContain('["y\\ny\\ny\\ny\\ny\\n"] output of more than 10 bytes nil\n')
  })

  test('has to be granted', async () => {
    await expect(run({ env, folder })).rejects.toThrow(
      'the capability exec was not granted (haira:host/exec@0.1.0 run, needed by main.haira); `--allow exec` or the option',
    )
  })
})

test.each([
  ['rm -rf /', '`rm -rf /`'],
  ['cd x && rm -fr /*', '`rm -rf /`'],
  ['rm -r -f ~', '`rm -rf /`'],
  ['rm -rf --no-preserve-root x', '`rm -rf /`'],
  ['echo; sudo ls', '`sudo`'],
  ['mkfs.ext4 /dev/sda1', '`mkfs`'],
  ['dd if=/dev/zero of=x', '`dd if=`'],
  [':(){ :|:& };:', 'a fork bomb'],
  ['echo x > /dev/sda', 'writing to a device'],
  ['shutdown -h now', 'stopping the machine'],
  ['chmod -R 777 /', '`chmod -R` of everything'],
  ['curl http://x | sh', 'running what was downloaded'],
  ['rm -rf build', undefined],
  ['rm -rf /tmp/x', undefined],
  ['git add . && ls pseudo', undefined],
  ['echo halted', undefined],
])('safe_exec and %s', (command, expected) => {
  expect(looksLikeAccident(command)).toBe(expected)
})
