import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { request } from './load.ts'
import { fillPeer, type PeerMember } from './peer-seats.ts'
import type { Member } from './seats.ts'
import { serve, serveOurs, type Served } from './served.ts'

/** What is asked of each: who calls, all sessions of theirs, and to end one of them. */
export const ASKED = ['check', 'list', 'end'] as const
export type Asked = (typeof ASKED)[number]

/** A server under HTTP load, and its requests. */
export type Party = {
  readonly server: Served
  /** The next request; null when nobody is left whose session could be ended. */
  readonly next: Readonly<Record<Asked, () => string | null>>
}

/** Ours: `GET /me`, `GET /devices`, `POST /sign-outs`. */
export async function ourParty(folder: string, members: readonly Member[]): Promise<Party> {
  const headers = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` })
  const ending = pairs(members)
  const turn = around(members)
  return {
    server: await serveOurs(folder),
    next: {
      check: () => request('GET', '/api/v1/me', headers(turn()[0])),
      list: () => request('GET', '/api/v1/devices', headers(turn()[0])),
      end() {
        const pair = ending()
        if (!pair) return null
        const [caller, { sessionId }] = pair
        return request('POST', '/api/v1/sign-outs', headers(caller), { sessions: [sessionId], confirm: true })
      },
    },
  }
}

/** The floor: a bare Hono route over a copy of our file. */
export async function bareParty(folder: string, members: readonly Member[]): Promise<Party> {
  const store = join(folder, 'floor.db')
  await copyFile(join(folder, 'signoff.db'), store)
  const headers = ({ token }: { token: string }) => ({ authorization: `Bearer ${token}` })
  const ending = pairs(members)
  const turn = around(members)
  const log = join(folder, 'floor.log')
  return {
    server: await serve({ file: 'tests/bench/floor-http.ts', env: { FLOOR_STORE: store }, log, ready: '/ready' }),
    next: {
      check: () => request('GET', '/me', headers(turn()[0])),
      list: () => request('GET', '/devices', headers(turn()[0])),
      end() {
        const pair = ending()
        return pair && request('POST', '/end', headers(pair[0]), { id: pair[1].sessionId })
      },
    },
  }
}

/** The peer: better-auth with as many users and sessions. */
export async function peerParty(folder: string, members: number): Promise<Party> {
  const store = join(folder, 'peer.db')
  const users: PeerMember[] = await fillPeer(store, members)
  const log = join(folder, 'peer.log')
  const env = { PEER_STORE: store }
  const server = await serve({ file: 'tests/bench/peer-auth.ts', env, log, ready: '/api/auth/ok' })
  const headers = ({ cookie }: { cookie: string }) => ({ cookie, origin: server.url })
  const ending = pairs(users)
  const turn = around(users)
  return {
    server,
    next: {
      check: () => request('GET', '/api/auth/get-session', headers(turn()[0])),
      list: () => request('GET', '/api/auth/list-sessions', headers(turn()[0])),
      end() {
        const pair = ending()
        return pair && request('POST', '/api/auth/revoke-session', headers(pair[0]), { token: pair[1].token })
      },
    },
  }
}

/** Each member in turn, for ever. */
function around<T>(members: readonly T[]): () => T {
  let i = 0
  return () => {
    const member = members[i++ % members.length]
    if (member === undefined) throw new Error('nobody was made')
    return member
  }
}

/** A caller and one of their other sessions, each once; the same member comes again as late as can be. */
function pairs<T>(members: readonly (readonly [T, ...T[]])[]): () => readonly [T, T] | null {
  let i = 0
  return () => {
    const member = members[i % members.length]
    const other = member?.[1 + Math.floor(i / members.length)]
    i += 1
    return member && other ? [member[0], other] : null
  }
}
