// Steps of workflows while they run: their attempts, and what the host is told of them. The host shows it to whoever
// watches the run, and keeps it.

import { Call } from './abi'
import { account, EXCEEDED } from './account'
import { now } from './clock'
import { confirmStep, sleep } from './fiber'
import { runStep } from './host'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { intText } from './number'
import { HairaError, failed, panic, pendingPanic, raise, stopped, takeError } from './panic'
import { replyError } from './reply'

/** No delay between two attempts is longer, in milliseconds. */
const LONGEST_DELAY: i64 = 3_600_000

/** A step under way. */
export class Step {
  private attempt: i64 = 1
  private readonly started: f64 = now()
  private isDenied: bool = false

  /** `@retry(max, delay, backoff)`: attempts in all, and milliseconds between them. */
  constructor(
    private title: string,
    private max: i64 = 1,
    private delay: i64 = 0,
    private backoff: string = '',
  ) {
    this.tell('start')
  }

  /** Waits for the user, who may refuse. Only before the first attempt. */
  confirm(title: string, message: string | null, confirm: string | null, deny: string | null): void {
    if (this.attempt > 1) return
    const json = this.begin('awaiting_confirm')
    json.key('confirm')
    json.beginObject()
    json.pair('title', title)
    if (message !== null) json.pair('message', message)
    json.pair('confirm_label', confirm === null ? 'Confirm' : confirm)
    json.pair('deny_label', deny === null ? 'Cancel' : deny)
    json.endObject()
    json.endObject()
    const call = Call.json(json)
    confirmStep(call.request, call.length, call.reply)
    const reply = new JsonParser(call.take())
    const error = replyError(reply)
    if (error !== null) return raise(error)
    const answer = reply.root.get('confirmed')
    if (answer !== null && answer.int != 0) return
    this.isDenied = true
    raise(new HairaError('step denied by user'))
  }

  /** The attempt has ended, with a pending panic or without. */
  over(): void {
    if (!failed()) return this.tell('end')
    if (!this.mayGoOn) this.tell('failed')
  }

  /** Whether there is another attempt, after the delay; the failure of the last one is then forgotten. */
  again(): bool {
    if (!failed() || !this.mayGoOn) return false
    const error = takeError()
    const delay = this.nextDelay
    this.attempt++
    const json = this.begin('retry')
    json.key('attempt')
    json.int(this.attempt)
    json.key('delay_ms')
    json.int(delay)
    json.pair('error', error.message)
    send(json)
    return this.wait(delay)
  }

  private wait(delay: i64): bool {
    if (delay <= 0) return true
    const call = Call.of(intText(delay))
    sleep(call.request, call.length, call.reply)
    const reply = call.take()
    if (reply == '') return true
    const error = replyError(new JsonParser(reply))
    if (error === null) return true
    raise(error)
    this.tell('failed')
    return false
  }

  private get mayGoOn(): bool {
    return this.attempt < this.max && !this.isDenied && !stopped() && !this.isTooDear
  }

  // What has run out stays out for the next attempt; an agent's own budget begins anew with it.
  private get isTooDear(): bool {
    const error = pendingPanic
    const own = account
    return error !== null && own !== null && error.is(EXCEEDED) && own.spent
  }

  private get nextDelay(): i64 {
    let delay = this.delay
    if (this.backoff == 'exponential') for (let i: i64 = 1; i < this.attempt && delay < LONGEST_DELAY; i++) delay *= 2
    return min(delay, LONGEST_DELAY)
  }

  /** A hook whose failure must not change how the step has ended. */
  hookFailed(error: HairaError): void {
    hookFailed(this.title, error)
  }

  private tell(status: string): void {
    const json = this.begin(status)
    if (status != 'start') {
      json.key('duration_ms')
      json.int(<i64>nearest(now() - this.started))
    }
    const error = pendingPanic
    if (error !== null) json.pair('error', error.message)
    send(json)
  }

  private begin(status: string): JsonWriter {
    const json = new JsonWriter(96)
    json.beginObject()
    json.pair('name', this.title)
    json.pair('status', status)
    return json
  }
}

function send(json: JsonWriter): void {
  json.endObject()
  const call = Call.json(json)
  runStep(call.request, call.length, call.reply)
  call.take()
}

/** A hook of a step or workflow has failed, which is only noted. */
export function hookFailed(owner: string, error: HairaError): void {
  const json = new JsonWriter(96)
  json.beginObject()
  json.pair('name', owner)
  json.pair('status', 'log')
  json.key('log')
  json.beginObject()
  json.pair('level', 'error')
  json.pair('message', 'a hook failed: ' + error.message)
  json.endObject()
  send(json)
}

/** A condition of `verify` that is not true. */
export function verificationFailed(text: string): void {
  panic('verification failed: ' + text)
}

/** `assert a == b` in `verify`, where they are not. */
export function notEqual(got: string, want: string, message: string | null): void {
  panic(assertion(message) + 'got ' + got + ', want ' + want)
}

/** Any other `assert` in `verify`. */
export function assertionFailed(text: string, message: string | null): void {
  panic(assertion(message) + text)
}

function assertion(message: string | null): string {
  return message === null ? 'assertion failed: ' : 'assertion failed (' + message + '): '
}
