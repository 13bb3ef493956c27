// How far two words are apart, for "did you mean". Knows nothing of the language.

/** Number of inserted, deleted, replaced or swapped neighbouring letters between two words, at most `limit` + 1. */
export function editDistance(a: string, b: string, limit = 2): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      let least = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + (same ? 0 : 1))
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, before[column - 2]! + 1)
      current.push(least)
    }
    if (Math.min(...current) > limit) return limit + 1
    before = previous
    previous = current
  }
  return Math.min(previous[b.length]!, limit + 1)
}

/**
 * The candidate nearest to a misspelt word, at most two edits away and never as far as the word is long. Upper and lower
 * case count as equal first, so `frontdesk` finds `FrontDesk`.
 *
 *     nearest('opnai', ['anthropic', 'openai'])  // 'openai'
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = 3
  for (const candidate of candidates) {
    if (candidate === word) continue
    const folded = candidate.toLowerCase() === word.toLowerCase()
    const distance = folded ? 0 : editDistance(word, candidate)
    if (distance >= least || distance >= Math.max(word.length, candidate.length)) continue
    least = distance
    best = candidate
  }
  return best
}
