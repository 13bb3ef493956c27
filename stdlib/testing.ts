// What `haira test` runs: one test of the program, by its number, and what its assertions say.

import { JsonWriter } from './json'
import { failed, raise, HairaError, takeError } from './panic'
import { describeRun, takeArguments } from './program'

class Failure {
  constructor(
    readonly message: string,
    readonly place: string,
  ) {}
}

const failures: Failure[] = []
let isTesting = false
let ended = false

/** Runs the test that the host asks for. */
export function runTest(tests: (() => void)[]): void {
  isTesting = true
  describeRun(writeFailures)
  const given = takeArguments()
  const index = given.length > 0 ? I32.parseInt(given[0]) : -1
  if (index >= 0 && index < tests.length) tests[index]()
  // What an assertion has ended has been noted.
  if (failed() && ended) takeError()
}

function writeFailures(reply: JsonWriter): void {
  reply.key('failures')
  reply.beginArray()
  for (let i = 0; i < failures.length; i++) {
    reply.beginObject()
    reply.pair('message', failures[i].message)
    reply.pair('place', failures[i].place)
    reply.endObject()
  }
  reply.endArray()
}

function note(text: string, message: string | null, place: string): void {
  const start = message === null ? 'assertion failed: ' : 'assertion failed (' + message + '): '
  failures.push(new Failure(start + text, place))
}

/** A comparison that fails in a function: noted, and the test goes on; an error where no test runs. */
export function assertion(text: string, place: string): void {
  if (isTesting) note(text, null, place)
  else raise(new HairaError('assertion failed: ' + text))
}

/** `assert a == b` where they are not. */
export function notEqual(got: string, want: string, message: string | null, place: string): void {
  note('got ' + got + ', want ' + want, message, place)
}

/** Any other `assert`, which ends the test. */
export function assertionFailed(text: string, message: string | null, place: string): void {
  note(text, message, place)
  ended = true
  raise(new HairaError('assertion failed'))
}
