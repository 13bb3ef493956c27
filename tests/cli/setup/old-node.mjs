// Loaded with --import: makes this process look like Node 20 to whoever asks for the version.
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } })
