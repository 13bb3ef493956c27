// Streams: a turn whose text is taken while it is being written. A stream begins when somebody reads it, and then is the
// same turn as `run`, with a listener. A loop over a stream lets the turn happen on a fiber of its own; where the whole of
// it goes to one place, it happens on the fiber of the reader.

import { Account, account, setAccount } from './account'
import { Agent } from './agent'
import { currentFiber, join, spawn, Task, wait, wake } from './task'
import { JsonWriter } from './json'
import { knowContents } from './memory'
import { Output } from './output'
import { failed, HairaError, nothing, panic, raise } from './panic'
import { AgentResult } from './result'
import { Audience, Speaker } from './stream-listener'
import { Tuple2 } from './tuple'
import { Turn, turnWith } from './turn'

/** Haira's `stream`. */
export class Stream {
  /** The text that the latest `next` has found. */
  chunk: string = ''
  private turn: Turn | null = null
  private speaker: Speaker | null = null
  protected heard: Heard | null = null
  /** What the reply has to be, if it is not just text. */
  protected wanted: Output | null = null
  private isRead: bool = false
  private isStopped: bool = false
  /** Whether the caller has been told how it failed. */
  private told: bool = false
  /** That of whoever has made the stream: a workflow gives it back, and it is read when that is over. */
  private account: Account | null = account

  constructor(
    private agent: Agent,
    private message: string,
    private session: string,
  ) {}

  /** Takes the turn on this fiber, for an audience or for the result alone. To be called once. */
  play(audience: Audience | null, traced: bool): Turn {
    if (traced) knowContents()
    const turn = turnWith(this.agent, this.message, this.session, traced, this.wanted)
    const speaker = new Speaker(audience)
    this.turn = turn
    this.speaker = speaker
    turn.listener = speaker
    const outer = account
    setAccount(this.account)
    turn.take()
    setAccount(outer)
    return turn
  }

  /** Takes the turn on a fiber of its own, unless it is under way. May panic. */
  private start(): void {
    if (this.turn !== null || this.heard !== null) return
    const heard = new Heard(this)
    this.heard = heard
    spawn(heard)
  }

  /** Whether the turn happens on a fiber of its own, or has happened there. */
  get isApart(): bool {
    return this.heard !== null
  }

  /** Starts it, and waits until it says something; the error if it fails before that. May panic. */
  begin(): HairaError | null {
    this.start()
    return failed() || this.more() ? null : this.takeError()
  }

  /** Begins a loop over the stream. Panics if there has been one, or somebody has asked for the result. */
  read(): void {
    if (this.isRead || (this.turn !== null && this.heard === null)) return panic('the stream has been read already')
    this.isRead = true
    if (!this.isStopped) this.start()
  }

  /** Waits for the next text. False at the end, which may be a panic. */
  next(): bool {
    while (this.more()) {
      const heard = this.heard!
      const isText = heard.names.shift() == 'delta'
      const text = heard.texts.shift()
      if (!isText) continue
      this.chunk = text
      return true
    }
    if (!failed()) this.raiseError()
    return false
  }

  /** Gives all that is heard, and will be, to an audience. Panics like `next`. */
  forward(audience: Audience): void {
    while (this.more()) {
      const heard = this.heard!
      const name = heard.names.shift()
      const text = heard.texts.shift()
      const lost = name == 'answer' ? audience.begin() : audience.take(name, text)
      if (lost === null) continue
      this.cancel()
      return raise(lost)
    }
    if (!failed()) this.raiseError()
  }

  // Waits until something is heard, or nothing more will be. May panic.
  protected more(): bool {
    const heard = this.heard
    if (heard === null) return false
    while (heard.names.length == 0 && !heard.done) {
      heard.reader = currentFiber()
      wait()
      if (failed()) return false
    }
    return heard.names.length > 0
  }

  /** Haira's `s.result()`, which waits for the end. Raises what made the stream fail, unless that has been told. */
  result(): AgentResult {
    const heard = this.heard
    if (heard !== null) join(heard)
    else if (this.turn === null && !this.isStopped) this.play(null, true)
    if (!failed()) this.raiseError()
    if (failed()) return nothing<AgentResult>()
    const turn = this.turn
    return turn === null ? new AgentResult(this.agent.name, this.session) : turn.result
  }

  /** Whether the turn is over and was good, and nobody has said that it is not wanted. */
  protected get hasReply(): bool {
    const turn = this.turn
    return turn !== null && turn.error === null && !this.isStopped
  }

  /** Haira's `s.cancel()`: what has not been said yet never is. */
  cancel(): void {
    this.isStopped = true
    const speaker = this.speaker
    if (speaker !== null) speaker.stop()
    const heard = this.heard
    if (heard === null) return
    heard.names.length = 0
    heard.texts.length = 0
  }

  protected raiseError(): void {
    const error = this.takeError()
    if (error !== null) raise(error)
  }

  // An error is told once. That a stream was stopped is none.
  private takeError(): HairaError | null {
    const turn = this.turn
    if (turn === null || this.told || this.isStopped) return null
    this.told = true
    return turn.error
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'stream'
  }

  show(): string {
    return '<stream>'
  }

  showNested(): string {
    return '<stream>'
  }

  write(json: JsonWriter): void {
    json.text('<stream>')
  }

  equals(other: Stream): bool {
    return this === other
  }
}

/** Haira's `s, err = A.stream(…)`: the error is there only if the stream fails before it has said anything. */
export function started<S extends Stream>(stream: S): Tuple2<S, HairaError | null> {
  return new Tuple2<S, HairaError | null>(stream, stream.begin())
}

/** The turn of a stream on a fiber of its own, and what it has told and nobody has taken. The reply is the most it holds. */
export class Heard extends Task {
  readonly names: string[] = []
  readonly texts: string[] = []
  /** The fiber that waits for more. */
  reader: i32 = 0

  constructor(private stream: Stream) {
    super()
  }

  run(): void {
    this.stream.play(new Listening(this), true)
    this.tell()
  }

  add(name: string, text: string): void {
    this.names.push(name)
    this.texts.push(text)
    this.tell()
  }

  // The end of the task wakes the reader, too: it is noted here, where it cannot be missed.
  private tell(): void {
    if (this.reader == 0) return
    wake(this.reader)
    this.reader = 0
  }

  end(): void {
    super.end()
    this.tell()
  }
}

class Listening extends Audience {
  private isNew: bool = false

  constructor(private heard: Heard) {
    super()
  }

  begin(): HairaError | null {
    this.isNew = true
    return null
  }

  // Until a new answer says something, nothing has happened yet.
  take(event: string, data: string): HairaError | null {
    if (this.isNew && event == 'delta') {
      this.isNew = false
      this.heard.add('answer', '')
    }
    this.heard.add(event, data)
    return null
  }
}
