// Reads routing instructions out of a system prompt: which words stand with which agent's name, and which are the agent's own.
// "Route billing to BillingAgent, tech to TechAgent." gives BillingAgent "Route billing to" and TechAgent "tech to".

export interface RoutingHints {
  /** What the prompt says about each target, by its name. */
  byTarget: ReadonlyMap<string, string>
  /** What it says without naming a target: what the agent does itself. */
  own: string
}

const routingVerbs =
  /\b(?:route|send|transfer|forward|escalate|pass|hand|redirect|refer|give|over|on|off|to|them|it|users?|and|or|the|all)\b/gi

/** Splits `system` by the targets it names. */
export function routingHints(system: string, targets: string[]): RoutingHints {
  const byTarget = new Map<string, string>()
  const own: string[] = []
  for (const sentence of system.split(/\n|(?<=[.!?;])\s+/)) {
    const parts = attribute(sentence, targets)
    if (parts.length === 0 && !/\b(?:route|escalate|forward|transfer)\b/i.test(sentence)) own.push(sentence)
    for (const [target, text] of parts) byTarget.set(target, `${byTarget.get(target) ?? ''} ${text}`)
  }
  return { byTarget, own: own.join(' ') }
}

/** The text of one sentence that belongs to each target it names. */
function attribute(sentence: string, targets: string[]): [string, string][] {
  const found = targets
    .flatMap((target) => {
      const match = new RegExp(`\\b${target}\\b`).exec(sentence)
      return match ? [{ target, start: match.index, end: match.index + target.length }] : []
    })
    .sort((a, b) => a.start - b.start)
  if (found.length < 2) return found.map(({ target }) => [target, sentence.replace(target, ' ')])
  // Either "billing to BillingAgent, tech to TechAgent" or "BillingAgent does billing, TechAgent the rest".
  const namesFollow = /[\p{L}\d]/u.test(sentence.slice(0, found[0]!.start).replace(routingVerbs, ''))
  return found.map(({ target, start, end }, index) => {
    const from = namesFollow ? (found[index - 1]?.end ?? 0) : end
    const to = namesFollow ? start : (found[index + 1]?.start ?? sentence.length)
    return [target, sentence.slice(from, to)]
  })
}
