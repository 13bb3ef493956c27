// Random programs of tasks and channels, and a model that says what they must print. A program is data for one Haira
// program, which is compiled once: each task is a list of steps.

import fc from 'fast-check'

export type Step =
  | { kind: 'send'; channel: number; value: number }
  | { kind: 'receive'; channel: number }
  | { kind: 'try'; channel: number }
  | { kind: 'close'; channel: number }
  | { kind: 'select'; channels: [number, number]; hasDefault: boolean }

export interface TaskProgram {
  /** How much each channel holds. */
  rooms: number[]
  tasks: Step[][]
}

const channel = fc.integer({ min: 0, max: 2 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('send' as const), channel, value: fc.integer({ min: 0, max: 99 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('receive' as const), channel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('try' as const), channel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('close' as const), channel }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('select' as const),
      channels: fc.tuple(channel, channel).filter(([a, b]) => a !== b),
      hasDefault: fc.boolean(),
    }),
  },
)

export const taskPrograms: fc.Arbitrary<TaskProgram> = fc.record({
  rooms: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
  tasks: fc.array(fc.array(step, { maxLength: 6 }), { minLength: 1, maxLength: 5 }),
})

/** The program as the lines that `interpreter` reads. */
export function encode({ rooms, tasks }: TaskProgram): string {
  const words = (one: Step): string => {
    switch (one.kind) {
      case 'send':
        return `send ${one.channel} ${one.value}`
      case 'select':
        return `select ${one.channels.join(' ')} ${one.hasDefault ? 1 : 0}`
      default:
        return `${one.kind} ${one.channel}`
    }
  }
  return `${[rooms.join(' '), ...tasks.map((steps) => steps.map(words).join(';'))].join('\n')}\n`
}

/** Runs what it reads: each task says what became of each step. */
export const interpreter = `
import "io"
import "string"
import "conv"

fn number(s: string) -> int { conv.string_to_int(s) orelse 0 }

fn perform(name: int, step: string, channels: []chan<int>) {
    words = string.split(step, " ")
    ch = channels[number(words[1])]
    match words[0] {
        "send" => {
            ch <- number(words[2])
            io.println(name, "sent")
        }
        "receive" => {
            v, ok = <-ch
            io.println(name, "got", v, ok)
        }
        "try" => {
            v, ok = ch.try_receive()
            io.println(name, "found", v, ok)
        }
        "close" => {
            close(ch)
            io.println(name, "closed")
        }
        _ => choose(name, ch, channels[number(words[2])], words[3] == "1")
    }
}

fn choose(name: int, first: chan<int>, second: chan<int>, has_default: bool) {
    if has_default {
        select {
            v, ok = <-first => io.println(name, "first", v, ok)
            v, ok = <-second => io.println(name, "second", v, ok)
            default => io.println(name, "neither")
        }
        return
    }
    select {
        v, ok = <-first => io.println(name, "first", v, ok)
        v, ok = <-second => io.println(name, "second", v, ok)
    }
}

fn task(name: int, steps: []string, channels: []chan<int>) {
    try {
        for step in steps {
            if step != "" { perform(name, step, channels) }
        }
        io.println(name, "ends")
    } catch e {
        io.println(name, e)
    }
}

fn main() {
    rooms = io.readln() orelse ""
    channels: []chan<int> = []
    for room in string.split(rooms, " ") { channels = append(channels, chan<int>(number(room))) }
    scripts: [][]string = []
    for {
        line, err = io.readln()
        if err != nil { break }
        scripts = append(scripts, string.split(line, ";"))
    }
    tasks: []task<nil> = []
    for i, script in scripts { tasks = append(tasks, spawn task(i, script, channels)) }
    for one in tasks { await one }
    io.println("all done")
}
`

// ----------------------------------------------------------------------------------------------------------- the model

interface Waiter {
  task: Task
  value: number
  /** What it is told when somebody meets it: the arm, the value, whether there was one. */
  arm: number
  isOver: () => boolean
  meet(value: number, ok: boolean): void
}

interface Channel {
  room: number
  held: number[]
  isClosed: boolean
  senders: Waiter[]
  receivers: Waiter[]
  chosen: number
}

interface Task {
  run(): void
}

