// Reads a response in server-sent events as a client does.

export interface StreamEvent {
  id: string
  event: string
  data: string
}

/** The events of a response, one after the other. Comments are left out. */
export async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body!) {
    const blocks = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) if (!block.startsWith(':')) yield eventOf(block)
  }
  if (rest !== '') throw new Error(`the response ended within an event: ${rest}`)
}

function eventOf(block: string): StreamEvent {
  const event = { id: '', event: '', data: '' }
  for (const line of block.split('\n')) {
    const [, name, value] = /^(id|event|data): (.*)$/s.exec(line) ?? []
    if (name === undefined) throw new Error(`not a line of an event: ${line}`)
    event[name as keyof StreamEvent] = value!
  }
  return event
}

/** What is left of them. */
export async function allOf(events: AsyncIterable<StreamEvent>): Promise<StreamEvent[]> {
  const all: StreamEvent[] = []
  for await (const event of events) all.push(event)
  return all
}
