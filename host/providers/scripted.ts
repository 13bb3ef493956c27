// A provider that answers from a list: for tests of programs, and of everything that uses a provider.

import type { CancelSignal } from '../fiber/cancellation.ts'
import { passOn } from './offline.ts'
import {
  type GenerateReply,
  type GenerateRequest,
  type OnText,
  type Provider,
  ProviderError,
  type Usage,
} from './provider.ts'

/** One answer: a text, a reply in parts, or a failure. A function sees the request first. */
export type ScriptedAnswer =
  | string
  /** `pieces`: the text as a stream brings it; a text comes in one. */
  | { text?: string; pieces?: string[]; tool_calls?: ScriptedCall[]; finish_reason?: string; usage?: Usage }
  | { error: string; code?: number }
  | ((request: GenerateRequest) => ScriptedAnswer)

export interface ScriptedCall {
  name: string
  id?: string
  /** An object, or JSON text exactly as the module shall get it. */
  arguments?: Record<string, unknown> | string
}

/**
 * Answers in the order given and keeps every request.
 *
 *     const provider = new ScriptedProvider('openai', [{ tool_calls: [{ name: 'transfer_to_TechAgent' }] }, 'Solved.'])
 *     …
 *     provider.assertComplete()
 */
export class ScriptedProvider implements Provider {
  readonly name: string
  /** What was asked, in order. */
  readonly requests: GenerateRequest[] = []
  readonly #answers: ScriptedAnswer[]

  constructor(name: string, answers: ScriptedAnswer[]) {
    this.name = name
    this.#answers = [...answers]
  }

  async generate(request: GenerateRequest, signal: CancelSignal, onText?: OnText): Promise<GenerateReply> {
    signal.throwIfAborted()
    this.requests.push(structuredClone(request))
    const answer = this.#answers.shift()
    if (answer === undefined) {
      throw new ProviderError(`${this.name}: the script holds no answer for request ${this.requests.length}`)
    }
    const { pieces, reply } = this.#reply(answer, request)
    if (onText) await passOn(pieces, signal, onText)
    return reply
  }

  /** Throws if answers are left over. */
  assertComplete(): void {
    const left = this.#answers.length
    if (left > 0)
      throw new Error(`${this.name}: ${left} of ${left + this.requests.length} scripted answers were not used`)
  }

  async close(): Promise<void> {}

  #reply(answer: ScriptedAnswer, request: GenerateRequest): { pieces: string[]; reply: GenerateReply } {
    if (typeof answer === 'function') return this.#reply(answer(request), request)
    if (typeof answer === 'string') return this.#reply({ text: answer }, request)
    if ('error' in answer) throw new ProviderError(`${this.name}: ${answer.error}`, answer.code)
    const calls = (answer.tool_calls ?? []).map((call, index) => ({
      id: call.id ?? `call_${this.requests.length}_${index + 1}`,
      name: call.name,
      arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments ?? {}),
    }))
    const { text = '', pieces = [text], usage = { input_tokens: 0, output_tokens: 0 } } = answer
    const finish_reason = answer.finish_reason ?? (calls.length > 0 ? 'tool_calls' : 'stop')
    return { pieces, reply: { text: pieces.join(''), tool_calls: calls, finish_reason, usage } }
  }
}
