// Module `observe`: what model calls, tools and handoffs have cost so far, as the host has seen it.

import { Call } from './abi'
import { Any } from './any'
import { anyOf } from './decode-any'
import { observeEvents, observeReset, observeUsage } from './host'
import { JsonWriter } from './json'
import { JsonParser } from './json-read'
import { Amounts } from './observe'
import { Map } from './ordered-map'

/** `observe.usage()` */
export function usage(): Amounts {
  return amounts('', '')
}

/** `observe.agent_usage(name)` */
export function agent_usage(name: string): Amounts {
  return amounts('agent', name)
}

/** `observe.session_usage(id)` */
export function session_usage(id: string): Amounts {
  return amounts('session', id)
}

/** `observe.model_usage(m)` */
export function model_usage(m: string): Amounts {
  return amounts('model', m)
}

/** `observe.cost()`: dollars. */
export function cost(): f64 {
  return usage().estimated_cost_usd
}

/** `observe.agent_cost(name)` */
export function agent_cost(name: string): f64 {
  return agent_usage(name).estimated_cost_usd
}

/** `observe.events()`: the latest, oldest first. */
export function events(): Map<string, Any | null>[] {
  return eventsOf('', '')
}

/** `observe.agent_events(name)` */
export function agent_events(name: string): Map<string, Any | null>[] {
  return eventsOf('agent', name)
}

/** `observe.reset()`: forgets everything so far. */
export function reset(): void {
  const call = Call.of('')
  observeReset(call.request, call.length, call.reply)
  call.take()
}

function filter(field: string, value: string): Call {
  const json = new JsonWriter()
  json.beginObject()
  if (field != '') json.pair(field, value)
  json.endObject()
  return Call.json(json)
}

function amounts(field: string, value: string): Amounts {
  const call = filter(field, value)
  observeUsage(call.request, call.length, call.reply)
  const reply = new JsonParser(call.take()).root
  const cost = reply.get('estimated_cost_usd')
  return new Amounts(
    reply.intAt('input_tokens'),
    reply.intAt('output_tokens'),
    reply.intAt('total_tokens'),
    reply.intAt('llm_calls'),
    reply.intAt('tool_calls'),
    reply.intAt('total_latency_ms'),
    cost === null ? 0 : cost.float,
  )
}

function eventsOf(field: string, value: string): Map<string, Any | null>[] {
  const call = filter(field, value)
  observeEvents(call.request, call.length, call.reply)
  const list: Map<string, Any | null>[] = []
  let event = new JsonParser(call.take()).root.first
  while (event !== null) {
    const map = new Map<string, Any | null>()
    let field = event.first
    while (field !== null) {
      map.set(field.key, anyOf(field))
      field = field.next
    }
    list.push(map)
    event = event.next
  }
  return list
}
