// Interface `llm`: hands a model request to the provider of its name, and keeps the streams that are open.

import type { Fiber } from '../fiber/fiber.ts'
import type { Observer } from '../observe/observer.ts'
import { ModelStream } from '../providers/model-stream.ts'
import type { GenerateRequest, Provider } from '../providers/provider.ts'
import type { Interface } from './index.ts'

/** The program's providers by declared name; filled while the init table runs. */
export type Providers = Map<string, Provider>

export function llmImports(providers: Providers, observer: Observer): Interface {
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

  return {
    // Models answer and change nothing, so asking again costs only money.
    generate: {
      kind: 'suspending',
      repeatable: true,
      call: async (request, fiber) => {
        const asked = JSON.parse(request) as GenerateRequest
        return JSON.stringify(await providerOf(asked, fiber).generate(asked, fiber.signal))
      },
    },
    'stream-open': {
      kind: 'instant',
      repeatable: true,
      call: (request, fiber) => {
        const asked = JSON.parse(request) as GenerateRequest
        const id = ++lastStream
        const stream = new ModelStream(providerOf(asked, fiber), asked)
        const forget = fiber.hold(() => stream.close())
        stream.onClose = () => {
          forget()
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
