// What is published: a few files of JavaScript instead of some hundred of TypeScript, which Node does not run below
// `node_modules`, and which take longer to load. Packages stay imports, so npm installs them as package.json says.

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What a compiler is made of, as host/cli/compiler-version.ts has it in a checkout, by content. */
function fingerprint() {
  const hash = createHash('sha256')
  const files = globSync(['asconfig.json', 'compiler/**/*.{js,ts}', 'stdlib/*.ts'], { cwd: root })
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(`${root}${file}`))
  return hash.digest('hex').slice(0, 16)
}

export default {
  cwd: root,
  // What is imported from outside, and what threads start with: host/installation.ts names those by the last part.
  input: {
    main: 'host/cli/main.ts',
    index: 'host/index.ts',
    compiler: 'compiler/index.ts',
    'compile-worker': 'host/cli/compile-worker.ts',
    worker: 'host/workers/worker.ts',
  },
  platform: 'node',
  transform: { define: { 'process.env.HAIRA_BUILD': JSON.stringify(fingerprint()) } },
  external: (id) => /^[^./]/.test(id),
  // `chunk-` keeps names of ours from being taken by a shared part.
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunk-[name]-[hash].js' },
}
