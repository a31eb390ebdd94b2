import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { addressOf } from './address.ts'
import { createApi } from './api/app.ts'
import type { ApiDeps } from './api/deps.ts'
import { isApiPath } from './api/paths.ts'
import { openGateway, type Gateway } from './live/gateway.ts'
import type { Pages } from './pages.ts'
import { AGENT_FILE, type Runtime } from './runtime.ts'

const SOCKETS = '/socket.io/'
/** How long requests in flight may still take once the server is told to stop. */
const DRAIN_MS = 10_000
/** Connections of one process; more are closed at once, before a byte of theirs is read (docs/operating.md, Sizing). */
const MOST_CONNECTIONS = 20_000

export type Listening = { readonly port: number; close(): Promise<void> }

/** One HTTP server for the API, OAuth, Socket.IO and the pages: Next gets what no route of ours takes. */
export async function listen(runtime: Runtime, openPages: (() => Promise<Pages>) | null): Promise<Listening> {
  const { config, ports } = runtime
  const stopping = new AbortController()
  const gateway: { current: Gateway | null } = { current: null }
  const api = getRequestListener(createApi(apiDeps(runtime, stopping.signal, gateway)).fetch)
  const pages = openPages === null ? null : await openPages()

  const server = createServer(
    {
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      // How often Node looks for connections past these limits: by default every 30 s, which doubles them (quality.md, G2).
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      route(request, response).catch((error: unknown) => {
        ports.log.error({ error: String(error), path: pathOf(request) }, 'a request failed')
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    },
  )

  server.maxConnections = MOST_CONNECTIONS

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request)
    if (stopping.signal.aborted) response.setHeader('Connection', 'close')
    if (isApiPath(path)) return api(request, response)
    if (path === '/agent.mjs') return agent(response)
    if (pages === null) {
      response.writeHead(404)
      return void response.end()
    }
    return pages.handle(request, response, addressOf(request, config.trusted))
  }

  gateway.current = openGateway(
    server,
    config,
    {
      ports,
      tokenOfCookie: (cookie) => runtime.jar.tokenOf(cookie),
      hasOurCookie: (cookie) => runtime.jar.has(cookie),
    },
    runtime.bell,
    runtime.presence,
  )
  // After Socket.IO's own listener: whatever else asks for an upgrade is cut off (quality.md, F7).
  server.on('upgrade', (request, socket, head) => {
    if (pathOf(request) === SOCKETS) return
    if (pages?.upgrade && pathOf(request).startsWith('/_next/'))
      pages.upgrade(request, socket, head).catch(() => socket.destroy())
    else socket.destroy()
  })
  await started(server, config.port, config.host)
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : config.port
  return { port, close: () => drain(server, gateway.current, pages, stopping) }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

function apiDeps(runtime: Runtime, stopping: AbortSignal, gateway: { readonly current: Gateway | null }): ApiDeps {
  const { ports, config, presence, bell, clock, jobs, jar, keyRing, setUpCode } = runtime
  return {
    ports,
    config,
    keyRing,
    setUpCode,
    tokenOfCookie: (cookie) => jar.tokenOf(cookie),
    arrivalOfCookie: (cookie) => jar.arrivalOf(cookie),
    cookieFor: (token) => jar.carry(token),
    cookieClear: (secure) => jar.clear(secure),
    accepted: (sessionId, deviceId, ip) => presence.accepted(sessionId, deviceId, ip),
    heard: (deviceId) => presence.heard(deviceId),
    polling: (deviceId, memberId) => presence.polled(deviceId, memberId),
    acknowledge: ({ id: sessionId, memberId, deviceId }, seq) =>
      presence.acknowledged({ sessionId, memberId, deviceId, seq }),
    waitForLog: async (stream, signal, ms) => void (await bell.next(stream, AbortSignal.any([signal, stopping]), ms)),
    advanceClock: config.testClock
      ? async (ms) => {
          clock.advance(ms)
          await jobs.runDue()
          return clock.now()
        }
      : null,
    readiness: () =>
      ports.store.ping().then(
        () => true,
        () => false,
      ),
    metrics: runtime.metrics,
    gauges: (): Record<string, number> => {
      const { devices = 0, watchers = 0 } = gateway.current?.sockets() ?? {}
      return { device_sockets: devices, watcher_sockets: watchers, ...runtime.gauges() }
    },
  }
}

async function agent(response: ServerResponse): Promise<void> {
  try {
    const file = await readFile(AGENT_FILE)
    response.writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    })
    response.end(file)
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain' })
    response.end('The agent is built by npm start and npm run agent.\n')
  }
}

function started(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** No new connections; what is in flight is finished; sockets are closed in batches; then the rest is cut (quality.md, A10). */
async function drain(
  server: Server,
  gateway: Gateway | null,
  pages: Pages | null,
  stopping: AbortController,
): Promise<void> {
  stopping.abort()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  await gateway?.close()
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
  await closed
  clearTimeout(cut)
  await pages?.close()
}
