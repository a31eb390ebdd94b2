import type { IncomingMessage } from 'node:http'
import { networkOf } from '#domain/network.ts'
import { addressOf } from '../address.ts'
import type { Config } from '../config/config.ts'
import { createHandshakeLimit } from './handshake-limit.ts'
import { allowedOrigin } from './handshake.ts'

/** A storm of devices behind one address may have this many on their way in at once; the rest waits and comes again by itself. */
const EACH = { burst: 2_000, perSecond: 50 }
const ALL = { burst: 10_000, perSecond: 500 }
const RETRY_AFTER_S = 5

export type Turnstile = {
  /** Socket.IO's `allowRequest`: asked once for each handshake of either transport, before any session object exists. */
  readonly allow: (request: IncomingMessage, answer: (error: string | null, allowed: boolean) => void) => void
  /** The handshake of this request has proved its session. */
  readonly proven: (request: IncomingMessage) => void
}

export type TurnstileDeps = {
  readonly hasOurCookie: (cookie: string) => boolean
  readonly tokenOfCookie: (cookie: string | null) => Promise<string | null>
  /** A handshake was refused for its network's flood. */
  readonly refused: () => void
}

/**
 * Lets handshakes in, or answers them 429 for next to nothing while their network floods (quality.md, G1). No session is looked up here. A
 * browser with a cookie that this server sealed has a limit of its own, so that strangers behind its address do not keep it out.
 */
export function createTurnstile(
  { trusted, origins }: Pick<Config, 'trusted' | 'origins'>,
  deps: TurnstileDeps,
): Turnstile {
  const now = () => performance.now()
  const strangers = createHandshakeLimit(EACH, ALL, now)
  const sealed = createHandshakeLimit(EACH, ALL, now)
  const taken = new WeakMap<IncomingMessage, () => void>()

  async function taking(request: IncomingMessage): Promise<(() => void) | null> {
    const network = networkOf(addressOf(request, trusted) ?? '')
    const one = strangers.take(network)
    if (one !== null) return one
    return (await deps.tokenOfCookie(request.headers.cookie ?? null)) === null ? null : sealed.take(network)
  }
  async function allow(...[request, answer]: Parameters<Turnstile['allow']>): Promise<void> {
    const giveBack = await taking(request)
    if (giveBack === null) {
      deps.refused()
      return tooMany(request)
    }
    taken.set(request, giveBack)
    const allowed = allowedOrigin(request, origins, deps.hasOurCookie)
    answer(allowed ? null : 'bad_origin', allowed)
  }
  return {
    allow: (request, answer) => void allow(request, answer).catch(() => request.socket.destroy()),
    proven(request) {
      taken.get(request)?.()
      taken.delete(request)
    },
  }
}

/** Written by ourselves, and the same for both transports: Engine.IO knows 400 and 403 alone, and says neither to an upgrade. */
function tooMany({ socket }: IncomingMessage): void {
  const body = JSON.stringify({ code: 'rate_limited', message: 'Too many handshakes from this address.' })
  const head = [
    'HTTP/1.1 429 Too Many Requests',
    'Connection: close',
    `Retry-After: ${RETRY_AFTER_S}`,
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ]
  socket.on('error', () => undefined)
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy())
}
