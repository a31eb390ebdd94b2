import { describe, expect, it } from 'vitest'
import { api, type Problem } from '#tests/support/api.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { startServer } from '#tests/support/server.ts'

/** What every answer has, whoever asks for what: refusals, bodies, and the order of checks (protocol.md, head and part 8). */
const { server, firm, http } = await servedCompany()
const phone = await firm.device(await firm.member('李娜'), { kind: 'phone', os: 'ios', name: 'iPhone' })

describe('refusals', () => {
  it('are problem documents in the language of the caller', async () => {
    const english = await http.get('/api/v1/me')
    expect(english.headers.get('content-type')).toBe('application/problem+json')
    expect(english.body).toMatchObject({
      type: 'about:blank',
      status: 401,
      code: 'unauthenticated',
      title: 'Sign in first',
    })
    for (const [language, title] of [
      ['zh-CN,zh;q=0.9,en;q=0.8', '请先登录'],
      ['fr, en;q=0.5, zh;q=0.9', '请先登录'],
      ['fr', 'Sign in first'],
      ['zh;q=0, en', 'Sign in first'],
    ] as const) {
      const answer = await http.get('/api/v1/me', { headers: { 'accept-language': language } })
      expect([language, answer.body.title]).toEqual([language, title])
    }
  })

  it('are never stored, and neither is any other answer', async () => {
    for (const path of ['/api/v1/me', '/healthz', '/api/v1/nothing', '/.well-known/jwks.json']) {
      const { headers } = await http.get(path)
      expect([path, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
        path,
        'no-store',
        'nosniff',
      ])
    }
  })

  it('name the member of the body that is at fault', async () => {
    const answer = await http.post('/api/v1/sign-in', { email: 7, device: { kind: 'fridge' } })
    expect(answer.status).toBe(422)
    const errors = answer.body['errors'] as { field: string; code: string; detail: string }[]
    expect(errors).toContainEqual({ field: 'email', code: 'wrong_type', detail: 'This has the wrong type.' })
    expect(errors.map((error) => error.field)).toEqual(
      expect.arrayContaining(['password', 'device.kind', 'device.publicKey']),
    )
  })
})

describe('bodies', () => {
  const post = (body: string, headers: Record<string, string> = {}) => http.post('/api/v1/sign-in', body, { headers })

  it.each(['{', '{"a":1,}', 'hello', '{"email":"\\u0000"}'])('[D6] %s is malformed_json', async (body) => {
    expect(await post(body)).toMatchObject({ status: 422, body: { code: 'malformed_json' } })
  })

  it.each(['[]', 'null', '7', '"text"', '{"__proto__":{"email":"a"}}', '{"constructor":{"prototype":{"email":"a"}}}'])(
    '[D6] %s is JSON and not what is asked for',
    async (body) => {
      expect(await post(body)).toMatchObject({ status: 422, body: { code: 'invalid' } })
    },
  )

  it('[G4] over 64 KiB is refused, whether its length is said or not', async () => {
    const large = JSON.stringify({ email: 'a'.repeat(70_000) })
    expect(await post(large)).toMatchObject({ status: 413, body: { code: 'payload_too_large' } })
    const streamed = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Blob([large]).stream(),
      duplex: 'half',
    }
    const response = await fetch(`${server.url}/api/v1/sign-in`, streamed)
    expect(response.status).toBe(413)
  })

  it('that are not JSON are refused, empty ones may say what they like', async () => {
    expect(await post('a=b', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 })
    const empty = await http.post('/api/v1/devices/dev_x/check', undefined, {
      token: phone.token,
      headers: { 'content-type': 'text/plain' },
    })
    expect(empty.status).toBe(404)
  })
})

describe('the order of checks', () => {
  it('401 comes before anything else, also for what does not exist', async () => {
    for (const path of ['/api/v1/sign-outs/out_x/decline', '/api/v1/admin/members', '/api/v1/nothing'])
      expect([path, (await http.post(path, '{')).status]).toEqual([path, 401])
  })

  it('403 of an administrator’s call comes before its body is read', async () => {
    for (const path of ['/api/v1/admin/members', '/api/v1/admin/sign-outs', '/api/v1/admin/members/mem_x/suspend'])
      expect([path, (await http.post(path, '{', { token: phone.token })).body.code]).toEqual([path, 'forbidden'])
  })

  it('404 comes before the body is looked at', async () => {
    for (const path of ['/api/v1/sign-outs/out_x/decline', '/api/v1/links/BCDFGHJK/approve'])
      expect([path, (await http.post(path, '{', { token: phone.token })).status]).toEqual([path, 404])
    expect((await http.patch('/api/v1/devices/dev_x', { name: 7 }, { token: phone.token })).status).toBe(404)
  })

  it('before set-up all is 503 but health and set-up; then one racer founds the company', async () => {
    const empty = await startServer({ empty: true })
    try {
      const fresh = api(empty.url)
      expect(await fresh.get('/api/v1/me')).toMatchObject({ status: 503, body: { code: 'not_set_up' } })
      expect(await fresh.post('/oauth/token', new URLSearchParams())).toMatchObject({
        status: 503,
        body: { error: 'temporarily_unavailable' },
      })
      expect((await fresh.get('/healthz')).status).toBe(200)
      expect(await fresh.get('/api/v1/setup')).toMatchObject({ status: 200, body: { needed: true } })
      const code = /code=([\w-]+)/.exec(empty.output)?.[1] ?? ''
      const body = {
        company: '示例',
        owner: { name: '王磊', email: 'Wang@Example.com', password: 'a long and dull sentence' },
      }
      expect(await fresh.post('/api/v1/setup', { ...body, code: 'wrong' })).toMatchObject({
        status: 403,
        body: { code: 'bad_setup_code' },
      })
      const weak = await fresh.post('/api/v1/setup', { ...body, code, owner: { ...body.owner, password: 'password' } })
      expect(weak).toMatchObject({ status: 422, body: { code: 'weak_password' } })
      const racers = await Promise.all([1, 2].map(() => fresh.post<Problem>('/api/v1/setup', { ...body, code })))
      expect(racers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
      expect(await fresh.get('/api/v1/me')).toMatchObject({ status: 401 })
    } finally {
      await empty.dispose()
    }
  })
})
