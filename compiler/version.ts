// The version of the compiler, which emitted code and manifests carry. A test compares it with package.json.

export const version = '0.1.0'

/** How modules name their compiler. */
export const compilerName = `haira ${version}`
