// Which Binaryen passes run, and why these: see the table in compiler/README.md. AssemblyScript's own pipeline is not
// used, since it takes several times as long for the same size.

import type binaryen from 'binaryen'

export type OptimizeLevel = 0 | 1 | 2 | 3

interface Plan {
  /** Before Asyncify, on code that is still simple. */
  before: readonly string[]
  /** After Asyncify, which leaves many locals and blocks. */
  after: readonly string[]
}

/** Removes what is there twice or not at all. */
const tidy = ['duplicate-function-elimination', 'remove-unused-module-elements']

/** The passes that gain most for their time. Each further kind of pass costs a cold process its compilation. */
const simplify = [
  'optimize-instructions',
  'remove-unused-brs',
  'remove-unused-names',
  'merge-blocks',
  'simplify-locals',
  'vacuum',
  'coalesce-locals',
  'reorder-locals',
]

/** Across functions, simplifying what changes: a twentieth of the size for as much time as all else together. */
const thorough = [
  'dae-optimizing',
  'inlining-optimizing',
  'simplify-globals-optimizing',
  'code-folding',
  'local-cse',
  'rse',
]

const plans: Record<OptimizeLevel, Plan> = {
  0: { before: [], after: [] },
  1: { before: [...tidy, 'vacuum'], after: [] },
  2: {
    before: [
      ...tidy,
      'simplify-globals',
      'vacuum',
      'inlining',
      ...simplify,
      'inlining',
      'simplify-globals',
      'dae-optimizing',
    ],
    after: [...simplify, 'code-folding', 'rse', ...tidy, 'memory-packing'],
  },
  3: {
    before: [...tidy, 'once-reduction', ...simplify, 'precompute', ...thorough, ...simplify],
    after: [...simplify, 'code-folding', 'rse', ...simplify, ...tidy, 'memory-packing'],
  },
}

/** The passes of a level. */
export function passes(level: OptimizeLevel): Plan {
  return plans[level]
}

/** Keeps functions of the program what they are, so that call chains are complete. Only the smallest code goes without. */
export function keepApart(
  library: typeof binaryen,
  module: binaryen.Module,
  names: string[],
  level: OptimizeLevel,
): void {
  if (level === 3) return
  for (const name of names) {
    library.setPassArgument('no-inline', `app/${name}`)
    module.runPasses(['no-inline'])
  }
  library.clearPassArguments()
}

/**
 * Makes small functions of the program part of those that call them, which engines do or leave undone as it happens. Comes
 * last, since the library's functions are kept what they are from then on.
 */
export function inlineSmall(library: typeof binaryen, module: binaryen.Module, level: OptimizeLevel): void {
  if (level !== 2) return
  for (const names of ['~*', 'haira/*']) {
    library.setPassArgument('no-inline', names)
    module.runPasses(['no-inline'])
  }
  library.clearPassArguments()
  library.setAlwaysInlineMaxSize(smallFunction)
  module.runPasses(['inlining'])
  library.setAlwaysInlineMaxSize(tinyFunction)
}

/** How many expressions a function has at most that is inlined wherever it is called; if it is the program's own. */
const tinyFunction = 6
const smallFunction = 24

/**
 * Sets Binaryen's options. They are global to the process and AssemblyScript changes them, so without this the second
 * module of a process would differ from the first.
 */
export function configure(library: typeof binaryen, level: OptimizeLevel, debug: boolean): void {
  const optimizes = level >= 2
  library.setOptimizeLevel(optimizes ? 2 : 0)
  library.setShrinkLevel(optimizes ? 1 : 0)
  library.setDebugInfo(debug)
  library.setFastMath(false)
  library.setLowMemoryUnused(false)
  library.setZeroFilledMemory(false)
  library.setTrapsNeverHappen(false)
  library.setClosedWorld(false)
  library.setGenerateStackIR(optimizes)
  library.setOptimizeStackIR(optimizes)
  library.setAlwaysInlineMaxSize(tinyFunction)
  library.setFlexibleInlineMaxSize(65)
  library.setOneCallerInlineMaxSize(130)
  library.setAllowInliningFunctionsWithLoops(false)
  library.clearPassArguments()
}
