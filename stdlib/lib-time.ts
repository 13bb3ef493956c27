// Module `time`.

import { Call } from './abi'
import { Any, AnyFloat, AnyInt, box, content, holds } from './any'
import { Channel, Place } from './channel'
import { now as clock } from './clock'
import { sleep as suspend } from './fiber'
import { clockZone } from './host'
import { JsonParser } from './json-read'
import { failed, HairaError, nothing, panic, raise } from './panic'
import { replyError } from './reply'
import { cancel, spawn, Task } from './task'
import { moment, Time } from './time'
import { formatTime, parseTime } from './time-layout'
import { Tuple2 } from './tuple'

/** `time.sleep(x)`: an int is milliseconds, a float seconds. Panics if the fiber is cancelled. */
export function sleep<T>(duration: T): void {
  sleepFor(isFloat<T>() ? <f64>duration * 1000 : <f64>(<i64>duration))
}

function sleepFor(milliseconds: f64): void {
  // No time at all for what is no time; 30,000 years for what is beyond any.
  const whole = milliseconds > 0 ? <i64>ceil(min(milliseconds, 1e15)) : 0
  const call = Call.of(whole.toString())
  suspend(call.request, call.length, call.reply)
  const reply = call.take()
  if (reply.length > 0) raise(replyError(new JsonParser(reply))!)
}

/** `time.after(ms)`: a channel that gives the time once. */
export function after(ms: i64): Channel<Any | null> {
  return startTimer(new Timer(ms, false))
}

/** `time.tick(ms)`: a channel that gives the time again and again. A tick that nobody takes is left out. */
export function tick(ms: i64): Channel<Any | null> {
  if (ms > 0) return startTimer(new Timer(ms, true))
  panic('time.tick needs a time above 0, found ' + ms.toString())
  return nothing<Channel<Any | null>>()
}

/** Belongs to the run that started it: nobody can listen once that is over. */
class Timer extends Task {
  readonly ticks: Channel<Any | null> = new Channel<Any | null>(1)
  private isStopped: bool = false

  constructor(
    private ms: i64,
    private repeats: bool,
  ) {
    super()
  }

  run(): void {
    if (this.isStopped) return
    do {
      sleepFor(<f64>this.ms)
      if (failed()) return
      this.ticks.try_send(box<Time>(now()))
    } while (this.repeats && !failed())
  }

  /** Nobody listens any more. */
  stop(): void {
    this.isStopped = true
    if (this.fiber != 0 && !this.done) cancel(this.fiber)
  }
}

/** `<-time.after(ms)` as an arm of a `select`: there is a timer only while it waits, so that a loop leaves none behind. */
export class Timeout extends Place<Any | null> {
  private timer: Timer

  constructor(ms: i64) {
    const timer = new Timer(ms, false)
    super(timer.ticks, false, null)
    this.timer = timer
  }

  enter(): void {
    super.enter()
    spawn(this.timer, true)
  }

  leave(): void {
    super.leave()
    this.timer.stop()
  }
}

function startTimer(timer: Timer): Channel<Any | null> {
  spawn(timer, true)
  return timer.ticks
}

/** `time.now()`, in the zone of the host. */
export function now(): Time {
  return local(unix_ms())
}

function local(instant: i64): Time {
  const call = Call.of(instant.toString())
  clockZone(call.request, call.length, call.reply)
  return moment(instant, I32.parseInt(call.take()), true)
}

/** `time.timestamp()`: RFC 3339, in UTC. */
export function timestamp(): string {
  return moment(unix_ms(), 0, false).iso
}

/** `time.slug()`: now as `20060102-150405`. */
export function slug(): string {
  return formatTime(now(), '20060102-150405')
}

/** `time.unix_ms()` */
export function unix_ms(): i64 {
  return <i64>clock()
}

/** `time.since(t)`: milliseconds since a Time, or since a number of milliseconds after 1970. */
export function since(t: Any | null): i64 {
  const at = unix_ms()
  if (t instanceof AnyInt) return at - (t as AnyInt).value
  if (t instanceof AnyFloat) return at - <i64>(t as AnyFloat).value
  if (holds<Time>(t)) return at - content<Time>(t!).instant
  panic('expected Time or int, found ' + (t === null ? 'nil' : t.typeName()))
  return 0
}

/** `time.add(t, ms)` */
export function add(t: Time, ms: i64): Time {
  const instant = t.instant + ms
  // Summer time may begin or end in between.
  return t.isLocal ? local(instant) : moment(instant, t.offset, false)
}

/** `time.diff(a, b)`: how many milliseconds a is after b. */
export function diff(a: Time, b: Time): i64 {
  return a.instant - b.instant
}

/** `time.format(t, layout)` */
export function format(t: Time, layout: string): string {
  return formatTime(t, layout)
}

/** `time.parse(s, layout)` */
export function parse(s: string, layout: string): Tuple2<Time, HairaError | null> {
  return parseTime(s, layout)
}
