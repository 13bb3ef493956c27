// Counters and gauges in the text format of Prometheus, as `/_metrics` gives them. Labels come from the program's own names,
// and there is a limit to how many: a model may invent names of tools.

import { performance } from 'node:perf_hooks'
import type { ObservedEvent } from './event.ts'
import type { Observer } from './observer.ts'

/** Upper bounds of durations, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
/** Label sets of one metric; what comes later counts under the label `other`. */
const mostSeries = 1000

type Labels = Readonly<Record<string, string>>

class Counter {
  readonly #head: string
  readonly #name: string
  readonly #values = new Map<string, number>()

  constructor(name: string, help: string) {
    this.#name = name
    this.#head = `# HELP ${name} ${help}\n# TYPE ${name} counter\n`
  }

  add(labels: Labels, amount = 1): void {
    const key = seriesOf(this.#values, labels)
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount)
  }

  show(): string {
    return this.#head + [...this.#values].map(([labels, value]) => `${this.#name}${braced(labels)} ${value}\n`).join('')
  }
}

interface Buckets {
  counts: number[]
  sum: number
  count: number
}

class Histogram {
  readonly #head: string
  readonly #name: string
  readonly #values = new Map<string, Buckets>()

  constructor(name: string, help: string) {
    this.#name = name
    this.#head = `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`
  }

  observe(labels: Labels, seconds: number): void {
    const key = seriesOf(this.#values, labels)
    const known = this.#values.get(key) ?? { counts: bounds.map(() => 0), sum: 0, count: 0 }
    const at = bounds.findIndex((bound) => seconds <= bound)
    if (at !== -1) known.counts[at]!++
    known.sum += seconds
    known.count++
    this.#values.set(key, known)
  }

  show(): string {
    return this.#head + [...this.#values].map(([labels, buckets]) => this.#series(labels, buckets)).join('')
  }

  #series(labels: string, { counts, sum, count }: Buckets): string {
    const name = this.#name
    const with_ = (bound: string): string => braced(labels === '' ? `le="${bound}"` : `${labels},le="${bound}"`)
    let below = 0
    const lines = bounds.map((bound, at) => {
      below += counts[at]!
      return `${name}_bucket${with_(String(bound))} ${below}\n`
    })
    const rest = `${name}_bucket${with_('+Inf')} ${count}\n${name}_sum${braced(labels)} ${sum}\n`
    return `${lines.join('')}${rest}${name}_count${braced(labels)} ${count}\n`
  }
}

export class Metrics {
  readonly #requests = new Histogram(
    'haira_http_request_duration_seconds',
    'Time from a request to the end of its reply.',
  )
  readonly #modelCalls = new Histogram('haira_model_call_duration_seconds', 'Time of calls of models.')
  readonly #tokens = new Counter('haira_tokens_total', 'Tokens that models have read and written.')
  readonly #cost = new Counter('haira_cost_usd_total', 'What model calls have cost, by the prices of their providers.')
  readonly #tools = new Counter('haira_tool_calls_total', 'Tools that have run.')
  readonly #handoffs = new Counter('haira_handoffs_total', 'Conversations handed over.')
  #active = 0

  constructor(observer: Observer) {
    observer.listeners.add((event) => this.#count(event))
  }

  /** A request has come; what is returned is called when it has been answered. */
  request(method: string): (answered: { status: number }) => void {
    const started = performance.now()
    this.#active++
    return ({ status }) => {
      this.#active--
      this.#requests.observe({ method, status: String(status) }, (performance.now() - started) / 1000)
    }
  }

  show(): string {
    const { user, system } = process.cpuUsage()
    const { rss, heapUsed, external } = process.memoryUsage()
    const gauges: [name: string, type: 'gauge' | 'counter', help: string, value: number][] = [
      ['haira_http_requests_active', 'gauge', 'Requests under way.', this.#active],
      ['process_resident_memory_bytes', 'gauge', 'Memory of the process.', rss],
      ['nodejs_heap_size_used_bytes', 'gauge', 'Memory of JavaScript objects.', heapUsed],
      ['nodejs_external_memory_bytes', 'gauge', 'Memory that belongs to such objects, of modules too.', external],
      ['process_cpu_seconds_total', 'counter', 'Time of processors that the process has used.', (user + system) / 1e6],
      ['process_start_time_seconds', 'gauge', 'When the process started.', performance.timeOrigin / 1000],
      [
        'nodejs_eventloop_utilization',
        'gauge',
        'Share of the time since the start in which the process was busy.',
        performance.eventLoopUtilization().utilization,
      ],
    ]
    const counted = [this.#requests, this.#modelCalls, this.#tokens, this.#cost, this.#tools, this.#handoffs]
    const shown = gauges.map(
      ([name, type, help, value]) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}\n`,
    )
    return [...counted.map((one) => one.show()), ...shown].join('')
  }

  #count(event: ObservedEvent): void {
    const { agent_name: agent, model, error } = event
    const outcome = error === null ? 'ok' : 'error'
    switch (event.type) {
      case 'generation':
      case 'summary':
        this.#modelCalls.observe({ agent, model, outcome }, event.latency_ms / 1000)
        this.#tokens.add({ agent, model, direction: 'input' }, event.input_tokens)
        this.#tokens.add({ agent, model, direction: 'output' }, event.output_tokens)
        this.#cost.add({ agent, model }, event.cost_usd)
        break
      case 'tool_exec':
        this.#tools.add({ agent, tool: event.tool_calls[0] ?? '', outcome })
        break
      case 'handoff':
        this.#handoffs.add({ from: agent, to: event.to ?? '', outcome })
        break
      default:
        event.type satisfies never
    }
  }
}

function seriesOf(known: ReadonlyMap<string, unknown>, labels: Labels): string {
  const key = textOf(labels)
  if (known.has(key) || known.size < mostSeries) return key
  return textOf(Object.fromEntries(Object.keys(labels).map((name) => [name, 'other'])))
}

function textOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`))}"`)
    .join(',')
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}
