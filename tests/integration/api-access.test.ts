import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, type Api } from '#tests/support/api.ts'
import { company, type Company } from '#tests/support/company.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Who may call what, and see what (quality.md, part 6, F). The tables are made of the served OpenAPI document. */
interface Operation {
  method: string
  path: string
  secured: boolean
  summary: string
}

let server: TestServer
let firm: Company
let http: Api
let operations: Operation[]
let na: TestDevice
let lei: TestDevice
/** A sign-out of Li Na's, a batch, and a device that she has forgotten. */
let foreign: { signOut: string; batch: string; forgotten: string; device: string; member: string }

beforeAll(async () => {
  server = await startServer()
  http = api(server.url)
  firm = await company(server.url)
  const { body } = await http.get<{ paths: Record<string, Record<string, { security: unknown[]; summary: string }>> }>(
    '/api/v1/openapi.json',
  )
  operations = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, summary }]) => ({
      method: method.toUpperCase(),
      path,
      secured: security.length > 0,
      summary,
    })),
  )
  const who = await firm.member('李娜')
  na = await firm.device(who, { name: 'Na’s phone', kind: 'phone', os: 'ios' })
  lei = await firm.device(await firm.member('王磊'), { name: 'Lei’s phone', kind: 'phone', os: 'android' })
  const old = await firm.device(who, { name: 'Old laptop' })
  const asked = await na.http.post<{ batch: { id: string }; signOuts: { id: string }[] }>(
    '/api/v1/sign-outs',
    { sessions: [old.sessionId], confirm: true },
    { token: na.token },
  )
  await old.confirm(await old.order())
  await na.http.post(`/api/v1/devices/${old.id}/forget`, undefined, { token: na.token })
  foreign = {
    signOut: asked.body.signOuts[0]?.id ?? '',
    batch: asked.body.batch.id,
    forgotten: old.id,
    device: na.id,
    member: na.memberId,
  }
})
afterAll(() => server.dispose())

const filled = (path: string, id: string) => path.replaceAll(/\{\w+\}/g, id)

describe('[F5] after a sign-out the token is dead on every route but the † ones', () => {
  it.each(['before its confirmation', 'after it'])('%s', async (when) => {
    const gone = await firm.device(
      { email: 'member-2@example.com', password: 'a long and dull sentence' },
      { name: `Gone ${when}` },
    )
    await lei.http.post('/api/v1/sign-outs', { sessions: [gone.sessionId], confirm: true }, { token: lei.token })
    if (when === 'after it') await gone.confirm(await gone.order())
    const alive: string[] = []
    for (const { method, path, secured } of operations.filter((operation) => operation.secured)) {
      const body = method === 'GET' ? undefined : {}
      const answer = await http.send(method, filled(path, 'out_x'), body, { token: gone.token })
      expect(secured).toBe(true)
      if (answer.status !== 401) alive.push(path)
    }
    const reporting = ['/api/v1/device/log', '/api/v1/device/report', '/api/v1/device/confirmations']
    expect(alive).toEqual(when === 'after it' ? ['/api/v1/device/confirmations'] : reporting)
    expect(await http.get('/api/v1/no/such/route', { token: gone.token })).toMatchObject({
      status: 401,
      body: { code: 'session_ended' },
    })
    expect(await http.get('/api/v1/sign-outs/out_x/receipt', { token: gone.token })).toMatchObject({ status: 401 }) // D8
  })
})

