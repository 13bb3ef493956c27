// Channels and tasks that are values of type any: what they carry, and whether they are any, is known only when the program
// runs.

import { Any } from './any'
import { AnyChannel, Arm, received } from './channel'
import { Iteration, iterate, nameOf } from './dynamic'
import { failed, panic } from './panic'

function channelOf(a: Any | null): AnyChannel | null {
  const channel: AnyChannel | null = a === null ? null : a.channel()
  if (channel === null) panic(nameOf(a) + ' is not a channel')
  return channel
}

/** `a <- value` */
export function send(a: Any | null, value: Any | null): void {
  const channel = channelOf(a)
  if (channel !== null) channel.sendAny(value)
}

/** `<-a` */
export function receive(a: Any | null): Any | null {
  const channel = channelOf(a)
  return channel === null ? null : channel.receiveAny()
}

/** `close(a)` */
export function close(a: Any | null): void {
  const channel = channelOf(a)
  if (channel !== null) channel.close()
}

/** An arm of a `select`. */
export function arm(a: Any | null, sends: bool, value: Any | null): Arm {
  const channel = channelOf(a)
  return channel === null ? changetype<Arm>(0) : channel.arm(sends, value)
}

/** `await a` */
export function awaited(a: Any | null): Any | null {
  if (a !== null) return a.awaited()
  panic('nil is not a task')
  return null
}

/** The course of a loop over a channel. */
class Course extends Iteration {
  constructor(
    over: Any,
    private channel: AnyChannel,
  ) {
    super(over)
  }

  next(): bool {
    const value = this.channel.receiveAny()
    if (failed() || !received()) return false
    this.index++
    this.value = value
    return true
  }
}

/** A loop over a value that may be a channel. */
export function iterateAll(a: Any | null): Iteration {
  const channel: AnyChannel | null = a === null ? null : a.channel()
  return channel === null ? iterate(a) : new Course(a!, channel)
}
