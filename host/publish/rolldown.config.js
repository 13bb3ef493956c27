// What is published: a few files of JavaScript instead of some hundred of TypeScript, which Node does not run below
// `node_modules`, and which take longer to load. Packages stay imports, so npm installs them as package.json says.

const root = new URL('../../', import.meta.url).pathname

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
  external: (id) => /^[^./]/.test(id),
  // `chunk-` keeps names of ours from being taken by a shared part.
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: 'chunk-[name]-[hash].js' },
}
