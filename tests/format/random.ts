// Choices of a generator, drawn from fast-check, which makes a failing case small.

import fc from 'fast-check'

const numberBelow = (limit: number) => fc.nat({ max: limit - 1 })

export class Random {
  readonly #draw: fc.GeneratorValue

  constructor(draw: fc.GeneratorValue) {
    this.#draw = draw
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return this.#draw(numberBelow, limit)
  }

  chance(percent: number): boolean {
    return this.below(100) < percent
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  /** Between `least` and `most` of what `make` gives. */
  some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make)
  }
}

/** Checks a property of what `make` makes; `attempt` says whether it was a case. At least a quarter must be. */
export function forAll<T>(make: (random: Random) => T, runs: number, attempt: (value: T) => boolean): void {
  fc.assert(
    fc.property(fc.gen(), (draw) => fc.pre(attempt(make(new Random(draw))))),
    { numRuns: runs, maxSkipsPerRun: 3 },
  )
}
