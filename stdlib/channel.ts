// Channels. A fiber that cannot go on stands in a queue of the channel; whoever comes to meet it hands the value over and
// wakes it, and goes on itself. Queues are first come, first served.

import { Any, box, noField, typeText, unbox } from './any'
import { haira_channel } from './channel-limit'
import { takes } from './dynamic'
import { Callable, Fn0 } from './function'
import { JsonWriter } from './json'
import { failed, nothing, panic } from './panic'
import { currentFiber, wait, wake } from './task'
import { Tuple2 } from './tuple'

/** How a fiber's place in a queue ends. */
const WAITING: i32 = 0
const MET: i32 = 1
const CLOSED: i32 = 2

/** What a `select` waits for: the first arm that is met decides it. */
export class Selection {
  /** Index of that arm; -1 while it waits. */
  chosen: i32 = -1
}

/** An arm of a `select`. */
export abstract class Arm {
  /** Whether a value was received: false if the channel was closed. */
  ok: bool = false
  protected selection: Selection | null = null
  protected index: i32 = 0

  /** Whether it could proceed at once. */
  abstract isReady(): bool
  /** When its channel was last chosen by a `select`. */
  abstract lastChosen(): i64
  /** Proceeds at once. May panic. */
  abstract proceed(): void
  /** Stands in its channel's queue. May panic. */
  abstract enter(): void
  /** Leaves the queue, if it is still there. */
  abstract leave(): void
  /** Ends a wait that this arm has decided. May panic. */
  abstract finish(): void

  /** What was received, as a value of type any. */
  receivedAny(): Any | null {
    return null
  }

  belongTo(selection: Selection, index: i32): void {
    this.selection = selection
    this.index = index
  }
}

/** A fiber that wants to send or receive: its place in the queue of a channel. */
export class Place<T> extends Arm {
  fiber: i32 = 0
  state: i32 = WAITING
  /** What is sent, or what was received. */
  value: T
  queue: Queue<T> | null = null
  previous: Place<T> | null = null
  next: Place<T> | null = null

  constructor(
    private channel: Channel<T>,
    private sends: bool,
    value: T,
  ) {
    super()
    this.value = value
  }

  /** Makes it one of a new wait. */
  renew(sends: bool, value: T): void {
    this.sends = sends
    this.value = value
    this.state = WAITING
  }

  /** Whether somebody else has decided the `select` that it belongs to. */
  get isTaken(): bool {
    const selection = this.selection
    return selection !== null && selection.chosen >= 0
  }

  /** Ends the wait. */
  end(state: i32): void {
    this.state = state
    const selection = this.selection
    if (selection !== null) selection.chosen = this.index
    wake(this.fiber)
  }

  isReady(): bool {
    return this.sends ? this.channel.canSend : this.channel.canReceive
  }

  lastChosen(): i64 {
    return this.sends ? this.channel.sendChosen : this.channel.receiveChosen
  }

  private noteChoice(): void {
    if (this.sends) this.channel.sendChosen = ++choices
    else this.channel.receiveChosen = ++choices
  }

  proceed(): void {
    this.noteChoice()
    if (this.sends) this.channel.send(this.value)
    else {
      this.value = this.channel.receive()
      this.ok = isReceived
    }
  }

  enter(): void {
    this.fiber = currentFiber()
    if (this.sends) this.channel.senders.add(this)
    else this.channel.receivers.add(this)
  }

  leave(): void {
    const queue = this.queue
    if (queue !== null) queue.remove(this)
  }

  finish(): void {
    this.noteChoice()
    this.ok = this.state == MET
    if (this.sends && this.state == CLOSED) panic(SENT_TO_CLOSED)
  }

  receivedAny(): Any | null {
    return this.ok ? box<T>(this.value) : this.channel.emptied()
  }
}

class Queue<T> {
  private first: Place<T> | null = null
  private last: Place<T> | null = null

  add(place: Place<T>): void {
    const last = this.last
    place.queue = this
    place.previous = last
    if (last === null) this.first = place
    else last.next = place
    this.last = place
  }

  remove(place: Place<T>): void {
    const previous = place.previous
    const next = place.next
    if (previous === null) this.first = next
    else previous.next = next
    if (next === null) this.last = previous
    else next.previous = previous
    place.queue = null
    place.previous = null
    place.next = null
  }

  /** Whoever is to be served next. Arms of a `select` that another arm has decided are in nobody's way. */
  get head(): Place<T> | null {
    let place = this.first
    while (place !== null && place.isTaken) {
      this.remove(place)
      place = this.first
    }
    return place
  }

  take(): Place<T> | null {
    const place = this.head
    if (place !== null) this.remove(place)
    return place
  }
}

