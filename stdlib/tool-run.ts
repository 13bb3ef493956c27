// The tool calls of one response: each runs on a fiber of its own, so that they go on side by side. One is stopped when its
// own time is over, all of them when the turn's is. Results are read in the order of the calls, whichever is first.

import { Call } from './abi'
import { Agent } from './agent'
import { now } from './clock'
import { sleep } from './fiber'
import { floatText } from './float-text'
import { Request } from './model'
import { intText } from './number'
import { failed } from './panic'
import { ToolCall } from './result'
import { cancel, settle, spawn, Task } from './task'
import { Tool, ToolOutcome } from './tool'
import { Turn } from './turn'

/** One call of a tool. */
export class ToolRun extends Task {
  readonly call: ToolCall
  /** Why it was stopped: what the model is told. */
  late: string = ''

  constructor(
    private turn: Turn,
    private agent: Agent,
    private request: Request,
    /** `null`: the agent has no tool of this name. */
    readonly tool: Tool | null,
  ) {
    super()
    this.call = new ToolCall(agent.name, request.name, request.args)
  }

  run(): void {
    const call = this.call
    const listener = this.turn.listener
    if (listener !== null) listener.toolStarts(this.agent.name, this.request)
    const started = now()
    const tool = this.tool
    const outcome: ToolOutcome | null = tool === null ? null : tool.call(this.request.parsed)
    call.duration_ms = <i64>nearest(now() - started)
    if (failed()) return
    call.ok = outcome !== null && outcome.ok
    call.result = outcome === null ? "error: unknown tool '" + call.name + "'" : outcome.text
    if (listener !== null) listener.toolEnds(call)
  }
}

/** Stops what is not done when its time is over. */
class Deadline extends Task {
  constructor(
    private milliseconds: f64,
    private runs: ToolRun[],
    private why: string,
  ) {
    super()
  }

  run(): void {
    const call = Call.of(intText(<i64>ceil(max<f64>(this.milliseconds, 0))))
    sleep(call.request, call.length, call.reply)
    call.take()
    if (failed()) return
    for (let i = 0; i < this.runs.length; i++) {
      const run = this.runs[i]
      if (run.done) continue
      run.late = this.why
      cancel(run.fiber)
    }
  }
}

/** Runs the calls that are no transfers. Where the fiber is stopped meanwhile, the results do not matter. */
export function runTools(turn: Turn, agent: Agent, requests: Request[]): ToolCall[] {
  const runs: ToolRun[] = []
  const calls: ToolCall[] = []
  const deadlines: Deadline[] = []
  for (let i = 0; i < requests.length; i++) {
    if (agent.target(requests[i].name) !== null) continue
    const tool = toolNamed(agent, requests[i].name)
    const run = new ToolRun(turn, agent, requests[i], tool)
    runs.push(run)
    calls.push(run.call)
    if (!failed()) spawn(run, true)
    if (tool !== null && tool.timeout < Infinity) deadlines.push(ownDeadline(run, tool.timeout))
  }
  if (runs.length == 0) return calls
  deadlines.push(new Deadline(turn.remaining, runs, 'timed out'))
  for (let i = 0; i < deadlines.length && !failed(); i++) spawn(deadlines[i], true)
  for (let i = 0; i < runs.length && !failed(); i++) {
    const run = runs[i]
    settle(run)
    const error = run.error
    if (error === null) continue
    run.call.result = 'error: ' + (run.late == '' ? error.message : run.late)
    const listener = turn.listener
    if (listener !== null) listener.toolEnds(run.call)
  }
  for (let i = 0; i < deadlines.length; i++) cancel(deadlines[i].fiber)
  return calls
}

function toolNamed(agent: Agent, name: string): Tool | null {
  const tools = agent.tools
  for (let i = 0; i < tools.length; i++) if (tools[i].name == name) return tools[i]
  return null
}

function ownDeadline(run: ToolRun, seconds: f64): Deadline {
  const whole = nearest(seconds) == seconds
  const why = 'timed out after ' + (whole ? intText(<i64>seconds) : floatText(seconds)) + 's'
  return new Deadline(seconds * 1000, [run], why)
}
