// A small module in AssemblyScript for the host's tests, on the library's own suspension and text passing. Replies of
// `init` come from the environment (ENTRY_0, …), so that a test can say what an entry evaluates to.

import { Call, giveText, takeText } from './haira/abi'
import { closeSession, generate, listen, openSession, sleep } from './haira/fiber'
import { clockNow, envGet, ioWriteStderr, ioWriteStdout } from './haira/host'
import { JsonWriter, quoteJson } from './haira/json'
import { Json, STRING } from './haira/json-node'
import { JsonParser } from './haira/json-read'
import { stopped } from './haira/panic'

export { cabi_realloc } from './haira/abi'
export { haira_abort_message } from './haira/abort'
export { haira_cancelled, haira_fiber, haira_scratch, haira_scratch_size } from './haira/fiber'
export { pendingPanic as haira_pending, stop as haira_stop } from './haira/panic'

function give(text: string): usize {
  const json = new JsonWriter()
  json.append(text)
  return giveText(json)
}

function environment(name: string): string {
  const call = Call.of(name)
  envGet(call.request, call.length, call.reply)
  const reply = call.take()
  const node = new JsonParser(reply).root
  return node.get('error') != null || node.get('value')!.kind == 0 ? reply : node.textAt('value')
}

function print(text: string): void {
  const call = Call.of(text)
  ioWriteStdout(call.request, call.length, call.reply)
  call.take()
}

function complain(text: string): void {
  const call = Call.of(text)
  ioWriteStderr(call.request, call.length, call.reply)
  call.take()
}

function now(): string {
  const call = Call.of('')
  clockNow(call.request, call.length, call.reply)
  return call.take()
}

function wait(ms: string): string {
  const call = Call.of(ms)
  sleep(call.request, call.length, call.reply)
  return call.take()
}

/** Asks the model and gives the text of its reply, or `!` and the error. */
function ask(message: string): string {
  const call = Call.of(
    '{"provider":"p","model":"m","agent":"A"}\n{"session":"","timeout_ms":1000,"messages":[{"role":"user","content":' +
      quoteJson(message) +
      '}]}',
  )
  if (stopped()) return '!stopped'
  generate(call.request, call.length, call.reply)
  const reply = new JsonParser(call.take()).root
  const error = reply.get('error')
  return error ? '!' + error.textAt('message') + ' ' + error.intAt('code').toString() : reply.textAt('text')
}

/** One question a level, each after those of the levels below; makes garbage on the way. */
function nested(depth: i64, tag: string): string {
  const local = tag + ':' + depth.toString()
  if (depth == 0) return local + '=' + ask(local)
  const inner = nested(depth - 1, tag)
  const answer = ask(local)
  const garbage: string[] = []
  for (let i = 0; i < 20; i++) garbage.push(local + i.toString())
  if (garbage[19] != local + '19') unreachable()
  return inner + '|' + local + '=' + answer
}

/** Asks below `depth` frames that all have something to keep. */
let asked: i64 = 0

/** Six values live on over the call below, so that a frame takes more of the scratch area than of the engine's stack. */
function deep(depth: i64, tag: string): string {
  if (depth == 0) {
    asked += 1
    return ask(tag)
  }
  const a = asked + depth
  const b = asked ^ depth
  const c = asked - depth
  const d = asked * depth
  const e = asked | depth
  const f = asked & depth
  const below = deep(depth - 1, tag)
  return below.length > 0 || a + b + c + d + e + f == 0 ? below : tag
}

