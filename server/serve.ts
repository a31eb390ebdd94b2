import { ConfigMistakes, readEnvironment } from './config/env.ts'
import { interpret, type Config } from './config/config.ts'
import { nextEnvironment } from './config/next-environment.ts'
import { listen } from './http.ts'
import { startRuntime, type Runtime } from './runtime.ts'
import { setRuntime } from './running.ts'
import { whenStoreIsThere } from './waiting.ts'

/** The server, until a signal stops it. A start that fails says why in few lines and ends with 1. */
export async function serve(): Promise<void> {
  try {
    await start()
  } catch (error) {
    console.error(['Signoff cannot start:', ...linesOf(error).map((line) => `  ${line}`)].join('\n'))
    process.exit(1)
  }
}

function linesOf(error: unknown): readonly string[] {
  if (error instanceof ConfigMistakes) return error.lines
  if (!(error instanceof Error)) return [String(error)]
  return [error.name === 'StoreRefusal' ? error.message : (error.stack ?? error.message)]
}

async function start(): Promise<void> {
  const apiOnly = process.argv.includes('--api-only')
  const config = interpret(readEnvironment(process.env))
  const runtime = await whenStoreIsThere(config, () => startRuntime(config), console.error)
  setRuntime(runtime.running)
  try {
    const dev = nextEnvironment(config, runtime.jar.secret)
    const listening = await listen(
      runtime,
      apiOnly ? null : async () => (await import('./pages.ts')).openPages(runtime, dev),
    )
    await announce(runtime, config)
    stopOnSignal(runtime, listening)
  } catch (error) {
    await runtime.close()
    throw error
  }
}

/** For people on stderr, for machines one JSON line on stdout. */
async function announce(runtime: Runtime, { url }: Config): Promise<void> {
  const setUpUrl = (await runtime.running.isSetUp()) ? null : `${url}/setup#code=${runtime.setUpCode.code}`
  console.error(`\n  Signoff is ready at ${url}`)
  if (setUpUrl !== null) console.error(`  Set it up here (this link works once, until the next start): ${setUpUrl}`)
  console.error('')
  if (setUpUrl !== null) runtime.ports.log.info({ setUpUrl }, 'set-up')
  runtime.ports.log.info({ url }, 'ready')
}

function stopOnSignal(runtime: Runtime, listening: { close(): Promise<void> }): void {
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    runtime.ports.log.info({ signal }, 'stopping')
    listening
      .close()
      .then(() => runtime.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          runtime.ports.log.error({ error: String(error) }, 'the stop was not clean')
          process.exit(1)
        },
      )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