const SENT_TO_CLOSED = 'send on a closed channel'

/** Counts the choices of all `select`s. */
let choices: i64 = 0

let isReceived: bool = false

/** Whether the latest receive got a value, and not the end of a closed channel. To be asked before anything waits. */
export function received(): bool {
  return isReceived
}

/** A channel where it is not known what it carries: one that is a value of type any. */
export abstract class AnyChannel {
  /** `ch <- v`. Panics if the value is none that it carries. */
  abstract sendAny(value: Any | null): void
  /** `<-ch`, with the zero value for what a closed channel gives. */
  abstract receiveAny(): Any | null
  /** An arm of a `select`. Panics if it sends a value that the channel does not carry. */
  abstract arm(sends: bool, value: Any | null): Arm
  /** `close(ch)` */
  abstract close(): void
}

function refuse(capacity: i64): void {
  const most = ': the limit is ' + haira_channel.toString() + ' (--max-channel or HAIRA_MAX_CHANNEL raises it)'
  panic('a channel cannot hold ' + capacity.toString() + ' values' + (capacity < 0 ? '' : most))
}

/** `chan<T>(n)`. What `receive` gives of a closed channel is `nothing`, for which the caller puts the zero value. */
export class Channel<T> extends AnyChannel {
  readonly receivers: Queue<T> = new Queue<T>()
  readonly senders: Queue<T> = new Queue<T>()
  sendChosen: i64 = 0
  receiveChosen: i64 = 0
  private isClosed: bool = false
  /** A ring that grows up to the capacity. */
  private items: StaticArray<T>
  private from: i32 = 0
  private held: i32 = 0
  /** Of a wait that is over, to be used again. */
  private spare: Place<T> | null = null

  /** `zero` makes what a closed channel gives where T is not known and has a zero value that is no number and not nil. */
  constructor(
    private capacity: i64,
    private zero: Fn0<T> | null = null,
  ) {
    super()
    this.items = new StaticArray<T>(<i32>min<i64>(max<i64>(capacity, 0), 8))
    if (capacity < 0 || capacity > haira_channel) refuse(capacity)
  }

  get canSend(): bool {
    return this.isClosed || this.held < this.capacity || this.receivers.head !== null
  }

  get canReceive(): bool {
    return this.isClosed || this.held > 0 || this.senders.head !== null
  }

  /** `len(ch)`: how many values it holds. */
  get length(): i32 {
    return this.held
  }

  /** `ch <- v`. Panics if it is closed, now or while the fiber waits. */
  send(value: T): void {
    if (this.sendNow(value) || failed()) return
    const place = this.place(true, value)
    this.senders.add(place)
    while (place.state == WAITING) {
      wait()
      if (failed()) return place.leave()
    }
    const wasClosed = place.state == CLOSED
    this.reuse(place)
    if (wasClosed) panic(SENT_TO_CLOSED)
  }

  /** `ch.try_send(v)` */
  try_send(value: T): bool {
    return this.sendNow(value)
  }

  private sendNow(value: T): bool {
    if (this.isClosed) {
      panic(SENT_TO_CLOSED)
      return false
    }
    const receiver = this.receivers.take()
    if (receiver !== null) {
      receiver.value = value
      receiver.end(MET)
      return true
    }
    if (this.held >= this.capacity) return false
    this.put(value)
    return true
  }

  /** `<-ch` */
  receive(): T {
    if (this.canReceive) return this.receiveNow()
    const place = this.place(false, nothing<T>())
    this.receivers.add(place)
    while (place.state == WAITING) {
      wait()
      if (failed()) {
        place.leave()
        isReceived = false
        return nothing<T>()
      }
    }
    isReceived = place.state == MET
    const value = place.value
    this.reuse(place)
    return value
  }

  /** `ch.try_receive()`: `received` says whether there was something. */
  try_receive(): T {
    return this.receiveNow()
  }

  private receiveNow(): T {
    isReceived = true
    if (this.held > 0) {
      const value = this.shift()
      // Who waited for room has it now.
      const sender = this.senders.take()
      if (sender !== null) {
        this.put(sender.value)
        sender.end(MET)
      }
      return value
    }
    const sender = this.senders.take()
    if (sender !== null) {
      const value = sender.value
      sender.end(MET)
      return value
    }
    isReceived = false
    return nothing<T>()
  }

  /** `close(ch)` */
  close(): void {
    if (this.isClosed) return panic('close of a closed channel')
    this.isClosed = true
    for (let place = this.receivers.take(); place !== null; place = this.receivers.take()) place.end(CLOSED)
    for (let place = this.senders.take(); place !== null; place = this.senders.take()) place.end(CLOSED)
  }

