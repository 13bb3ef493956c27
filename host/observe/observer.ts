// Sees every model call, and hears from the module of tools and handoffs. Keeps the latest events and the sums of all, for
// the program (`observe.usage()`) and for the server; passes events on to whoever wants them, never blocking a call.

import { messageOf } from '../errors.ts'
import type { Fiber } from '../fiber/fiber.ts'
import type { GenerateReply, GenerateRequest } from '../providers/provider.ts'
import type { StepEvent } from '../runs/step-event.ts'
import { type Amounts, addTo, noAmounts, type ObservedEvent, type Told } from './event.ts'

/** What can be asked for. */
export interface Filter {
  agent?: string
  session?: string
  model?: string
}

/** Watches turns as they happen, for spans. */
export interface Tracer {
  /** A model call begins; what is returned is called at its end. */
  modelCall(asked: GenerateRequest, fiber: Fiber): (event: ObservedEvent) => void
  told(told: Told, fiber: Fiber): void
  /** A workflow begins in a fiber of its own; what is returned is called at its end. */
  workflow(name: string, fiber: Fiber): (error: string | undefined) => void
  /** A workflow is called by the one that runs in the fiber, and returns. */
  called(name: string, fiber: Fiber): void
  returned(error: string | undefined, fiber: Fiber): void
  step(event: StepEvent, fiber: Fiber): void
  close(): Promise<void>
}

/** Dollars for a million tokens. */
export interface Prices {
  input: number
  output: number
}

/** Events that are kept. */
const KEPT = 10_000
/** Sessions whose sums are kept; those that were heard of last. */
const SESSIONS = 10_000

export class Observer {
  /** Set while spans are exported. */
  tracer: Tracer | undefined
  /** Called with each event. */
  readonly listeners = new Set<(event: ObservedEvent) => void>()
  readonly #ring: ObservedEvent[] = []
  #oldest = 0
  #total = noAmounts()
  readonly #byAgent = new Map<string, Amounts>()
  readonly #byModel = new Map<string, Amounts>()
  readonly #bySession = new Map<string, Amounts>()
  readonly #prices = new Map<string, Prices>()
  readonly #prefix = crypto.randomUUID().slice(0, 8)
  #count = 0

  /** Tells what the models of a provider cost. */
  price(provider: string, prices: Prices): void {
    this.#prices.set(provider, prices)
  }

  /** Makes a model call, and records it however it ends. */
  modelCall(asked: GenerateRequest, fiber: Fiber, generate: () => Promise<GenerateReply>): Promise<GenerateReply> {
    const end = this.tracer?.modelCall(asked, fiber)
    return this.#recorded(about(asked), end, generate())
  }

