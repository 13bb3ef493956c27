// The program as the host sees it: the entries of the init table, and what runs after them.

import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { HairaError } from './panic'

/** What can stand in the init table. */
export abstract class Declaration {
  constructor(readonly name: string) {}

  abstract show(): string

  write(json: JsonWriter): void {
    json.text(this.name)
  }

  equals(other: Declaration): bool {
    return this === other
  }

  /** Writes the reply to `guest.init`, once the initialiser has run. */
  abstract describe(json: JsonWriter): void
}

/** A row of the init table. */
export class Entry {
  constructor(
    readonly declaration: Declaration,
    readonly initialise: (() => void) | null,
  ) {}
}

/** A row: a declaration, and what evaluates its fields, if it has any. */
export function entry(declaration: Declaration, initialise: (() => void) | null = null): Entry {
  return new Entry(declaration, initialise)
}

let entries: Entry[] = []
let start: (() => void) | null = null

/** Exit status of the program, for a `main` that returns an int. */
export let exitStatus: i64 = 0

/** Says what the program consists of. The index of an entry is its number in the init table. */
export function program(table: Entry[], main: (() => void) | null = null): void {
  entries = table
  start = main
}

/** Sets the exit status. */
export function setExitStatus(status: i64): void {
  exitStatus = status
}

/** The entry of a number, `null` if there is none. */
export function entryAt(index: i64): Entry | null {
  return index >= 0 && index < entries.length ? entries[<i32>index] : null
}

/** The declaration of a name that is of type T. */
export function find<T>(name: string): T | null {
  for (let i = 0; i < entries.length; i++) {
    const declaration = entries[i].declaration
    if (declaration instanceof T && declaration.name == name) return <T>declaration
  }
  return null
}

/** All declarations, in the order of the table. */
export function declarations(): Entry[] {
  return entries
}

let taskRunner: ((request: string) => HairaError | null) | null = null

/** Says what runs tasks: a program that starts none has no code for them. */
export function setTaskRunner(run: (request: string) => HairaError | null): void {
  taskRunner = run
}

/** Runs the task of the host's request. Gives an error that nobody in the program will see. */
export function runTask(request: string): HairaError | null {
  const run = taskRunner
  return run === null ? null : run(request)
}

let request: string = ''
let describe: ((reply: JsonWriter) => void) | null = null

/** Runs the top-level statements and `main`. `json` is the host's request. */
export function runMain(json: string): void {
  request = json
  const main = start
  if (main !== null) main()
}

/** Whether the host wants `main` to run, and not the top-level statements alone. */
export function runsMain(): bool {
  const wanted = new JsonParser(request).root.get('main')
  return wanted === null || wanted.int != 0
}

/** What the host has given the program: its arguments. */
export function givenArguments(): string[] {
  const texts: string[] = []
  const args = new JsonParser(request).root.get('args')
  if (args === null) return texts
  let item = args.first
  while (item !== null) {
    texts.push(item.text)
    item = item.next
  }
  return texts
}

/** The same, for whoever they are meant for: the program has none then. */
export function takeArguments(): string[] {
  const texts = givenArguments()
  request = ''
  return texts
}

/** Has something more written into the reply to `guest.main`. */
export function describeRun(write: (reply: JsonWriter) => void): void {
  describe = write
}

/** Writes that. */
export function writeRun(reply: JsonWriter): void {
  const write = describe
  if (write !== null) write(reply)
}
