// Stands for host/cli/main.ts, where only the launcher is tested.

export async function main([what, ...args]: string[], cacheFolder: string): Promise<void> {
  switch (what) {
    case 'show':
      console.log(
        JSON.stringify({ node: process.versions.node, args, cacheFolder, launched: process.env.HAIRA_LAUNCHED }),
      )
      break
    case 'exit':
      process.exit(Number(args[0]))
      break
    case 'copy':
      process.stdin.pipe(process.stdout)
      break
    case 'die':
      process.kill(process.pid, 'SIGKILL')
      break
    case 'wait': {
      const alive = setInterval(() => {}, 1000)
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
        process.on(signal, () => {
          console.log(`got ${signal}`)
          process.exit(7)
        })
      }
      process.on('disconnect', () => clearInterval(alive))
      process.channel?.unref()
      console.log(`waiting as ${process.pid}`)
    }
  }
}
