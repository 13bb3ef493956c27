// What every command needs of Node. To import `node:fs` or `node:util` would load all that they give, streams and MIME
// types among it, which takes a twentieth of the time that a command needs to start.

export const { existsSync, readdirSync, readFileSync, realpathSync } = process.getBuiltinModule('node:fs')
export const { parseArgs } = process.getBuiltinModule('node:util')
