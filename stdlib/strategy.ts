// Agents whose model is not asked: all their targets work on the message, side by side or one after another.

import { Agent } from './agent'
import { Block, Nobody } from './block'
import { handOver, targetContext } from './handoff'
import { Hearer } from './hearer'
import { NewEntry } from './memory'
import { failed } from './panic'
import { Handoff } from './result'
import { settle, spawn, Task } from './task'
import { Context } from './transcript'
import { Outcome, Turn } from './turn'

/** `"parallel"`: all targets get the same, at once; their replies are joined in declared order. */
export function parallel(turn: Turn, agent: Agent, context: Context): Outcome {
  const blocks: string[] = []
  const errors: string[] = []
  // The reply is the text that is joined; its parts may be what they like.
  const output = context.output
  context.output = null
  const runs = startAll(turn, agent, context)
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i]
    const block = run.block
    if (block !== null) block.open()
    settle(run)
    const outcome = run.outcome
    // The fiber is stopped, and with it those of the targets.
    if (failed() || outcome === null) return Outcome.failed('cancelled')
    const name = agent.handoffs[i].name
    const error = outcome.error
    if (error !== null) {
      blocks.push('[' + name + '] Error: ' + run.handoff.error!)
      errors.push(error.message)
    } else {
      blocks.push('[' + name + ']\n' + outcome.reply)
      keep(turn, outcome)
    }
    if (block !== null) block.end(outcome.reply, run.handoff.error)
  }
  if (errors.length == agent.handoffs.length) return Outcome.failed(errors.join('; '))
  const reply = blocks.join('\n\n')
  return output === null ? Outcome.success(reply, agent) : output.takeText(reply, agent)
}

function startAll(turn: Turn, agent: Agent, context: Context): TargetRun[] {
  const runs: TargetRun[] = []
  for (let i = 0; i < agent.handoffs.length; i++) {
    const target = agent.handoffs[i]
    const handoff = new Handoff(agent.name, target.name, '', context.depth + 1)
    turn.result.handoffs.push(handoff)
    const own = targetContext(turn, agent, target, context, context.message, '')
    const outside = hearerOf(turn, context)
    const block: Block | null = outside === null ? null : new Block(target.name, outside)
    own.hearer = block
    const run = new TargetRun(turn, target, own, handoff, block)
    runs.push(run)
    spawn(run, true)
  }
  return runs
}

function hearerOf(turn: Turn, context: Context): Hearer | null {
  const own = context.hearer
  return own === null ? turn.listener : own
}

/** A target at work on a fiber of its own. */
class TargetRun extends Task {
  outcome: Outcome | null = null

  constructor(
    private turn: Turn,
    private target: Agent,
    private context: Context,
    readonly handoff: Handoff,
    readonly block: Block | null,
  ) {
    super()
  }

  run(): void {
    this.outcome = handOver(this.turn, this.target, this.context, this.handoff)
  }
}

/** `"sequential"`: the first target gets the message, each next one the reply of the one before. */
export function sequential(turn: Turn, agent: Agent, context: Context): Outcome {
  let message = context.message
  let outcome = Outcome.failed('')
  const output = context.output
  const hearer = context.hearer
  for (let i = 0; i < agent.handoffs.length; i++) {
    if (i > 0) keep(turn, outcome)
    context.output = i == agent.handoffs.length - 1 ? output : null
    // Replies that only the next agent is given are no part of the reply.
    context.hearer = i < agent.handoffs.length - 1 ? new Nobody() : hearer
    const target = agent.handoffs[i]
    const handoff = new Handoff(agent.name, target.name, '', context.depth + 1)
    turn.result.handoffs.push(handoff)
    outcome = handOver(turn, target, targetContext(turn, agent, target, context, message, ''), handoff)
    if (outcome.error !== null) return outcome
    message = outcome.reply
  }
  outcome.heardBy(agent)
  return outcome
}

// A reply that is not the turn's own: only those who had part in it remember it.
function keep(turn: Turn, outcome: Outcome): void {
  if (outcome.heard.length > 0) turn.kept.push(new NewEntry('assistant', outcome.reply, outcome.author, outcome.heard))
}
