// What a command is: its help, its flags as a table, and what it does. The table is all that parsing, checking and help
// know of a flag, and the type of the values that a command gets follows from it.

/** One flag. Without `takes` it is a switch. */
export interface Flag {
  takes?: 'text' | 'int' | 'choice'
  /** What the help shows for the value: `FILE`. */
  placeholder?: string
  /** With `takes: 'choice'`: the values there are. */
  choices?: readonly string[]
  /** May be given more than once; the values make a list. */
  repeated?: true
  /** One letter: `o` for `-o`. */
  short?: string
  /** There is only the short form, with its value directly after it: `-O2`. */
  shortOnly?: true
  help: string
  /** Heading in the help under which it stands with others of its kind. */
  group?: string
}

export type FlagTable = Record<string, Flag>

type Single<F extends Flag> = F extends { takes: 'int' }
  ? number
  : F extends { takes: 'choice'; choices: readonly (infer Choice)[] }
    ? Choice
    : string

/** Values by flag name: a switch is a boolean, a repeated flag a list, any other its value or undefined. */
export type FlagValues<T extends FlagTable> = {
  [Name in keyof T]: T[Name] extends { takes: string }
    ? T[Name] extends { repeated: true }
      ? Single<T[Name]>[]
      : Single<T[Name]> | undefined
    : boolean
}

/** A command line after its command, taken apart. */
export interface Arguments<T extends FlagTable = FlagTable> {
  flags: FlagValues<T>
  /** What is not a flag, in order, up to `--`. */
  names: string[]
  /** What follows `--`; undefined without one. */
  rest: string[] | undefined
}

/** Where a command runs. */
export interface Context {
  /** Folder for what can be made again. */
  cacheFolder: string
}

export interface Command<T extends FlagTable = FlagTable> {
  /** One line for the list of commands. */
  summary: string
  /** What may follow `haira <name>`: `[file] [args…]`. */
  operands: string
  /** More help, after the flags. */
  details?: string
  flags: T
  /** Does the work; the result is the exit status. */
  act(args: Arguments<T>, context: Context): Promise<number>
}

/** A command whose `act` is typed by its own table. The result forgets that type: callers parse by the table first. */
export function command<const T extends FlagTable>(definition: Command<T>): Command {
  return definition as unknown as Command
}

/** Wrong usage: exit status 2. */
export class UsageError extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/** Something failed that the user can mend: exit status 1, the message and no stack. */
export class Failure extends Error {
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}
