// Loaded with --import: a process that tries to load the compiler, or what it is built on, fails.
import { registerHooks } from 'node:module'

const compiler = /\/compiler\/(index\.ts|[1-6]-)|\/node_modules\/(assemblyscript|binaryen|peggy)\//

registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context)
    if (compiler.test(found.url)) throw new Error(`the compiler is not to be loaded: ${found.url}`)
    return found
  },
})
