// Where this package is installed, for what is read or started by its path and not imported. In a checkout the sources run as
// they are; what is published is built from them (host/publish), with one folder `dist` for all code.

const isBuilt = import.meta.url.endsWith('.js')
/** The package's folder: this file, and whatever it is built into, is one folder below. */
const root = new URL('../', import.meta.url)

/** A file or folder of the package by its path, which is the same in a checkout and when installed. */
export function packageFile(path: string): URL {
  return new URL(path, root)
}

/** The file that a thread starts with, by its path in a checkout, without suffix: `host/workers/worker`. */
export function threadFile(path: string): URL {
  return new URL(isBuilt ? `dist/${path.slice(path.lastIndexOf('/') + 1)}.js` : `${path}.ts`, root)
}

/** The package does not change under its version, as a checkout does. */
export const isPublished = isBuilt
