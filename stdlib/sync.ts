// The types of module `sync`, made of channels: who waits is served in the order of coming.

import { Any } from './any'
import { Channel } from './channel'
import { Fn0 } from './function'
import { JsonWriter } from './json'
import { panic } from './panic'

/** What they have in common: each is equal to itself alone, and no JSON. */
abstract class Meeting {
  abstract show(): string

  write(json: JsonWriter): void {
    json.text(this.show())
    json.problem = 'cannot encode a value of sync as JSON'
  }

  equals(other: Meeting): bool {
    return this === other
  }
}

/** `sync.Mutex()`: a channel with room for one is free while it is empty. */
export class Mutex extends Meeting {
  private holder: Channel<bool> = new Channel<bool>(1)

  /** Waits until it is free, and takes it. */
  lock(): void {
    this.holder.send(true)
  }

  /** Takes it if it is free. */
  try_lock(): bool {
    return this.holder.try_send(true)
  }

  /** Frees it; whoever has waited longest has it then. */
  unlock(): void {
    if (this.holder.length == 0) panic('unlock of an unlocked mutex')
    else this.holder.try_receive()
  }

  show(): string {
    return 'Mutex{}'
  }
}

/** `sync.WaitGroup()` */
export class WaitGroup extends Meeting {
  private open: i64 = 0
  /** Closed when the count comes to zero. */
  private gate: Channel<bool> = new Channel<bool>(0)

  add(n: i64): void {
    const open = this.open + n
    if (open < 0) return panic('negative WaitGroup counter')
    if (this.open == 0 && open > 0) this.gate = new Channel<bool>(0)
    const isOver = this.open > 0 && open == 0
    this.open = open
    if (isOver) this.gate.close()
  }

  done(): void {
    this.add(-1)
  }

  /** Waits until the count is zero. */
  wait(): void {
    if (this.open > 0) this.gate.receive()
  }

  show(): string {
    return 'WaitGroup{}'
  }
}

/** `sync.Once()` */
export class Once extends Meeting {
  private isBegun: bool = false
  /** Closed when the call is over. */
  private gate: Channel<bool> = new Channel<bool>(0)

  /** Calls a function the first time; others wait until that call is over, whichever way it ends. */
  do_(f: Fn0<Any | null>): void {
    if (this.isBegun) {
      this.gate.receive()
      return
    }
    this.isBegun = true
    f.call()
    this.gate.close()
  }

  show(): string {
    return 'Once{}'
  }
}
