// Makes Node find our own files without a search. They import each other by exact relative names, so there is nothing to
// look for, and no package.json above them to be asked what a `.ts` file is; Node does both for each file, which is a
// third of the time that a command takes to start.

import { registerHooks } from 'node:module'

/** For the thread that calls it, and for what it imports from then on. */
export function findOwnFiles(): void {
  registerHooks({
    resolve(name, context, next) {
      if (!name.startsWith('.') || !name.endsWith('.ts')) return next(name, context)
      return { url: new URL(name, context.parentURL).href, format: 'module-typescript', shortCircuit: true }
    },
  })
}
