import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems give to clients: 49152 and up by RFC 6335, 32768 and up on Linux. */
const [FIRST, LAST] = [20_000, 30_000]

/**
 * A free loopback port that no client is given by chance. A thousand clients that come back while their server starts would else take its port,
 * or connect to themselves on it.
 */
export async function steadyPort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST)
    const server = createServer().listen(port, '127.0.0.1')
    const free = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
