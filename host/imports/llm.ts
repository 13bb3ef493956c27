// Interface `llm`: hands a model request to the provider of its name, and keeps the streams that are open.

import type { Fiber } from '../fiber/fiber.ts'
import type { Observer } from '../observe/observer.ts'
import type { ProviderFields } from '../providers/fields.ts'
import { ModelStream } from '../providers/model-stream.ts'
import type { GenerateReply, GenerateRequest, Provider } from '../providers/provider.ts'
import type { Clock } from './clock.ts'
import type { Interface } from './index.ts'
import type { Leases } from './leases.ts'
import { ModelRequests } from './model-request.ts'

/** The program's providers by declared name; filled while the init table runs. */
export type Providers = Map<string, Provider>

/** Makes a provider from its fields: `{"model": "gpt-4o"}`. Throws where they cannot work. */
export type DefineProvider = (name: string, fields: ProviderFields) => Provider

export interface LlmServices {
  providers: Providers
  observer: Observer
  define: DefineProvider
  /** The sessions that requests speak of. */
  leases: Leases
  clock: Clock
}

export function llmImports({ providers, observer, define, leases, clock }: LlmServices): Interface {
  const defined = new Map<string, string>()
  const requests = new ModelRequests(leases)

  const streams = new Map<number, ModelStream>()
  let lastStream = 0

  /** The provider that is asked, with each call observed. */
  function providerOf({ provider: name }: GenerateRequest, fiber: Fiber): Pick<Provider, 'generate'> {
    const provider = providers.get(name)
    if (provider === undefined) throw new Error(`unknown provider ${name}`)
    return {
      generate: (request, ...rest) => observer.modelCall(request, fiber, () => provider.generate(request, ...rest)),
    }
  }

  /** With the time, which the module would ask for next. */
  function textOf(reply: GenerateReply): string {
    return `{"time":${clock.now()},${JSON.stringify(reply).slice(1)}`
  }

  /** Fields that were given before lead to the provider that they made. */
  function nameFor(fields: ProviderFields): string {
    const plain = typeof fields.backend === 'string' ? fields.backend : 'provider'
    let name = plain
    for (let number = 2; providers.has(name); number++) name = `${plain}#${number}`
    providers.set(name, define(name, fields))
    return name
  }

  return {
    'define-provider': {
      kind: 'instant',
      repeatable: true,
      call: (request) => {
        const { fields } = JSON.parse(request) as { fields: ProviderFields }
        const key = JSON.stringify(fields)
        const name = defined.get(key) ?? nameFor(fields)
        defined.set(key, name)
        return JSON.stringify({ name })
      },
    },
    // Models answer and change nothing, so asking again costs only money.
    generate: {
      kind: 'suspending',
      repeatable: true,
      call: (request, fiber) => {
        const asked = requests.read(request)
        return providerOf(asked, fiber).generate(asked, fiber.cancellation).then(textOf)
      },
    },
    'stream-open': {
      kind: 'instant',
      repeatable: true,
      call: (request, fiber) => {
        const asked = requests.read(request)
        const id = ++lastStream
        const stream = new ModelStream(providerOf(asked, fiber), asked, textOf)
        const holding = { release: () => stream.close() }
        fiber.hold(holding)
        stream.onClose = () => {
          fiber.letGo(holding)
          streams.delete(id)
        }
        streams.set(id, stream)
        return String(id)
      },
    },
    'stream-next': {
      kind: 'suspending',
      repeatable: true,
      call: (request) => {
        const stream = streams.get(Number(request))
        if (stream === undefined) throw new Error(`no stream ${request}`)
        return stream.next()
      },
    },
    'stream-close': {
      kind: 'instant',
      repeatable: true,
      call: (request) => {
        streams.get(Number(request))?.close()
        return ''
      },
    },
  }
}
