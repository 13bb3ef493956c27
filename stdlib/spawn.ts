// What `spawn` and `await` of the language are made of: tasks that run function values.

import { Any, box, typeText } from './any'
import { Fn0 } from './function'
import { failed, HairaError, nothing, raise, takeError } from './panic'
import { join, spawn, Task } from './task'
import { Tuple2 } from './tuple'

/** A task that gives a value: `task<T>`. */
export class Spawned<T> extends Task {
  private value: T = nothing<T>()

  constructor(private work: Fn0<T> | null) {
    super()
  }

  run(): void {
    const value = this.work!.call()
    this.work = null
    if (!failed()) this.value = value
  }

  /** `await t` */
  result(): T {
    join(this)
    return this.value
  }

  /** The same for a task that is a value of type any. */
  resultAny(): Any | null {
    const value = this.result()
    return failed() ? null : box<T>(value)
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'task<' + typeText<T>() + '>'
  }
}

/** A task that gives nothing. */
export class Performed extends Task {
  constructor(private work: Fn0<void> | null) {
    super()
  }

  run(): void {
    this.work!.call()
    this.work = null
  }

  /** `await t` */
  result(): void {
    join(this)
  }

  /** The same for a task that is a value of type any. */
  resultAny(): Any | null {
    join(this)
    return null
  }

  /** Its type as faults call it. */
  get $type(): string {
    return 'task<nil>'
  }
}

/** `t = spawn f(x)` */
export function start<T>(work: Fn0<T>): Spawned<T> {
  const task = new Spawned<T>(work)
  spawn(task)
  return task
}

/** The same for a function that gives nothing. */
export function startPlain(work: Fn0<void>): Performed {
  const task = new Performed(work)
  spawn(task)
  return task
}

/** `spawn f(x)` and `spawn { … }` as statements: a failure is told by the host, for nobody else will. */
export function background(work: Fn0<void>): void {
  const task = new Performed(work)
  task.background = true
  spawn(task)
}

/** `xs = spawn { … }`: the tasks of one block. */
export class Group<T> {
  private tasks: Task[] = []
  private values: (Spawned<T> | null)[] = []

  /** Starts a task whose result is wanted. */
  add(work: Fn0<T>): void {
    const task = new Spawned<T>(work)
    this.values.push(task)
    this.begin(task)
  }

  /** Starts one that gives none. */
  perform(work: Fn0<void>): void {
    this.values.push(null)
    this.begin(new Performed(work))
  }

  // A task that cannot be started is one that has failed: the others are waited for.
  private begin(task: Task): void {
    this.tasks.push(task)
    spawn(task)
    if (failed()) task.end()
  }

  /** The results in source order, once all are over. Panics with the first error in source order. */
  results(): T[] {
    const values: T[] = []
    const error = this.collect(values)
    if (error !== null) raise(error)
    return values
  }

  /** The results, nil for those that failed, and the first error. */
  outcome(): Tuple2<T[], HairaError | null> {
    const values: T[] = []
    const error = this.collect(values)
    return new Tuple2<T[], HairaError | null>(values, error)
  }

  // A failed wait is not the failure of a task: the fiber was cancelled, or nothing can go on.
  private collect(values: T[]): HairaError | null {
    let first: HairaError | null = null
    for (let i = 0; i < this.tasks.length; i++) {
      const task = this.tasks[i]
      const spawned = this.values[i]
      const value = spawned === null ? nothing<T>() : spawned.result()
      if (spawned === null) join(task)
      if (failed()) {
        if (!task.done) return null
        const error = takeError()
        if (first === null) first = error
      }
      if (spawned !== null) values.push(value)
    }
    return first
  }
}
