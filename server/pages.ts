import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import next from 'next'
import { ADDRESS_HEADER } from './auth/next-auth.ts'
import { whoHolds } from './queries/caller.ts'
import type { Runtime } from './runtime.ts'

export type Pages = {
  handle(request: IncomingMessage, response: ServerResponse, address: string | null): Promise<void>
  /** Next's own upgrades, in development alone. */
  upgrade: ((request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>) | null
  close(): Promise<void>
}

/** What anyone may open: a browser whose access has ended must be able to sign in again. */
const PUBLIC = /^\/(sign-in|setup|link|l|docs|offline)(\/|$)|^\/sw\.js$/
const STATIC = /^\/(_next\/|icon|apple-icon|favicon|manifest|robots\.txt$)/
/** The rooms of a member: who brings no session is led to the sign-in before anything is drawn, not by a page that has to load first. */
const ROOMS =
  /^\/(devices|sign-outs|approvals|activity|checklist|contacts|guide|hand-overs|inbox|me|settings|admin)(\/|$)/
const SIGNED_OUT = '/signed-out'

/** Next behind our own gate: each answer has its headers, and an ended session gets 401 on every page but its own (quality.md, F5). */
export async function openPages(runtime: Runtime, dev: boolean): Promise<Pages> {
  // Next adds its upgrade listener to the server it is told of. This one never listens: upgrades are ours alone (quality.md, F7), and in
  // development Next's own are handed to it. (Its `getUpgradeHandler` answers none; without them no page of development ever hydrates.)
  const upgrades = createServer()
  const app = next({ dev, httpServer: upgrades, turbopack: dev })
  await app.prepare()
  const render = app.getRequestHandler()
  let setUp = false

  async function handle(request: IncomingMessage, response: ServerResponse, address: string | null): Promise<void> {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (!isPlain(path)) return void response.writeHead(404).end()
    request.headers[ADDRESS_HEADER] = address ?? ''
    delete request.headers['x-middleware-subrequest']
    if (STATIC.test(path)) return render(request, response)
    protect(request, response, runtime.config, dev)
    setUp ||= await runtime.running.isSetUp()
    if (!setUp && path !== '/setup' && !path.startsWith('/api/')) return redirect(response, '/setup')
    if (path.startsWith('/api/auth/')) return auth(request, response, path)
    const gate = PUBLIC.test(path) ? 'open' : await gateOf(request, address)
    if (gate === 'nobody' && ROOMS.test(path) && isDocument(request))
      return redirect(response, `/sign-in?next=${encodeURIComponent(request.url ?? path)}`)
    if (gate !== 'ended') return render(request, response)
    response.statusCode = 401
    if (!isDocument(request)) return void response.end()
    request.url = SIGNED_OUT
    return render(request, response)
  }

  /** next-auth's session and sign-out routes would re-issue or drop the cookie by themselves: our session row and our sign-outs do that. */
  async function auth(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const { method } = request
    // Where the company's identity provider sends people back to: from another origin by nature; `state` says that they set out here.
    if (method === 'GET' && path === '/api/auth/callback/company') return render(request, response)
    // Where next-auth leads to when the provider's answer was not as it must be.
    if (method === 'GET' && /^\/api\/auth\/(error|signin)$/.test(path))
      return redirect(response, '/sign-in?error=company')
    const known =
      (method === 'GET' && path === '/api/auth/csrf') ||
      (method === 'POST' && /^\/api\/auth\/(callback\/(password|link|passkey)|signin\/company)$/.test(path))
    if (known && allowedOrigin(request)) return render(request, response)
    response.statusCode = known ? 403 : 404
    response.end()
  }

  function allowedOrigin({ headers }: IncomingMessage): boolean {
    return headers.origin === undefined
      ? headers['sec-fetch-site'] !== 'cross-site'
      : runtime.config.origins.has(headers.origin)
  }

  async function gateOf(request: IncomingMessage, address: string | null): Promise<'open' | 'nobody' | 'ended'> {
    const token = await runtime.jar.tokenOf(request.headers.cookie ?? null)
    if (token === null) return 'nobody'
    const caller = await whoHolds(runtime.ports, token)
    if (caller.kind === 'active') runtime.presence.accepted(caller.session.id, caller.device.id, address)
    return caller.kind === 'ended' ? 'ended' : 'open'
  }

  return {
    handle,
    upgrade: dev ? async (...given) => void upgrades.emit('upgrade', ...given) : null,
    close: () => app.close(),
  }
}

/** Next reads `/_next/../devices` as `/devices`: a path that means another one would pass the patterns above as what it is not. */
function isPlain(path: string): boolean {
  return URL.parse(path, 'http://localhost')?.pathname === path
}

function isDocument({ headers, method }: IncomingMessage): boolean {
  const data =
    headers['rsc'] !== undefined ||
    headers['next-action'] !== undefined ||
    headers['next-router-prefetch'] !== undefined
  return method === 'GET' && !data && (headers.accept ?? '').includes('text/html')
}

function redirect(response: ServerResponse, to: string): void {
  response.writeHead(307, { location: to })
  response.end()
}

/** The headers of every page. Next reads the nonce out of the request's own policy header. */
function protect(
  request: IncomingMessage,
  response: ServerResponse,
  { secure }: { secure: boolean },
  dev: boolean,
): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self' ws: wss:",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
  ].join('; ')
  request.headers['content-security-policy'] = policy
  response.setHeader('Content-Security-Policy', policy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'same-origin')
  response.setHeader('X-Frame-Options', 'DENY')
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=()')
  if (secure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains')
}