/** A turn of a session: tells how many entries it saw, and the model's answer is added. */
function turn(session: string, message: string): string {
  const call = Call.of('{"session":' + quoteJson(session) + ',"views":{"A":10}}')
  openSession(call.request, call.length, call.reply)
  const opened = new JsonParser(call.take()).root
  const failure = opened.get('error')
  if (failure) return '!' + failure.textAt('message')
  // [lease, time, names, seen, entries]: four numbers an entry.
  const lease = opened.first!
  const entries = lease.next!.next!.next!.next!
  const answer = ask(message)
  let end = '{"lease":' + lease.int.toString()
  if (!answer.startsWith('!')) {
    const entry = '{"role":"user","content":' + quoteJson(message) + ',"agent":"A","seen":["A"]}'
    end += ',"append":[' + entry + ']'
  }
  const close = Call.of(end + '}')
  closeSession(close.request, close.length, close.reply)
  close.take()
  return (texts(entries.first).length / 4).toString() + ' ' + answer
}

let greeting = ''
let calls = 0

export function init(ptr: usize, length: usize): usize {
  return give(environment('ENTRY_' + new JsonParser(takeText(ptr, length)).root.intAt('entry').toString()))
}

/** The strings of a list; other elements count as empty. */
function texts(first: Json | null): string[] {
  const found: string[] = []
  let node = first
  while (node !== null) {
    found.push(node.kind == STRING ? node.text : '')
    node = node.next
  }
  return found
}

export function main(ptr: usize, length: usize): usize {
  const args = texts(new JsonParser(takeText(ptr, length)).root.listAt('args'))
  greeting = 'hello'
  const command = args.length > 0 ? args[0] : ''
  if (command == 'trap') unreachable()
  if (command == 'panic') return give('{"error":{"message":"panic: no luck\\n  at app.haira:1:1"}}')
  if (command == 'print') {
    print(args[1])
    complain(args[2])
  }
  if (command == 'env') print(environment(args[1]))
  if (command == 'clock') print(<i32>(now().length > 0) ? 'now' : 'never')
  if (command == 'ask') print(ask(args[1]))
  if (command == 'listen') {
    const call = Call.of(args[1])
    listen(call.request, call.length, call.reply)
    print(call.take())
  }
  return give('{"exit":' + (command == 'exit' ? args[1] : '0') + '}')
}

export function call(ptr: usize, length: usize): usize {
  const text = takeText(ptr, length)
  const request = new JsonParser(text).root
  const workflow = request.textAt('workflow')
  const body = request.get('body')
  const input = body ? new JsonParser(body.text).root : request
  calls++
  if (workflow == 'Echo') return give('{"status":200,"body":' + quoteJson(text) + '}')
  if (workflow == 'Trap') assert(false, 'a fault of ours')
  if (workflow == 'Panic') return give('{"status":500,"body":"{\\"error\\":\\"no luck\\"}","panic":"no luck at app.haira:1:1"}')
  if (workflow == 'Forever') return give(nested(i64.MAX_VALUE, ''))
  let result = ''
  if (workflow == 'Nested') result = nested(input.intAt('depth'), input.textAt('tag'))
  if (workflow == 'Deep') result = deep(input.intAt('depth'), input.textAt('tag'))
  if (workflow == 'Turn') result = turn(input.textAt('session'), input.textAt('message'))
  if (workflow == 'Spin') {
    let rounds: u64 = 0
    while (!stopped()) rounds++
    result = rounds.toString()
  }
  if (workflow == 'Grow') {
    const kept: string[] = []
    while (true) kept.push('x'.repeat(1 << 20))
  }
  if (workflow == 'Chatter') while (!stopped()) now()
  // Waits, prints where the body says so, waits again and traps where it says so.
  if (workflow == 'Mixed') {
    result = ask(input.textAt('first'))
    if (input.textAt('print') != '') print(input.textAt('print'))
    result += ask(input.textAt('second'))
    if (input.textAt('trap') != '') unreachable()
  }
  if (workflow == 'Sleep') result = wait(input.textAt('ms'))
  if (workflow == 'Greeting') result = greeting + ' ' + calls.toString()
  if (workflow == 'Collect') __collect()
  return give('{"status":200,"body":' + quoteJson(quoteJson(result)) + '}')
}
