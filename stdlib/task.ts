// Tasks: calls that run on fibers of their own. The host says whose turn it is; who waits for whom is known only here.
// Fibers run one at a time and change only in waits, so nothing between two waits needs a lock.

import { takeText } from './abi'
import { Account, account, setAccount } from './account'
import { haira_fiber, wait as waitForWake } from './fiber'
import { taskCancel, taskStart, taskWake, traceRaised } from './host'
import { held, hold, release } from './heap'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { Some } from './option'
import { failed, HairaError, raise, setPendingPanic, stopped, takeError } from './panic'
import { setTaskRunner } from './program'
import { replyError } from './reply'

/** A piece of work for a fiber of its own: a subclass holds what it works on and what comes of it. */
export abstract class Task {
  /** Whether it is over. */
  done: bool = false
  /** What it panicked with. */
  error: HairaError | null = null
  /** The fiber that runs it, or has run it; 0 before. */
  fiber: i32 = 0
  /** Nobody awaits it, so the host is told of its failure. */
  background: bool = false
  /** What it spends is noted where the fiber that starts it notes its own. */
  account: Account | null = account
  private awaiting: i32 = 0
  private others: i32[] | null = null

  /** The work. It may wait and it may panic. */
  abstract run(): void

  /** Notes that a fiber awaits its end. */
  awaitedBy(fiber: i32): void {
    if (this.awaiting == 0) this.awaiting = fiber
    else {
      let others = this.others
      if (others === null) {
        others = []
        this.others = others
      }
      others.push(fiber)
    }
  }

  show(): string {
    return '<task>'
  }

  write(json: JsonWriter): void {
    json.text(this.show())
    json.problem = 'cannot encode a task as JSON'
  }

  equals(other: Task): bool {
    return this === other
  }

  /** Ends it, with the pending panic if there is one, and wakes all who await it. */
  end(): void {
    // A stop ends one fiber; whoever awaits this one may go on, if it is not stopped as well.
    if (stopped()) this.error = new HairaError('the task was cancelled', new Some<i64>(499))
    if (failed()) {
      const error = takeError()
      if (this.error === null) this.error = error
    }
    this.done = true
    if (this.awaiting != 0) wake(this.awaiting)
    const others = this.others
    if (others === null) return
    for (let i = 0; i < others.length; i++) wake(others[i])
  }
}

/**
 * Lets a task run, once this fiber waits or ends and those before it have run. One that is `bound` is stopped when the run
 * is over that the fiber belongs to. May panic.
 */
export function spawn(task: Task, bound: bool = false): void {
  setTaskRunner(runTask)
  // Kept alive until it is over: only the host knows it in between.
  const number = hold(changetype<usize>(task))
  let length = writeDigits(number)
  if (bound) store<u8>(digits + length++, 33)
  taskStart(digits, length, reply)
  raiseReply()
  if (failed()) release(number)
}

/** Waits until a task is over. Panics with what the task panicked with, each time. */
export function join(task: Task): void {
  settle(task)
  if (failed()) return
  const error = task.error
  if (error === null || stopped()) return
  setPendingPanic(error)
  // The host knows where it was raised first.
  traceRaised(digits, writeDigits(task.fiber), reply)
}

/** Waits until a task is over, whatever became of it. Panics if the fiber is cancelled. */
export function settle(task: Task): void {
  if (!task.done) task.awaitedBy(haira_fiber)
  while (!task.done) {
    wait()
    if (failed()) return
  }
}

/** Ends a fiber as soon as it waits, and all that it has started. */
export function cancel(fiber: i32): void {
  taskCancel(digits, writeDigits(fiber), reply)
}

/**
 * Waits until another fiber wakes this one. Panics if the fiber is cancelled, or all fibers wait for each other. May end
 * for no reason, so what is waited for must be looked at again.
 */
export function wait(): void {
  waitForWake(reply)
  raiseReply()
}

/** Ends the wait of a fiber, or its next one. */
export function wake(fiber: i32): void {
  taskWake(digits, writeDigits(fiber), reply)
}

/** The fiber that runs: for those who will wake it. */
export function currentFiber(): i32 {
  return haira_fiber
}

// Runs the task of the host's request on the present fiber. Gives its error if nobody else will.
function runTask(request: string): HairaError | null {
  const isCancelled = request.charCodeAt(0) == 45
  const number = <u32>(isCancelled ? -I64.parseInt(request) : I64.parseInt(request))
  const task = changetype<Task>(held(number))
  if (isCancelled) raise(new HairaError('cancelled', new Some<i64>(499)))
  else {
    task.fiber = haira_fiber
    setAccount(task.account)
    task.run()
    setAccount(null)
  }
  task.end()
  release(number)
  return task.background ? task.error : null
}

// All of these imports carry a number at most. The host writes the reply to `wait` when the fiber goes on, and nobody
// else comes in between, so one place serves all fibers.
const reply = memory.data(8)
const digits = memory.data(20)

function writeDigits(value: u32): usize {
  let length: usize = 0
  let rest = value
  do {
    length++
    rest /= 10
  } while (rest > 0)
  let at = digits + length
  do {
    store<u8>(--at, <u8>(48 + (value % 10)))
    value /= 10
  } while (value > 0)
  return length
}

function raiseReply(): void {
  const length = load<u32>(reply, 4)
  if (length == 0) return
  const error = replyError(new JsonParser(takeText(load<u32>(reply), length)))
  if (error === null) return
  // Nobody has cancelled the fiber: it is the program's own fault.
  error.fault = error.code === null
  raise(error)
}