  // Apart from `modelCall`, so that nothing here holds the request, which may be long, for as long as the model takes.
  #recorded(
    asked: Asked,
    end: ((event: ObservedEvent) => void) | undefined,
    reply: Promise<GenerateReply>,
  ): Promise<GenerateReply> {
    const started = performance.now()
    return reply.then(
      (given) => {
        this.#called(asked, end, started, given)
        return given
      },
      (error: unknown) => {
        this.#called(asked, end, started, undefined, messageOf(error))
        throw error
      },
    )
  }

  #called(
    asked: Asked,
    end: ((event: ObservedEvent) => void) | undefined,
    started: number,
    given: GenerateReply | undefined,
    error?: string,
  ): void {
    const event = this.#generation(asked, started, given, error)
    this.#add(event)
    end?.(event)
  }

  /** Records what the module tells. */
  told(told: Told, fiber: Fiber): void {
    this.tracer?.told(told, fiber)
    switch (told[0]) {
      case 'agent_start':
      case 'agent_end':
        break
      case 'tool_exec': {
        const [type, agent, session, tool, milliseconds, error] = told
        this.#add({ ...this.#blank(type, agent, session, Number(milliseconds), error), tool_calls: [tool] })
        break
      }
      case 'handoff': {
        const [type, agent, session, to, reason, milliseconds, error] = told
        this.#add({ ...this.#blank(type, agent, session, Number(milliseconds), error), to, reason })
        break
      }
      default:
        told satisfies never
    }
  }

  /** The kept events that fit, oldest first. */
  events(filter: Filter = {}): ObservedEvent[] {
    const all = [...this.#ring.slice(this.#oldest), ...this.#ring.slice(0, this.#oldest)]
    return all.filter(
      (event) =>
        (filter.agent ?? event.agent_name) === event.agent_name &&
        (filter.session ?? event.session_id) === event.session_id &&
        (filter.model ?? event.model) === event.model,
    )
  }

  /** The sums of everything, of one agent, session or model; of several of these, of the kept events that fit. */
  usage(filter: Filter = {}): Amounts {
    const { agent, session, model } = filter
    const named = [agent, session, model].filter((one) => one !== undefined).length
    if (named === 0) return { ...this.#total }
    if (named > 1) {
      const amounts = noAmounts()
      for (const event of this.events(filter)) addTo(amounts, event)
      return amounts
    }
    const sums =
      agent !== undefined
        ? this.#byAgent.get(agent)
        : session !== undefined
          ? this.#bySession.get(session)
          : this.#byModel.get(model!)
    return { ...(sums ?? noAmounts()) }
  }

  /** The sums of each agent. */
  agents(): Record<string, Amounts> {
    return Object.fromEntries([...this.#byAgent].map(([name, amounts]) => [name, { ...amounts }]))
  }

  reset(): void {
    this.#ring.length = 0
    this.#oldest = 0
    this.#total = noAmounts()
    for (const sums of [this.#byAgent, this.#byModel, this.#bySession]) sums.clear()
  }

  #generation(asked: Asked, started: number, reply?: GenerateReply, error?: string): ObservedEvent {
    const prices = this.#prices.get(asked.provider)
    const { input_tokens = 0, output_tokens = 0, billed_input_tokens = input_tokens } = reply?.usage ?? {}
    const dollars = (billed_input_tokens * (prices?.input ?? 0) + output_tokens * (prices?.output ?? 0)) / 1_000_000
    const latency = Math.round(performance.now() - started)
    return {
      ...this.#blank('generation', asked.agent, asked.session, latency, error),
      model: asked.model,
      provider: asked.provider,
      input_tokens,
      output_tokens,
      cost_usd: dollars,
      temperature: asked.temperature ?? null,
      tool_calls: reply?.tool_calls.map((call) => call.name) ?? [],
      finish_reason: reply?.finish_reason ?? 'error',
    }
  }

  #blank(
    type: ObservedEvent['type'],
    agent: string,
    session: string,
    latency: number,
    error: string | undefined,
  ): ObservedEvent {
    return {
      id: `${this.#prefix}-${++this.#count}`,
      type,
      agent_name: agent,
      model: '',
      provider: '',
      session_id: session,
      input_tokens: 0,
      output_tokens: 0,
      cost_usd: 0,
      latency_ms: latency,
      temperature: null,
      tool_calls: [],
      finish_reason: '',
      timestamp: isoNow(),
      error: error || null,
    }
  }

  #add(event: ObservedEvent): void {
    if (this.#ring.length < KEPT) this.#ring.push(event)
    else {
      this.#ring[this.#oldest] = event
      this.#oldest = (this.#oldest + 1) % KEPT
    }
    addTo(this.#total, event)
    addTo(sumsOf(this.#byAgent, event.agent_name), event)
    if (event.model !== '') addTo(sumsOf(this.#byModel, event.model), event)
    if (event.session_id !== '') {
      const sums = sumsOf(this.#bySession, event.session_id)
      addTo(sums, event)
      // The one heard of last stands at the end.
      this.#bySession.delete(event.session_id)
      this.#bySession.set(event.session_id, sums)
      if (this.#bySession.size > SESSIONS) this.#bySession.delete(this.#bySession.keys().next().value!)
    }
    for (const listener of this.listeners) listener(event)
  }
}

let second = 0
let untilSecond = ''

/** The time as RFC 3339. Events come in hundreds a second, and formatting all of it is what costs most of one. */
function isoNow(): string {
  const now = Date.now()
  const begun = Math.floor(now / 1000)
  if (begun !== second) {
    second = begun
    untilSecond = new Date(now).toISOString().slice(0, -4)
  }
  return `${untilSecond}${String(now % 1000).padStart(3, '0')}Z`
}

/** What is told of a request. */
type Asked = Pick<GenerateRequest, 'provider' | 'model' | 'agent' | 'session' | 'temperature'>

function about({ provider, model, agent, session, temperature }: GenerateRequest): Asked {
  return { provider, model, agent, session, ...(temperature === undefined ? {} : { temperature }) }
}

function sumsOf(sums: Map<string, Amounts>, name: string): Amounts {
  const known = sums.get(name)
  if (known !== undefined) return known
  const fresh = noAmounts()
  sums.set(name, fresh)
  return fresh
}
