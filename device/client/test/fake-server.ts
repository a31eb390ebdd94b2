import type { LogEntry, Order } from '#protocol/entry.ts'

/** A server that speaks just the HTTP twin of the device channel, as protocol.md, part 6, says it, for one session. */
export function fakeServer() {
  const entries: LogEntry[] = []
  const accepted = new Map<string, string>()
  const heard: string[] = []
  let order: Order | null = null
  let state: 'active' | 'waiting' | 'received' | 'cleaning' | 'failed' | 'confirmed' = 'active'
  let answer = (claims: Claims) =>
    claims.result === 'done' && claims.attempt === order?.attempt ? 'confirmed' : 'failed'

  const add = (type: string, data: LogEntry['data']) =>
    entries.push({ seq: entries.length + 1, at: new Date(entries.length).toISOString(), type, data })
  add('session.started', { sessionId: 'ses_1', deviceId: 'dev_1' })

  function log(cursor: number): Response {
    if (state === 'confirmed') return problem(401, 'session_ended', { signOutId: 'out_1' })
    if (state === 'active' && cursor > entries.length) return problem(409, 'future_cursor', { head: entries.length })
    if (order === null) return json({ entries: entries.filter(({ seq }) => seq > cursor), head: entries.length })
    const own = entries.filter(({ type }) => type !== 'session.started')
    const newest = own.findLast(({ type }) => type === 'sign-out.requested')
    return json({
      entries: [newest, ...own.filter((entry) => entry !== newest && entry.seq > cursor)],
      head: entries.length,
    })
  }

  function confirm(jws: string): Response {
    const claims = claimsOf(jws)
    if (claims.nonce !== 'n-1') return problem(422, 'wrong_nonce')
    const before = accepted.get(claims.jti)
    if (before !== undefined) return json({ state: before })
    if (state === 'confirmed') return problem(401, 'session_ended', { signOutId: 'out_1' })
    state = answer(claims)
    accepted.set(claims.jti, state)
    return json({ state })
  }

  const routes: Record<string, (url: URL, body: Body) => Response> = {
    'GET /api/v1/device/log': (url) => log(Number(url.searchParams.get('cursor'))),
    'POST /api/v1/device/ack': () =>
      order === null ? json({}) : problem(401, 'session_ended', { signOutId: 'out_1' }),
    'POST /api/v1/device/status': () => json({}),
    'POST /api/v1/device/report': (_, { type }) => {
      if (state === 'confirmed') return problem(401, 'session_ended', { signOutId: 'out_1' })
      heard.push(type)
      if (state !== 'failed') state = type === 'progress' ? 'cleaning' : 'received'
      return json({ state })
    },
    'POST /api/v1/device/confirmations': (_, { jws }) => confirm(jws),
  }

  return {
    heard,
    state: () => state,
    accepted,
    claims: () => [...accepted.keys()],
    /** What an accepted confirmation is answered with; by default `confirmed` for a `done` of the present attempt. */
    answers(next: typeof answer) {
      answer = next
    },
    /** Ends the session and orders the clean-up; called again, it makes the order stricter or tries again: a higher attempt. */
    signOut(options: Partial<Order['options']> = {}): Order {
      const attempt = (order?.attempt ?? 0) + 1
      if (order === null) add('session.ended', { sessionId: 'ses_1', deviceId: 'dev_1', signOutId: 'out_1' })
      order = {
        signOutId: 'out_1',
        deviceId: 'dev_1',
        sessionId: 'ses_1',
        by: { kind: 'member', deviceId: 'dev_9', deviceName: 'Phone' },
        options: { keepRecords: false, clearCache: true, unbind: false, exit: null, cleanup: null, ...options },
        reason: 'lost',
        accessEndedAt: new Date(0).toISOString(),
        nonce: 'n-1',
        attempt,
      }
      state = 'waiting'
      add('sign-out.requested', order)
      return order
    },
    fetch: async (input: string, init: RequestInit): Promise<Response> => {
      await new Promise((resolve) => setImmediate(resolve))
      if (init.signal?.aborted) throw new TypeError('aborted')
      const url = new URL(input)
      const route = routes[`${init.method} ${url.pathname}`]
      return route === undefined
        ? problem(404, 'not_found')
        : route(url, typeof init.body === 'string' ? (JSON.parse(init.body) as Body) : { type: '', jws: '' })
    },
  }
}
export type FakeServer = ReturnType<typeof fakeServer>

type Body = { readonly type: string; readonly jws: string }
export type Claims = { jti: string; nonce: string; result: string; attempt: number; filesRemoved: number }

export function claimsOf(jws: string): Claims {
  return JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as Claims
}

function json(body: unknown): Response {
  return new Response(JSON.stringify(body), { status: 200 })
}

function problem(status: number, code: string, data: object = {}): Response {
  return new Response(JSON.stringify({ status, code, ...data }), { status })
}
