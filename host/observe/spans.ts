// Spans of OpenTelemetry, exported by OTLP as JSON over HTTP: workflow, step, agent turn, model call, tool, handoff, with the
// names of the semantic conventions for generative AI. Loaded only where the standard variables ask for it.

import {
  type Attributes,
  type Context,
  context,
  DiagLogLevel,
  diag,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { messageOf } from '../errors.ts'
import type { Fiber } from '../fiber/fiber.ts'
import type { GenerateRequest } from '../providers/provider.ts'
import type { StepEvent } from '../runs/step-event.ts'
import type { ObservedEvent, Told } from './event.ts'
import type { Tracer } from './observer.ts'

type Read = (name: string) => string | undefined

/** A span that others are in, until it is closed. */
interface Open {
  /** `step save`, `agent Front`: what closes it. */
  key: string
  span: Span
}

/** Starts exporting. `service` is the name where OTEL_SERVICE_NAME gives none. */
export function startSpans(read: Read, service: string, warn: (message: string) => void): Spans {
  const tell = (message: string): void => warn(`spans: ${message}`)
  const quiet = (): void => {}
  const logger = { error: tell, warn: tell, info: quiet, debug: quiet, verbose: quiet }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const processor = new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })
  const provider = new TracerProvider({
    resource: resourceFromAttributes(resourceAttributes(read, service)),
    sampler: samplerOf(read),
    spanProcessors: [processor],
  })
  return new Spans(provider, tell)
}

export class Spans implements Tracer {
  readonly #provider: TracerProvider
  readonly #tracer
  readonly #warn: (message: string) => void
  /** The spans that are open in a fiber, the innermost last. */
  readonly #open = new WeakMap<Fiber, Open[]>()

  constructor(provider: TracerProvider, warn: (message: string) => void) {
    this.#warn = warn
    this.#provider = provider
    this.#tracer = provider.getTracer('haira')
  }

  workflow(name: string, fiber: Fiber): (error: string | undefined) => void {
    const kind = fiber.account.isRequest ? SpanKind.SERVER : SpanKind.INTERNAL
    const opened = this.#begin(fiber, `workflow ${name}`, `workflow ${name}`, { 'haira.workflow': name }, kind)
    return (error) => this.#close(fiber, opened.key, error)
  }

  /** A workflow that another one has called. */
  called(name: string, fiber: Fiber): void {
    this.#begin(fiber, 'called', `workflow ${name}`, { 'haira.workflow': name })
  }

  returned(error: string | undefined, fiber: Fiber): void {
    this.#close(fiber, 'called', error)
  }

  step(event: StepEvent, fiber: Fiber): void {
    const key = `step ${event.name}`
    switch (event.status) {
      case 'start':
        this.#begin(fiber, key, key, { 'haira.step': event.name })
        break
      case 'end':
        this.#close(fiber, key, undefined)
        break
      case 'failed':
        this.#close(fiber, key, event.error)
        break
      case 'retry':
        this.#innermost(fiber)?.addEvent('retry', { attempt: event.attempt, error: event.error })
        break
      case 'log':
      case 'render':
      case 'awaiting_confirm':
        break
      default:
        event satisfies never
    }
  }

