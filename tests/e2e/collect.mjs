// Loaded into a server with `--expose-gc --import`: it collects its garbage when it is sent a signal.
process.on('SIGUSR2', () => globalThis.gc())
