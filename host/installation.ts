// Where this package is installed, for what is read or started by its path and not imported. In a checkout the sources run as
// they are; what is published is built from them (host/publish), with one folder `dist` for all code.

/** Whether this is what is published: a few files of JavaScript. */
export const isBuilt = import.meta.url.endsWith('.js')
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

/** What a published compiler was built from (host/publish/rolldown.config.js fills it in); a checkout is looked at as it is. */
export const buildFingerprint: string | undefined = isBuilt ? process.env.HAIRA_BUILD : undefined
