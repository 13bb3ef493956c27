// Module `healthcheck`: whether servers answer.

import { Check } from './healthcheck'
import { toJson } from './json'
import { JsonParser, STRING } from './json-read'
import { failed } from './panic'
import { settle, spawn, Task } from './task'

/** `healthcheck.check(name, url)` */
export function check(name: string, url: string): Check {
  const made = new Check(name, url)
  made.run()
  return made
}

class CheckTask extends Task {
  constructor(readonly check: Check) {
    super()
  }

  run(): void {
    this.check.run()
  }
}

/** `healthcheck.check_all(list)`: all at once; each is a `{name, url}`, or an address alone. */
export function check_all<T>(list: T[]): Check[] {
  const tasks: CheckTask[] = []
  const checks: Check[] = []
  for (let i = 0; i < list.length; i++) {
    const made = wanted(toJson<T>(list[i]))
    checks.push(made)
    const task = new CheckTask(made)
    spawn(task)
    if (failed()) break
    tasks.push(task)
  }
  for (let i = 0; i < tasks.length && !failed(); i++) settle(tasks[i])
  return checks
}

function wanted(json: string): Check {
  const given = new JsonParser(json).root
  if (given.kind == STRING) return new Check(given.text, given.text)
  return new Check(given.textAt('name'), given.textAt('url'))
}
