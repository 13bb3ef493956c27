// What is observed: one event for each model call, tool run, handoff and summary (agentic.md 12), and the sums of them.

/** What the module tells of itself, as `trace.told` has it: all of them texts. Model calls the host sees by itself. */
export type Told =
  | ['agent_start', agent: string, session: string]
  | ['agent_end', agent: string, error: string]
  | ['tool_exec', agent: string, session: string, tool: string, milliseconds: string, error: string]
  | ['handoff', agent: string, session: string, to: string, reason: string, milliseconds: string, error: string]

export interface ObservedEvent {
  id: string
  type: 'generation' | 'tool_exec' | 'handoff' | 'summary'
  agent_name: string
  model: string
  provider: string
  session_id: string
  input_tokens: number
  output_tokens: number
  cost_usd: number
  latency_ms: number
  temperature: number | null
  /** Names of the tools that a model called, or the one that was run. */
  tool_calls: string[]
  finish_reason: string
  /** RFC 3339, when it was over. */
  timestamp: string
  error: string | null
  /** Of a handoff. */
  to?: string
  reason?: string
}

export interface Amounts {
  input_tokens: number
  output_tokens: number
  total_tokens: number
  llm_calls: number
  tool_calls: number
  total_latency_ms: number
  estimated_cost_usd: number
}

export function noAmounts(): Amounts {
  return {
    input_tokens: 0,
    output_tokens: 0,
    total_tokens: 0,
    llm_calls: 0,
    tool_calls: 0,
    total_latency_ms: 0,
    estimated_cost_usd: 0,
  }
}

/** Adds an event to sums. Latencies are those of model calls and tools: a handoff consists of these. */
export function addTo(amounts: Amounts, event: ObservedEvent): void {
  if (event.type === 'handoff') return
  amounts.input_tokens += event.input_tokens
  amounts.output_tokens += event.output_tokens
  amounts.total_tokens += event.input_tokens + event.output_tokens
  if (event.type === 'tool_exec') amounts.tool_calls++
  else amounts.llm_calls++
  amounts.total_latency_ms += event.latency_ms
  amounts.estimated_cost_usd += event.cost_usd
}
