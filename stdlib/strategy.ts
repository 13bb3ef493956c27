// Agents whose model is not asked: all their targets work on the message, side by side or one after another.

import { Agent } from './agent'
import { handOver, targetContext } from './handoff'
import { NewEntry } from './memory'
import { Handoff } from './result'
import { Context } from './transcript'
import { Outcome, Turn } from './turn'

/** `"parallel"`: all targets get the same; their replies are joined in declared order. They run one by one for now. */
export function parallel(turn: Turn, agent: Agent, context: Context): Outcome {
  const blocks: string[] = []
  const errors: string[] = []
  // The reply is the text that is joined; its parts may be what they like.
  const output = context.output
  context.output = null
  const listener = turn.listener
  const silent = context.silent
  context.silent = true
  for (let i = 0; i < agent.handoffs.length; i++) {
    const target = agent.handoffs[i]
    const handoff = new Handoff(agent.name, target.name, '', context.depth + 1)
    turn.result.handoffs.push(handoff)
    const outcome = handOver(turn, target, targetContext(turn, target, context, context.message, ''), handoff)
    const error = outcome.error
    if (error !== null) {
      blocks.push('[' + target.name + '] Error: ' + handoff.error!)
      errors.push(error.message)
    } else {
      blocks.push('[' + target.name + ']\n' + outcome.reply)
      keep(turn, outcome)
    }
    if (listener !== null && !silent) listener.say(blocks[i])
  }
  if (errors.length == agent.handoffs.length) return Outcome.failed(errors.join('; '))
  const reply = blocks.join('\n\n')
  return output === null ? Outcome.success(reply, agent) : output.takeText(reply, agent)
}

/** `"sequential"`: the first target gets the message, each next one the reply of the one before. */
export function sequential(turn: Turn, agent: Agent, context: Context): Outcome {
  let message = context.message
  let outcome = Outcome.failed('')
  const output = context.output
  const silent = context.silent
  for (let i = 0; i < agent.handoffs.length; i++) {
    if (i > 0) keep(turn, outcome)
    context.output = i == agent.handoffs.length - 1 ? output : null
    // Replies that only the next agent is given are no part of the reply.
    context.silent = silent || i < agent.handoffs.length - 1
    const target = agent.handoffs[i]
    const handoff = new Handoff(agent.name, target.name, '', context.depth + 1)
    turn.result.handoffs.push(handoff)
    outcome = handOver(turn, target, targetContext(turn, target, context, message, ''), handoff)
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
