// Module `os`: the process that the program runs in, and other programs.

import { Call } from './abi'
import { Answer } from './ask'
import { haira_fiber, park, setFiber, unpark } from './fiber'
import { envList, execRun, osChdir, osExit, osInfo } from './host'
import { JsonWriter } from './json'
import { STRING } from './json-read'
import * as env from './lib-env'
import { Map } from './ordered-map'
import { HairaError } from './panic'
import { givenArguments } from './program'
import { Tuple2 } from './tuple'
import { Stack } from './stack'

/** `os.args()` */
export function args(): string[] {
  return givenArguments()
}

/** `os.exit(code)`: nothing of the program runs after it. */
export function exit(code: i64 = 0): void {
  const call = Call.of(code.toString())
  osExit(call.request, call.length, call.reply)
}

/** `os.getenv(k)` */
export function getenv(k: string): string {
  return env.get(k)
}

/** `os.setenv(k, v)` */
export function setenv(k: string, v: string): HairaError | null {
  return env.set(k, v)
}

/** `os.environ()` */
export function environ(): Map<string, string> {
  const call = Call.of('')
  envList(call.request, call.length, call.reply)
  const variables = new Map<string, string>()
  const all = new Answer(call).root.get('variables')
  if (all === null) return variables
  let item = all.first
  while (item !== null) {
    if (item.kind == STRING) variables.set(item.key, item.text)
    item = item.next
  }
  return variables
}

function info(): Answer {
  const call = Call.of('')
  osInfo(call.request, call.length, call.reply)
  return new Answer(call)
}

/** `os.cwd()` */
export function cwd(): string {
  return info().root.textAt('cwd')
}

/** `os.temp_dir()` */
export function temp_dir(): string {
  return info().root.textAt('temp_dir')
}

/** `os.hostname()` */
export function hostname(): string {
  return info().root.textAt('hostname')
}

/** `os.getpid()` */
export function getpid(): i64 {
  return info().root.intAt('pid')
}

/** `os.platform()`: `linux`, `darwin`, `windows` */
export function platform(): string {
  return info().root.textAt('platform')
}

/** `os.arch()`: `amd64`, `arm64` */
export function arch(): string {
  return info().root.textAt('arch')
}

/** `os.chdir(p)`: for this program alone. */
export function chdir(p: string): HairaError | null {
  const call = Call.of(p)
  enter(call.request, call.length, call.reply)
  return new Answer(call).error
}

/** `os.exec(cmd)`: by the shell. */
export function exec(cmd: string): Tuple2<string, HairaError | null> {
  return started(commandCall(cmd, 0, false))
}

/** `os.exec([program, …])`: without a shell. */
export function exec_2(cmd: string[]): Tuple2<string, HairaError | null> {
  const json = new JsonWriter()
  json.beginObject()
  json.key('args')
  json.value<string[]>(cmd)
  json.endObject()
  return started(Call.json(json))
}

/** `os.exec_timeout(cmd, seconds)` */
export function exec_timeout(cmd: string, seconds: i64): Tuple2<string, HairaError | null> {
  return started(commandCall(cmd, max(seconds, 0), false))
}

/** `os.safe_exec(cmd, seconds)` */
export function safe_exec(cmd: string, seconds: i64 = 30): Tuple2<string, HairaError | null> {
  return started(commandCall(cmd, max(seconds, 0), true))
}

function commandCall(command: string, seconds: i64, guarded: bool): Call {
  const json = new JsonWriter()
  json.beginObject()
  json.pair('command', command)
  if (seconds > 0) {
    json.key('timeout_ms')
    json.int(seconds * 1000)
  }
  json.key('guarded')
  json.bool(guarded)
  json.endObject()
  return Call.json(json)
}

function started(call: Call): Tuple2<string, HairaError | null> {
  run(call.request, call.length, call.reply)
  const answer = new Answer(call)
  return new Tuple2<string, HairaError | null>(answer.root.textAt('output'), answer.error)
}

// Suspending imports, as fiber.ts says.

function enter(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  osChdir(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}

function run(request: usize, length: usize, reply: usize): void {
  const sp = __stack_pointer
  const fiber = haira_fiber
  const left = Stack.left
  const frames = park(sp)
  __stack_pointer = __heap_base
  execRun(request, length, reply)
  __stack_pointer = sp
  setFiber(fiber)
  Stack.left = left
  unpark(frames, sp)
}