/** What the program must print, by the rules of language.md 8 and the library's decisions, read naively. */
export function expected({ rooms, tasks }: TaskProgram): string {
  const printed: string[] = []
  const ready: Task[] = []
  let choices = 0
  let left = tasks.length
  const channels = rooms.map(
    (room): Channel => ({ room, held: [], isClosed: false, senders: [], receivers: [], chosen: 0 }),
  )
  const next = (row: Waiter[]): Waiter | undefined => {
    for (let waiter = row.shift(); waiter !== undefined; waiter = row.shift()) if (!waiter.isOver()) return waiter
    return undefined
  }
  const take = (ch: Channel): [number, boolean] | undefined => {
    const held = ch.held.shift()
    const sender = next(ch.senders)
    if (sender !== undefined) sender.meet(0, true)
    if (held !== undefined) {
      if (sender !== undefined) ch.held.push(sender.value)
      return [held, true]
    }
    if (sender !== undefined) return [sender.value, true]
    return ch.isClosed ? [0, false] : undefined
  }
  const canTake = (ch: Channel): boolean =>
    ch.isClosed || ch.held.length > 0 || ch.senders.some((waiter) => !waiter.isOver())
  const closedError = 'send on a closed channel'

  function* steps(name: number, list: Step[], task: Task): Generator<void, void, void> {
    const say = (...words: unknown[]) => printed.push([name, ...words].join(' '))
    for (const one of list) {
      if (one.kind === 'select') {
        const arms = one.channels.map((index) => channels[index]!)
        const open = arms.filter(canTake).sort((a, b) => a.chosen - b.chosen)[0]
        let arm = open === undefined ? -1 : arms.indexOf(open)
        let found = open === undefined ? undefined : take(open)
        if (open === undefined) {
          if (one.hasDefault) {
            say('neither')
            continue
          }
          const isOver = () => arm >= 0
          arms.forEach((ch, index) => {
            const meet = (value: number, ok: boolean) => {
              arm = index
              found = [value, ok]
              ready.push(task)
            }
            ch.receivers.push({ task, value: 0, arm: index, isOver, meet })
          })
          yield
        }
        arms[arm]!.chosen = ++choices
        say(arm === 0 ? 'first' : 'second', ...found!)
        continue
      }
      const ch = channels[one.channel]!
      switch (one.kind) {
        case 'send': {
          if (ch.isClosed) return void say(closedError)
          const receiver = next(ch.receivers)
          if (receiver !== undefined) receiver.meet(one.value, true)
          else if (ch.held.length < ch.room) ch.held.push(one.value)
          else {
            let wasMet: boolean | undefined
            const meet = (_: number, ok: boolean) => {
              wasMet = ok
              ready.push(task)
            }
            ch.senders.push({ task, value: one.value, arm: 0, isOver: () => wasMet !== undefined, meet })
            yield
            if (wasMet === false) return void say(closedError)
          }
          say('sent')
          break
        }
        case 'receive': {
          let found = take(ch)
          if (found === undefined) {
            const meet = (value: number, ok: boolean) => {
              found = [value, ok]
              ready.push(task)
            }
            ch.receivers.push({ task, value: 0, arm: 0, isOver: () => found !== undefined, meet })
            yield
          }
          say('got', ...found!)
          break
        }
        case 'try': {
          const found = take(ch) ?? [0, false]
          say('found', found[1] ? found[0] : 'nil', found[1])
          break
        }
        case 'close':
          if (ch.isClosed) return void say('close of a closed channel')
          ch.isClosed = true
          for (let one = next(ch.receivers); one !== undefined; one = next(ch.receivers)) one.meet(0, false)
          for (let one = next(ch.senders); one !== undefined; one = next(ch.senders)) one.meet(0, false)
          say('closed')
          break
        default:
          one satisfies never
      }
    }
    say('ends')
  }

  tasks.forEach((list, name) => {
    let course: Generator<void, void, void>
    const task: Task = {
      run: () => {
        if (course.next().done) left--
      },
    }
    course = steps(name, list, task)
    ready.push(task)
  })
  for (let task = ready.shift(); task !== undefined; task = ready.shift()) task.run()
  printed.push(left === 0 ? 'all done' : 'error: deadlock: all tasks are blocked')
  return `${printed.join('\n')}\n`
}
