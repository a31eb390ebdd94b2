import type { IncomingMessage } from 'node:http'
import { SUPPORTED_PROTOCOLS } from '#protocol/version.ts'
import { isDomainError } from '#domain/errors.ts'
import { whoHolds, type Caller } from '../queries/caller.ts'
import type { Ports } from '../commands/ports.ts'

/** A refusal of a handshake: `connect_error` carries `data`. */
export class HandshakeRefusal extends Error {
  readonly data: Readonly<Record<string, unknown>>
  constructor(code: string, more: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.data = { code, detail: DETAIL[code] ?? code, ...more }
  }
}

const DETAIL: Readonly<Record<string, string>> = {
  unauthenticated: 'Sign in first: this token is not known.',
  session_ended: 'Access of this session has ended, and its sign-out is confirmed.',
  token_replaced: 'This device has signed in again since: use its newer token.',
  unsupported_protocol: 'This server speaks another version of the protocol.',
  future_cursor: 'This cursor is ahead of the log. Start again at 0.',
  malformed: 'The handshake is not as the protocol says.',
  not_set_up: 'This Signoff is not set up yet.',
}

export type SocketDeps = {
  readonly ports: Ports
  readonly tokenOfCookie: (cookie: string | null) => Promise<string | null>
  /** The handshake of this request has proved its session. */
  readonly proven: (request: IncomingMessage) => void
}

/** Whether a handshake may go on at all, before any session object exists (quality.md, F2). */
export function allowedOrigin(
  request: IncomingMessage,
  origins: ReadonlySet<string>,
  hasOurCookie: (cookie: string) => boolean,
): boolean {
  const { origin, cookie } = request.headers
  if (origin !== undefined) return origins.has(origin)
  // Without Origin a bearer passes; a cookie alone only when the browser itself says that the page is ours.
  return cookie === undefined || !hasOurCookie(cookie) || request.headers['sec-fetch-site'] === 'same-origin'
}

type Handshake = { readonly auth: Record<string, unknown>; readonly headers: IncomingMessage['headers'] }

type Holder = Extract<Caller, { kind: 'active' | 'ended' }>

/** The caller of a socket, by the token in `auth` or by the browser's cookie. Throws a HandshakeRefusal. */
export async function callerOf(deps: SocketDeps, { handshake }: { readonly handshake: Handshake }): Promise<Holder> {
  const given = handshake.auth['token']
  const token =
    typeof given === 'string' && given !== '' ? given : await deps.tokenOfCookie(handshake.headers.cookie ?? null)
  if (token === null) throw new HandshakeRefusal('unauthenticated')
  const caller = await whoHolds(deps.ports, token)
  if (caller.kind === 'none') throw new HandshakeRefusal('unauthenticated')
  if (caller.kind === 'replaced') throw new HandshakeRefusal('token_replaced')
  if (caller.kind === 'ended' && caller.closed)
    throw new HandshakeRefusal('session_ended', { signOutId: caller.signOutId })
  return caller
}

/** Protocol and cursor of a device's handshake. An ended session's cursor is ignored. Throws a HandshakeRefusal. */
export function deviceCursor(auth: Record<string, unknown>, caller: Holder): number {
  if (!SUPPORTED_PROTOCOLS.includes(Number(auth['protocol'])))
    throw new HandshakeRefusal('unsupported_protocol', { supported: SUPPORTED_PROTOCOLS })
  const cursor = auth['cursor'] ?? 0
  if (caller.kind === 'ended') return 0
  if (typeof cursor !== 'number' || !Number.isInteger(cursor) || cursor < 0) throw new HandshakeRefusal('malformed')
  const { head, session } = caller
  if (cursor > head) throw new HandshakeRefusal('future_cursor', { head })
  return Math.max(cursor, session.startSeq - 1)
}

/** A middleware of a namespace: lets a socket in, or refuses it with what `connect_error` carries. */
export function doorkeeper<S extends { readonly request: IncomingMessage }>(
  deps: SocketDeps,
  admit: (socket: S) => Promise<void>,
) {
  const enter = async (socket: S, next: (error?: Error) => void) => {
    next(await refusalOf(deps, admit, socket))
  }
  return (socket: S, next: (error?: Error) => void): void => void enter(socket, next)
}

async function refusalOf<S extends { readonly request: IncomingMessage }>(
  deps: SocketDeps,
  admit: (socket: S) => Promise<void>,
  socket: S,
): Promise<Error | undefined> {
  try {
    await admit(socket)
    deps.proven(socket.request)
    return undefined
  } catch (error) {
    if (error instanceof HandshakeRefusal) return error
    if (isDomainError(error)) return new HandshakeRefusal(error.code, error.data)
    deps.ports.log.error({ error: String(error) }, 'a handshake failed')
    return new HandshakeRefusal('unavailable')
  }
}