  modelCall(asked: GenerateRequest, fiber: Fiber): (event: ObservedEvent) => void {
    const attributes: Attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': asked.provider,
      'gen_ai.request.model': asked.model,
      'gen_ai.agent.name': asked.agent,
      ...(asked.session === '' ? {} : { 'gen_ai.conversation.id': asked.session }),
      ...(asked.temperature === undefined ? {} : { 'gen_ai.request.temperature': asked.temperature }),
      ...(asked.max_tokens === undefined ? {} : { 'gen_ai.request.max_tokens': asked.max_tokens }),
    }
    const span = this.#tracer.startSpan(
      `chat ${asked.model}`,
      { kind: SpanKind.CLIENT, attributes },
      this.#within(fiber),
    )
    return (event) => {
      if (event.error === null) {
        span.setAttributes({
          'gen_ai.usage.input_tokens': event.input_tokens,
          'gen_ai.usage.output_tokens': event.output_tokens,
          'gen_ai.response.finish_reasons': [event.finish_reason],
        })
      }
      end(span, event.error ?? undefined)
    }
  }

  told(told: Told, fiber: Fiber): void {
    switch (told[0]) {
      case 'agent_start': {
        const [, agent, session] = told
        this.#begin(fiber, `agent ${agent}`, `invoke_agent ${agent}`, {
          'gen_ai.operation.name': 'invoke_agent',
          'gen_ai.agent.name': agent,
          ...(session === '' ? {} : { 'gen_ai.conversation.id': session }),
        })
        break
      }
      case 'agent_end':
        this.#close(fiber, `agent ${told[1]}`, told[2] || undefined)
        break
      case 'tool_exec': {
        const [, agent, , tool, milliseconds, error] = told
        const attributes = {
          'gen_ai.operation.name': 'execute_tool',
          'gen_ai.tool.name': tool,
          'gen_ai.agent.name': agent,
        }
        this.#past(fiber, `execute_tool ${tool}`, Number(milliseconds), attributes, error)
        break
      }
      case 'handoff': {
        const [, agent, , to, reason, milliseconds, error] = told
        const attributes = { 'haira.handoff.from': agent, 'haira.handoff.to': to, 'haira.handoff.reason': reason }
        this.#past(fiber, `handoff ${to}`, Number(milliseconds), attributes, error)
        break
      }
      default:
        told satisfies never
    }
  }

  /** Exports what is left. What cannot be exported is lost. */
  async close(): Promise<void> {
    await this.#provider.shutdown().catch((error: unknown) => this.#warn(messageOf(error)))
  }

  #begin(fiber: Fiber, key: string, name: string, attributes: Attributes, kind = SpanKind.INTERNAL): Open {
    const opened = { key, span: this.#tracer.startSpan(name, { kind, attributes }, this.#within(fiber)) }
    const open = this.#open.get(fiber)
    if (open === undefined) this.#open.set(fiber, [opened])
    else open.push(opened)
    return opened
  }

  /** Ends a span, and those within it that nobody has ended: a panic or an early return has left them. */
  #close(fiber: Fiber, key: string, error: string | undefined): void {
    const open = this.#open.get(fiber) ?? []
    const at = open.findLastIndex((one) => one.key === key)
    if (at === -1) return
    for (const { span } of open.splice(at).reverse()) end(span, error)
  }

  /** A span that is over already. */
  #past(fiber: Fiber, name: string, milliseconds: number, attributes: Attributes, error: string): void {
    const now = Date.now()
    const options = { kind: SpanKind.INTERNAL, attributes, startTime: now - milliseconds }
    end(this.#tracer.startSpan(name, options, this.#within(fiber)), error || undefined, now)
  }

  #within(fiber: Fiber): Context {
    const span = this.#innermost(fiber)
    return span === undefined ? context.active() : trace.setSpan(context.active(), span)
  }

  /** A task without spans of its own is in those of the fiber that has started it. */
  #innermost(fiber: Fiber | undefined): Span | undefined {
    for (let at = fiber; at !== undefined; at = at.parent) {
      const span = this.#open.get(at)?.at(-1)?.span
      if (span !== undefined) return span
    }
    return undefined
  }
}

function end(span: Span, error: string | undefined, time?: number): void {
  if (error !== undefined) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: error })
    span.setAttribute('error.type', /^[^:]+: (\d{3}) /.exec(error)?.[1] ?? '_OTHER')
  }
  span.end(time)
}

/** `OTEL_RESOURCE_ATTRIBUTES=key=value,…` and OTEL_SERVICE_NAME. */
function resourceAttributes(read: Read, service: string): Attributes {
  const pairs = (read('OTEL_RESOURCE_ATTRIBUTES') ?? '').split(',').flatMap((pair) => {
    const [key = '', value = ''] = pair.split('=', 2)
    return key.trim() === '' ? [] : [[key.trim(), decoded(value.trim())] as const]
  })
  const given: Attributes = Object.fromEntries(pairs)
  return { ...given, 'service.name': read('OTEL_SERVICE_NAME') || (given['service.name'] ?? service) }
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    // Not encoded, then.
    return value
  }
}

/** OTEL_TRACES_SAMPLER; by default everything that the caller has not left out. */
function samplerOf(read: Read): Sampler {
  const argument = Number(read('OTEL_TRACES_SAMPLER_ARG') ?? '1')
  const ratio = (): Sampler => new TraceIdRatioBasedSampler(argument >= 0 && argument <= 1 ? argument : 1)
  switch (read('OTEL_TRACES_SAMPLER')) {
    case 'always_on':
      return new AlwaysOnSampler()
    case 'always_off':
      return new AlwaysOffSampler()
    case 'traceidratio':
      return ratio()
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() })
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: ratio() })
    default:
      return new ParentBasedSampler({ root: new AlwaysOnSampler() })
  }
}
