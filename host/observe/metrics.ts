// Counters and gauges in the text format of Prometheus, as `/_metrics` gives them. Labels come from the program's own names,
// and there is a limit to how many: a model may invent names of tools.

import { performance } from 'node:perf_hooks'
import type { ObservedEvent } from './event.ts'
import type { Observer } from './observer.ts'

/** Upper bounds of durations, in seconds. */
const bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
/** Label sets of one metric; what comes later counts under the label `other`. */
const mostSeries = 1000

/** The values of a metric, by those of its labels. Their text is made when a set of them is seen for the first time. */
class Series<Value> {
  readonly #labels: readonly string[]
  readonly #fresh: () => Value
  readonly #known = new Map<string, { text: string; value: Value }>()

  constructor(labels: readonly string[], fresh: () => Value) {
    this.#labels = labels
    this.#fresh = fresh
  }

  /** What is kept for values of the labels, in their order. */
  of(values: readonly string[]): Value {
    const known = this.#known.get(keyOf(values))
    if (known !== undefined) return known.value
    return this.#known.size < mostSeries ? this.#make(values) : this.#others()
  }

  #others(): Value {
    const values = this.#labels.map(() => 'other')
    return this.#known.get(keyOf(values))?.value ?? this.#make(values)
  }

  #make(values: readonly string[]): Value {
    const text = this.#labels.map((label, at) => `${label}="${escaped(values[at] ?? '')}"`).join(',')
    const value = this.#fresh()
    this.#known.set(keyOf(values), { text, value })
    return value
  }

  show(line: (labels: string, value: Value) => string): string {
    return [...this.#known.values()].map(({ text, value }) => line(text, value)).join('')
  }
}

function keyOf(values: readonly string[]): string {
  return values.join('\0')
}

function escaped(value: string): string {
  return value.replace(/[\\"\n]/g, (one) => (one === '\n' ? '\\n' : `\\${one}`))
}

class Counter {
  readonly #head: string
  readonly #name: string
  readonly #series: Series<{ value: number }>

  constructor(name: string, labels: readonly string[], help: string) {
    this.#name = name
    this.#head = `# HELP ${name} ${help}\n# TYPE ${name} counter\n`
    this.#series = new Series(labels, () => ({ value: 0 }))
  }

  add(labels: readonly string[], amount = 1): void {
    this.#series.of(labels).value += amount
  }

  show(): string {
    return this.#head + this.#series.show((labels, { value }) => `${this.#name}${braced(labels)} ${value}\n`)
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
  readonly #series: Series<Buckets>

  constructor(name: string, labels: readonly string[], help: string) {
    this.#name = name
    this.#head = `# HELP ${name} ${help}\n# TYPE ${name} histogram\n`
    this.#series = new Series(labels, () => ({ counts: bounds.map(() => 0), sum: 0, count: 0 }))
  }

  observe(labels: readonly string[], seconds: number): void {
    const known = this.#series.of(labels)
    const at = bounds.findIndex((bound) => seconds <= bound)
    if (at !== -1) known.counts[at]!++
    known.sum += seconds
    known.count++
  }

  show(): string {
    return this.#head + this.#series.show((labels, buckets) => this.#lines(labels, buckets))
  }

  #lines(labels: string, { counts, sum, count }: Buckets): string {
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
    ['method', 'status'],
    'Time from a request to the end of its reply.',
  )
  readonly #modelCalls = new Histogram(
    'haira_model_call_duration_seconds',
    ['agent', 'model', 'outcome'],
    'Time of calls of models.',
  )
  readonly #tokens = new Counter(
    'haira_tokens_total',
    ['agent', 'model', 'direction'],
    'Tokens that models have read and written.',
  )
  readonly #cost = new Counter(
    'haira_cost_usd_total',
    ['agent', 'model'],
    'What model calls have cost, by the prices of their providers.',
  )
  readonly #tools = new Counter('haira_tool_calls_total', ['agent', 'tool', 'outcome'], 'Tools that have run.')
  readonly #handoffs = new Counter('haira_handoffs_total', ['from', 'to', 'outcome'], 'Conversations handed over.')
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
      this.#requests.observe([method, String(status)], (performance.now() - started) / 1000)
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
        this.#modelCalls.observe([agent, model, outcome], event.latency_ms / 1000)
        this.#tokens.add([agent, model, 'input'], event.input_tokens)
        this.#tokens.add([agent, model, 'output'], event.output_tokens)
        this.#cost.add([agent, model], event.cost_usd)
        break
      case 'tool_exec':
        this.#tools.add([agent, event.tool_calls[0] ?? '', outcome])
        break
      case 'handoff':
        this.#handoffs.add([agent, event.to ?? '', outcome])
        break
      default:
        event.type satisfies never
    }
  }
}

function braced(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}
