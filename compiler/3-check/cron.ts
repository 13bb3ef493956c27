// Schedules of `@cron`: five fields, minute, hour, day of month, month, day of week, in the notation of crontab(5).

/** What is wrong with a schedule, or undefined if nothing is. */
export function cronProblem(text: string): string | undefined {
  const fields = text.trim().split(/\s+/)
  if (fields.length !== rules.length || text.trim() === '') {
    const found = text.trim() === '' ? 0 : fields.length
    return `it has ${found} field${found === 1 ? '' : 's'} and needs 5: minute, hour, day, month, day of week`
  }
  for (const [at, rule] of rules.entries()) {
    const problem = fieldProblem(fields[at]!, rule)
    if (problem !== undefined) return problem
  }
  return undefined
}

interface Rule {
  name: string
  least: number
  most: number
  /** Words that stand for numbers, from the least on. */
  words?: readonly string[]
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const rules: readonly Rule[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: months },
  // Sunday is 0 and 7.
  { name: 'day of week', least: 0, most: 7, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
]

/** `*`, `5`, `1-5`, `mon`, each also with a step `/2`; several of them with commas. */
function fieldProblem(field: string, rule: Rule): string | undefined {
  for (const part of field.split(',')) {
    const [range, step, ...more] = part.split('/')
    if (more.length > 0 || part === '') return `${rule.name} \`${field}\` cannot be read`
    if (step !== undefined && !(/^\d+$/.test(step) && Number(step) > 0)) {
      return `step \`${step}\` of ${rule.name} must be a number from 1 on`
    }
    const problem = range === '*' ? undefined : rangeProblem(range!, rule)
    if (problem !== undefined) return problem
  }
  return undefined
}

function rangeProblem(range: string, rule: Rule): string | undefined {
  const ends = range.split('-')
  const numbers = ends.map((end) => numberOf(end, rule))
  if (ends.length > 2 || numbers.includes(undefined)) {
    return `${rule.name} must be ${rule.least}-${rule.most}${rule.words ? ` or ${rule.words[0]}-${rule.words.at(-1)}` : ''}`
  }
  const [from, to] = numbers as [number, number?]
  return to !== undefined && from > to ? `${rule.name} \`${range}\` ends before it begins` : undefined
}

function numberOf(text: string, { least, most, words }: Rule): number | undefined {
  const word = words?.indexOf(text.toLowerCase()) ?? -1
  if (word >= 0) return least + word
  if (!/^\d{1,2}$/.test(text)) return undefined
  const number = Number(text)
  return number >= least && number <= most ? number : undefined
}
