// The tool calls of one response: each runs on a fiber of its own, so that they go on side by side, and all of them are
// stopped when the turn's time is over. Results are read in the order of the calls, whichever is first.

import { Call } from './abi'
import { Agent } from './agent'
import { now } from './clock'
import { sleep } from './fiber'
import { Request } from './model'
import { intText } from './number'
import { failed } from './panic'
import { ToolCall } from './result'
import { cancel, currentFiber, settle, spawn, Task } from './task'
import { ToolOutcome } from './tool'
import { Turn } from './turn'

/** One call of a tool. */
export class ToolRun extends Task {
  readonly call: ToolCall
  fiber: i32 = 0
  /** It was stopped because the time was over. */
  isLate: bool = false

  constructor(
    private turn: Turn,
    private agent: Agent,
    readonly request: Request,
  ) {
    super()
    this.call = new ToolCall(agent.name, request.name, request.args)
  }

  run(): void {
    this.fiber = currentFiber()
    const call = this.call
    const listener = this.turn.listener
    if (listener !== null) listener.toolStarts(this.agent.name, this.request)
    const started = now()
    const outcome: ToolOutcome | null = this.outcome()
    call.duration_ms = <i64>nearest(now() - started)
    if (failed()) return
    call.ok = outcome !== null && outcome.ok
    call.result = outcome === null ? "error: unknown tool '" + call.name + "'" : outcome.text
    if (listener !== null) listener.toolEnds(call)
  }

  private outcome(): ToolOutcome | null {
    const tools = this.agent.tools
    const name = this.request.name
    for (let i = 0; i < tools.length; i++) if (tools[i].name == name) return tools[i].call(this.request.parsed)
    return null
  }
}

/** Stops what is not done when its time is over. */
class Deadline extends Task {
  fiber: i32 = 0

  constructor(
    private milliseconds: i64,
    private runs: ToolRun[],
  ) {
    super()
  }

  run(): void {
    this.fiber = currentFiber()
    const call = Call.of(intText(this.milliseconds))
    sleep(call.request, call.length, call.reply)
    call.take()
    if (failed()) return
    for (let i = 0; i < this.runs.length; i++) {
      const run = this.runs[i]
      if (run.done) continue
      run.isLate = true
      cancel(run.fiber)
    }
  }
}

/** Runs the calls that are no transfers. Where the fiber is stopped meanwhile, the results do not matter. */
export function runTools(turn: Turn, agent: Agent, requests: Request[]): ToolCall[] {
  const runs: ToolRun[] = []
  const calls: ToolCall[] = []
  for (let i = 0; i < requests.length; i++) {
    if (agent.target(requests[i].name) !== null) continue
    const run = new ToolRun(turn, agent, requests[i])
    runs.push(run)
    calls.push(run.call)
    if (!failed()) spawn(run, true)
  }
  if (runs.length == 0) return calls
  const deadline = new Deadline(<i64>max<f64>(ceil(turn.remaining), 0), runs)
  spawn(deadline, true)
  for (let i = 0; i < runs.length && !failed(); i++) {
    const run = runs[i]
    settle(run)
    const error = run.error
    if (error === null) continue
    run.call.result = run.isLate ? 'error: timed out' : 'error: ' + error.message
  }
  cancel(deadline.fiber)
  return calls
}
