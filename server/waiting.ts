import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from './config/config.ts'

const TRY_EVERY_MS = 5_000
const PROBLEM = JSON.stringify({
  type: 'about:blank',
  title: 'Not available',
  status: 503,
  code: 'unavailable',
  detail: 'The store cannot be used now. Nothing was done. 存储暂时不可用，未执行任何操作。',
})

/** Permission that was taken away, or a file system that went read-only: both may be given back. A path that cannot be is a mistake. */
const GIVEN_BACK = new Set(['EACCES', 'EPERM', 'EROFS'])

/** A store that may come back by itself; all else needs a person. */
function mayComeBack(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (error.code === 'unreachable') return true
  const { cause } = error
  return error.code === 'no_access' && cause instanceof Error && 'code' in cause && GIVEN_BACK.has(String(cause.code))
}

/**
 * Starts, and while the store cannot be reached answers 503 to everything and tries again: no crash loop, and the health is red
 * (quality.md, B3 and H7). A signal ends the waiting at once.
 */
export async function whenStoreIsThere<T>(
  config: Pick<Config, 'host' | 'port'>,
  start: () => Promise<T>,
  say: (line: string) => void,
): Promise<T> {
  try {
    return await start()
  } catch (error) {
    if (!mayComeBack(error)) throw error
    say(`Signoff waits for its store: ${error.message}`)
  }
  const server = createServer((_, response) => {
    response.writeHead(503, {
      'content-type': 'application/problem+json',
      'retry-after': '5',
      'cache-control': 'no-store',
    })
    response.end(PROBLEM)
  })
  const end = () => process.exit(0)
  process.once('SIGTERM', end).once('SIGINT', end)
  server.listen(config.port, config.host)
  try {
    for (;;) {
      await pause(TRY_EVERY_MS)
      const started = await start().catch((error: unknown) => {
        if (!mayComeBack(error)) throw error
        return null
      })
      if (started !== null) return started
    }
  } finally {
    process.off('SIGTERM', end).off('SIGINT', end)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}