describe('[F13] what is not yours answers like what is not there', () => {
  it('the same body for a foreign, unknown, deleted, misspelt or twisted id', async () => {
    const withId = operations.filter(
      ({ path, secured }) => secured && path.includes('{id}') && !path.startsWith('/api/v1/admin/'),
    )
    expect(withId.length).toBeGreaterThanOrEqual(9)
    for (const { method, path } of withId) {
      const mine = /devices/.test(path) ? foreign.device : /batches/.test(path) ? foreign.batch : foreign.signOut
      const ids = [
        mine,
        'out_AAAAAAAAAAAAAAAAAAAAAA',
        foreign.forgotten,
        mine.toUpperCase(),
        'x,y',
        '%5B%5D',
        '{}',
        '..%2F..%2Fme',
        "'%20or%201=1",
        '%00',
        '%F0%9F%92%A3',
        'a'.repeat(300),
      ]
      const answers = await Promise.all(
        ids.map((id) => http.send(method, filled(path, id), method === 'GET' ? undefined : {}, { token: lei.token })),
      )
      const seen = new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`))
      expect([method, path, [...seen].map((text) => text.slice(0, 3))]).toEqual([method, path, ['404']])
    }
  })

  it('ids in a body: one that is foreign or unknown, and nothing is done', async () => {
    for (const sessions of [
      [na.sessionId],
      ['ses_x'],
      [lei.sessionId, na.sessionId],
      [lei.sessionId, lei.sessionId.toUpperCase()],
    ]) {
      const answer = await http.post('/api/v1/sign-outs', { sessions, confirm: true }, { token: lei.token })
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
    }
    for (const sessions of [[{}], [[lei.sessionId]], { 0: lei.sessionId }, lei.sessionId, []])
      expect((await http.post('/api/v1/sign-outs', { sessions, confirm: true }, { token: lei.token })).status).toBe(422)
    expect((await http.get('/api/v1/me', { token: lei.token })).status).toBe(200)
  })
})

describe('[F14] a member is no administrator', () => {
  it('every administrator’s call is forbidden, whatever its id and body', async () => {
    for (const { method, path } of operations.filter((operation) => operation.path.startsWith('/api/v1/admin/'))) {
      const answer = await http.send(
        method,
        filled(path, foreign.member),
        method === 'GET' ? undefined : { confirm: true, roles: ['owner'] },
        { token: lei.token },
      )
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 403, 'forbidden'])
    }
  })

  it('members of a body that nobody asked for are ignored', async () => {
    const laptop = await firm.device(
      { email: 'member-2@example.com', password: 'a long and dull sentence' },
      { name: 'Laptop' },
    )
    const renamed = await http.patch<Record<string, unknown>>(
      `/api/v1/devices/${laptop.id}`,
      {
        name: 'Mine',
        memberId: na.memberId,
        roles: ['owner'],
        bound: false,
        id: 'dev_evil',
        __proto__: { shared: true },
      },
      { token: laptop.token },
    )
    expect(renamed.body).toMatchObject({ id: laptop.id, name: 'Mine', bound: true, shared: false })
    const asked = await http.post<{ signOuts: { memberId: string; state: string }[] }>(
      '/api/v1/sign-outs',
      { scope: 'this', confirm: true, state: 'confirmed', memberId: na.memberId, by: { kind: 'admin' } },
      { token: laptop.token },
    )
    expect(asked.body.signOuts).toMatchObject([{ memberId: lei.memberId, state: 'waiting', by: { kind: 'member' } }])
  })

  it('[F15] nobody confirms for a device', async () => {
    // The other one is a member's own: that they hold the authenticator which they just added.
    const paths = operations.map(({ path }) => path).filter((path) => path.includes('confirm'))
    expect(paths).toEqual(['/api/v1/authenticator/confirm', '/api/v1/device/confirmations'])
  })
})

describe('[F2] the origin', () => {
  const me = (headers: Record<string, string>, token?: string) =>
    http.get('/api/v1/me', token === undefined ? { headers } : { headers, token })

  it.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example', 'http://localhost:1', ''])(
    '%s is refused, with and without a bearer',
    async (origin) => {
      expect(await me({ origin })).toMatchObject({ status: 403, body: { code: 'bad_origin' } })
      expect(await me({ origin }, lei.token)).toMatchObject({ status: 403, body: { code: 'bad_origin' } })
    },
  )

  it('our own passes by either name', async () => {
    for (const origin of [server.url, server.url.replace('127.0.0.1', 'localhost')])
      expect((await me({ origin }, lei.token)).status).toBe(200)
  })

  it('a cross-origin page gets no leave from CORS', async () => {
    const { headers } = await http.send('OPTIONS', '/api/v1/me', undefined, {
      headers: { origin: server.url, 'access-control-request-method': 'POST' },
    })
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })
})

describe('bearers', () => {
  it.each(['Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', `Bearer ${'x'.repeat(600)}`, 'bearer null'])(
    '%s is nobody',
    async (authorization) => {
      expect(await http.get('/api/v1/me', { headers: { authorization } })).toMatchObject({
        status: 401,
        body: { code: 'unauthenticated' },
      })
    },
  )

  it('[F16] nothing that lies in the log or the store stands for a token', () => {
    expect(server.output).not.toContain(lei.token)
    expect(server.output).not.toContain(na.token)
  })
})