  private put(value: T): void {
    const size = this.items.length
    if (this.held == size) this.grow(size)
    const items = this.items
    let at = this.from + this.held
    if (at >= items.length) at -= items.length
    items[at] = value
    this.held++
  }

  private grow(size: i32): void {
    const items = new StaticArray<T>(<i32>min<i64>(this.capacity, <i64>size * 2))
    for (let i = 0; i < size; i++) items[i] = this.items[(this.from + i) % size]
    this.items = items
    this.from = 0
  }

  private shift(): T {
    const items = this.items
    const value = items[this.from]
    items[this.from] = nothing<T>()
    if (++this.from == items.length) this.from = 0
    this.held--
    return value
  }

  private place(sends: bool, value: T): Place<T> {
    let place = this.spare
    if (place === null) place = new Place<T>(this, sends, value)
    else {
      this.spare = null
      place.renew(sends, value)
    }
    place.fiber = currentFiber()
    return place
  }

  private reuse(place: Place<T>): void {
    place.value = nothing<T>()
    this.spare = place
  }

  sendAny(value: Any | null): void {
    const own = unbox<T>(value)
    if (!failed()) this.send(own)
  }

  receiveAny(): Any | null {
    const value = this.receive()
    if (failed()) return null
    return isReceived ? box<T>(value) : this.emptied()
  }

  arm(sends: bool, value: Any | null): Arm {
    return new Place<T>(this, sends, sends ? unbox<T>(value) : nothing<T>())
  }

  /** What a closed channel gives. */
  emptied(): Any | null {
    if (!isReference<T>()) return box<T>(nothing<T>())
    const zero = this.zero
    const value: Any | null = zero === null ? null : box<T>(zero.call())
    // Making it may have asked other channels.
    isReceived = false
    return value
  }

  /** A method as a function, for values of type any. */
  field(name: string): Any | null {
    if (name == 'try_send') return box<TrySend<T>>(new TrySend<T>(this))
    if (name == 'try_receive') return box<TryReceive<T>>(new TryReceive<T>(this))
    return noField(this.$type, name)
  }

  /** `len` of a value of type any. */
  count(): i64 {
    return this.held
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'chan<' + typeText<T>() + '>'
  }

  show(): string {
    return '<chan>'
  }

  write(json: JsonWriter): void {
    json.text(this.show())
    json.problem = 'cannot encode a channel as JSON'
  }

  equals(other: Channel<T>): bool {
    return this === other
  }
}

/** `ch.try_send`, of a channel of which it is not known what it carries. */
class TrySend<T> extends Callable {
  constructor(private channel: Channel<T>) {
    super()
  }

  name(): string {
    return 'try_send'
  }

  invoke(args: (Any | null)[]): Any | null {
    if (!takes(args, 1, 1)) return null
    const value = unbox<T>(args[0])
    return failed() ? null : box<bool>(this.channel.try_send(value))
  }
}

/** `ch.try_receive`, of a channel of which it is not known what it carries. */
class TryReceive<T> extends Callable {
  constructor(private channel: Channel<T>) {
    super()
  }

  name(): string {
    return 'try_receive'
  }

  invoke(args: (Any | null)[]): Any | null {
    if (!takes(args, 0, 0)) return null
    const value = this.channel.try_receive()
    const found = isReceived ? box<T>(value) : null
    return box<Tuple2<Any | null, bool>>(new Tuple2<Any | null, bool>(found, isReceived))
  }
}

/** `close(ch)` */
export function close<C>(channel: C): void {
  channel.close()
}

/**
 * `select`: proceeds with an arm that is ready, of several the one whose channel was chosen longest ago, else waits until
 * one is. Gives the index of the arm, -1 for `default`. Panics if the arm sends and its channel is closed.
 */
export function select(arms: Arm[], hasDefault: bool): i32 {
  const ready = nextReady(arms)
  if (ready >= 0) {
    arms[ready].proceed()
    return ready
  }
  return hasDefault ? -1 : waitForOne(arms)
}

function nextReady(arms: Arm[]): i32 {
  let found = -1
  let oldest: i64 = 0
  for (let i = 0; i < arms.length; i++) {
    if (!arms[i].isReady()) continue
    const chosen = arms[i].lastChosen()
    if (found >= 0 && chosen >= oldest) continue
    found = i
    oldest = chosen
  }
  return found
}

function waitForOne(arms: Arm[]): i32 {
  const selection = new Selection()
  for (let i = 0; i < arms.length; i++) {
    arms[i].belongTo(selection, i)
    arms[i].enter()
  }
  while (selection.chosen < 0 && !failed()) wait()
  for (let i = 0; i < arms.length; i++) arms[i].leave()
  if (selection.chosen >= 0 && !failed()) arms[selection.chosen].finish()
  return selection.chosen
}
