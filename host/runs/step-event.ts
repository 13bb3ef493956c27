// What a module tells of a step, as clients get it (agentic.md 9, step events).

export type StepEvent =
  | { name: string; status: 'start' }
  | { name: string; status: 'end'; duration_ms: number }
  | { name: string; status: 'failed'; duration_ms: number; error: string }
  | { name: string; status: 'retry'; attempt: number; delay_ms: number; error: string }
  | { name: string; status: 'log'; log: { level: string; message: string } }
  | { name: string; status: 'render'; render: { component: string; props: unknown } }
  | { name: string; status: 'awaiting_confirm'; confirm: Confirmation }

export interface Confirmation {
  title: string
  message?: string
  confirm_label: string
  deny_label: string
}

/** The line of the operator's log: `[AddNote] step:start "save"`. */
export function describeStep(workflow: string, event: StepEvent): string {
  const head = `[${workflow}] step:${event.status} ${JSON.stringify(event.name)}`
  switch (event.status) {
    case 'start':
    case 'render':
      return head
    case 'end':
      return `${head} ${event.duration_ms}ms`
    case 'failed':
      return `${head} ${event.duration_ms}ms: ${event.error}`
    case 'retry':
      return `${head} attempt ${event.attempt} in ${event.delay_ms}ms: ${event.error}`
    case 'log':
      return `${head} ${event.log.level}: ${event.log.message}`
    case 'awaiting_confirm':
      return `${head} ${JSON.stringify(event.confirm.title)}`
    default:
      return event satisfies never
  }
}
