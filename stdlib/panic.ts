// Errors and panics. AssemblyScript has no exceptions: a panic is a pending error that each caller looks for after a
// call that may have set it, and passes on by returning. fiber.ts keeps the pending panic apart for each fiber.

import { Any, box, noField } from './any'
import { equals } from './equal'
import { traceRaised } from './host'
import { Some } from './option'
import { JsonWriter } from './json'
import { quote } from './show'

/** The value of Haira's `Error`. */
export class HairaError {
  constructor(
    public message: string,
    public code: Some<i64> | null = null,
    public source: HairaError | null = null,
    /** Set for a run-time fault or `panic(…)`, not for an error that `?` raised: hosts report the two differently. */
    public fault: bool = false,
  ) {}

  /** The error as it surfaces from the agent it happened in. */
  within(name: string): HairaError {
    return new HairaError(name + ': ' + this.message, this.code, this)
  }

  /** Whether it has this code. */
  is(code: i64): bool {
    const own = this.code
    return own !== null && own.value == code
  }

  /** A field, for values of type any. */
  field(name: string): Any | null {
    if (name == 'message') return box<string>(this.message)
    if (name == 'code') return box<Some<i64> | null>(this.code)
    if (name == 'source') return box<HairaError | null>(this.source)
    return noField('Error', name)
  }

  /** Whether it has a field, for values of type any. */
  hasField(name: string): bool {
    return name == 'message' || name == 'code' || name == 'source'
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'Error'
  }

  show(): string {
    return this.message
  }

  showNested(): string {
    return 'Error(' + quote(this.message) + ')'
  }

  write(json: JsonWriter): void {
    json.text(this.message)
  }

  equals(other: HairaError): bool {
    if (this.message != other.message) return false
    return equals<Some<i64> | null>(this.code, other.code) && equals<HairaError | null>(this.source, other.source)
  }
}

/** The panic that is on its way up, if any. */
export let pendingPanic: HairaError | null = null

/** Replaces the pending panic: for fiber.ts. */
export function setPendingPanic(error: HairaError | null): void {
  pendingPanic = error
}

/**
 * Ends the fiber in which it is pending: `try` does not catch it, and models are not told of it. The host makes it the
 * pending panic, by the exports `haira_pending` and `haira_stop`, of a fiber that it cancels or that has run for too long.
 */
export const stop = new HairaError('cancelled')

/** Where the host's empty reply to `trace.raised` goes. */
const reply = memory.data(8)

/** Starts a panic: a run-time fault, or Haira's `panic(…)`. */
export function panic(message: string): void {
  raise(new HairaError(message, null, null, true))
}

/** Raises an error, as `?` does. */
export function raise(error: HairaError): void {
  if (stopped()) return
  pendingPanic = error
  // While the calls that led here are still on the stack: a panic unwinds by returning.
  traceRaised(0, 0, reply)
}

/** Raises what may be no error. */
export function raiseOptional(error: HairaError | null): void {
  if (error === null) panic('nil')
  else raise(error)
}

/** Whether a loop goes on: if there is more, and no panic. Written so that it is one jump. */
export function goesOn(more: bool): bool {
  return (i32(pendingPanic === null) & i32(more)) != 0
}

/** Whether a panic or raise is on its way. Look after every call that may have started one, and return if so. */
export function failed(): bool {
  return pendingPanic !== null
}

/** Whether a panic is on its way up that `try` catches. */
export function catches(): bool {
  return pendingPanic !== null && pendingPanic !== stop
}

/** Whether the fiber is being ended. */
export function stopped(): bool {
  return pendingPanic === stop
}

/** Ends the pending panic and gives its error. */
export function takeError(): HairaError {
  const error = pendingPanic!
  pendingPanic = null
  return error
}

/** Whether a global has no value yet. */
export function isUnset<T>(value: T): bool {
  return isReference<T>() && changetype<usize>(value) == 0
}

/** A value to return while a panic is pending; nobody looks at it. */
export function nothing<T>(): T {
  if (isReference<T>()) return changetype<T>(<usize>0)
  // @ts-ignore: a number, as what is not a reference is one
  else return <T>0
}
