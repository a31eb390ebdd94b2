import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, type Api } from '#tests/support/api.ts'
import { beginLink, company, pollLink, type Begun, type Company } from '#tests/support/company.ts'
import { createKey } from '#tests/support/keys.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { deviceClaimOf, type TestDevice } from '#tests/support/test-device.ts'

/** Linking a device: RFC 8628 with a typed number (protocol.md, part 5). */
let server: TestServer
let firm: Company
let http: Api
beforeAll(async () => {
  server = await startServer()
  http = api(server.url)
  firm = await company(server.url)
})
afterAll(() => server.dispose())

const CODE: unknown = expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
const NUMBER: unknown = expect.stringMatching(/^\d\d$/)
const phoneOf = async (name: string) => firm.device(await firm.member(name), { kind: 'phone', os: 'android', name })
const begin = async () => beginLink(server.url, deviceClaimOf(await createKey(), { name: 'Kiosk' }))
const approve = (by: TestDevice, code: string, checkNumber: string, more: object = {}) =>
  http.post(`/api/v1/links/${code}/approve`, { checkNumber, ...more }, { token: by.token })
const wrongNumber = ({ check_number }: Begun) => String((Number(check_number) + 1) % 100).padStart(2, '0')
const clock = (advanceMs: number) => http.post('/api/test/clock', { advanceMs })

describe('the way of a link', () => {
  it('a code is looked up in any spelling, approved by its number, and redeemed once', async () => {
    const phone = await phoneOf('李娜')
    const begun = await begin()
    expect(begun).toMatchObject({
      user_code: CODE,
      check_number: NUMBER,
    })
    expect((await pollLink(server.url, begun.device_code)).body).toMatchObject({ error: 'authorization_pending' })
    const shown = await http.get<Record<string, unknown>>(
      `/api/v1/links/${begun.user_code.toLowerCase().replace('-', ' ')}`,
      { token: phone.token },
    )
    expect(shown).toMatchObject({ status: 200, body: { device: { name: 'Kiosk' }, places: { limit: 5, used: 1 } } })
    expect(JSON.stringify(shown.body)).not.toContain('check')
    expect((await approve(phone, begun.user_code, begun.check_number)).status).toBe(200)
    const token = await pollLink(server.url, begun.device_code)
    expect(token).toMatchObject({ status: 200, body: { token_type: 'Bearer', kept: null, pending: [] } })
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('invalid_grant')
    const me = await http.get<{ session: { bySelf: boolean }; device: { linkedBy: { id: string } } }>('/api/v1/me', {
      token: token.body['access_token'] ?? '',
    })
    expect(me.body).toMatchObject({ session: { bySelf: false }, device: { linkedBy: { id: phone.id } } })
  })

  it('polling too soon costs five seconds more', async () => {
    const begun = await begin()
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('authorization_pending')
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('slow_down')
  })

  it('errors are those of the RFCs, as JSON that nobody stores', async () => {
    const bad = (form: Record<string, string>, path = '/oauth/token') =>
      http.post<{ error: string }>(path, new URLSearchParams(form))
    expect((await bad({ grant_type: 'password' })).body.error).toBe('unsupported_grant_type')
    const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
    expect((await bad({ grant_type })).body.error).toBe('invalid_request')
    expect(await bad({ grant_type, device_code: 'x' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect((await bad({ grant_type, device_code: 'x', client_id: 'other' })).body.error).toBe('invalid_client')
    expect((await bad({ client_id: 'signoff-device' }, '/oauth/device_authorization')).body.error).toBe(
      'invalid_request',
    )
    const json = await http.post<{ error: string }>('/oauth/token', { grant_type })
    expect(json).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
    const twice = await http.post<{ error: string }>(
      '/oauth/token',
      new URLSearchParams([
        ['grant_type', grant_type],
        ['grant_type', grant_type],
      ]),
    )
    expect(twice.body.error).toBe('invalid_request')
    expect(twice.headers.get('cache-control')).toBe('no-store')
    const metadata = await http.get<Record<string, unknown>>('/.well-known/oauth-authorization-server')
    expect(metadata.body).toMatchObject({ grant_types_supported: [grant_type] })
  })

  it('a code expires; a denied one stays denied', async () => {
    const phone = await phoneOf('赵云')
    const denied = await begin()
    expect((await http.post(`/api/v1/links/${denied.user_code}/deny`, undefined, { token: phone.token })).status).toBe(
      200,
    )
    expect((await pollLink(server.url, denied.device_code)).body['error']).toBe('access_denied')
    expect(await approve(phone, denied.user_code, denied.check_number)).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    })
    const late = await begin()
    await clock(301_000)
    expect((await pollLink(server.url, late.device_code)).body['error']).toBe('expired_token')
    expect(await approve(phone, late.user_code, late.check_number)).toMatchObject({
      status: 410,
      body: { code: 'code_expired' },
    })
  })

  it('a key that the member has must be proven', async () => {
    const phone = await phoneOf('孙悦')
    const begun = await beginLink(server.url, phone.claim)
    const other = await firm.device(
      { email: `member-3@example.com`, password: 'a long and dull sentence' },
      { name: 'Laptop' },
    )
    expect((await approve(other, begun.user_code, begun.check_number)).status).toBe(200)
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('invalid_grant')
    // A link never replaces a session that signed in by itself, proven or not.
    const proof = await phone.key.sign(begun.device_code)
    expect((await pollLink(server.url, begun.device_code, { device_proof: proof })).body['error']).toBe('access_denied')
  })
})

describe('attacks and races', () => {
  it('[F9] [F11] a guessed number is refused, five burn the code, and every device of the member heard of it', async () => {
    const phone = await phoneOf('王芳')
    const begun = await begin()
    for (let left = 4; left > 0; left--)
      expect(await approve(phone, begun.user_code, wrongNumber(begun))).toMatchObject({
        status: 422,
        body: { code: 'wrong_number', left },
      })
    expect(await approve(phone, begun.user_code, wrongNumber(begun))).toMatchObject({
      status: 410,
      body: { code: 'code_burnt' },
    })
    expect(await approve(phone, begun.user_code, begun.check_number)).toMatchObject({
      status: 410,
      body: { code: 'code_burnt' },
    })
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('access_denied')
    const log = await http.get<{ entries: { type: string }[] }>('/api/v1/device/log', { token: phone.token })
    expect(log.body.entries.map(({ type }) => type)).toContain('link.requested')
  })

  it('a wrong number that is sent again with the same key costs one try', async () => {
    const phone = await phoneOf('林涛')
    const begun = await begin()
    const headers = { 'idempotency-key': 'again' }
    const send = () =>
      http.post(
        `/api/v1/links/${begun.user_code}/approve`,
        { checkNumber: wrongNumber(begun) },
        { token: phone.token, headers },
      )
    expect((await send()).body['left']).toBe(4)
    expect((await send()).body['left']).toBe(4)
  })

  it('[F12] at most three undecided codes for one member', async () => {
    const phone = await phoneOf('马超')
    const codes = []
    for (let i = 0; i < 20; i++) codes.push((await begin()).user_code)
    const answers = []
    for (const code of codes) answers.push(await http.get(`/api/v1/links/${code}`, { token: phone.token }))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(answers[3]).toMatchObject({ status: 429, body: { code: 'too_many_codes' } })
  })

  it('[F11] ten unknown codes in ten minutes, then 429; what is another member’s is unknown', async () => {
    const phone = await phoneOf('高洁')
    const other = await phoneOf('罗浩')
    const begun = await begin()
    expect((await http.get(`/api/v1/links/${begun.user_code}`, { token: phone.token })).status).toBe(200)
    expect(await http.get(`/api/v1/links/${begun.user_code}`, { token: other.token })).toMatchObject({
      status: 404,
      body: { code: 'unknown_code' },
    })
    for (let i = 0; i < 9; i++) await http.get('/api/v1/links/BBBBBBBB', { token: other.token })
    expect(await http.get('/api/v1/links/BBBBBBBB', { token: other.token })).toMatchObject({
      status: 429,
      body: { code: 'rate_limited' },
    })
  })

  it('[E13] approved twice at once, and by two originals: one link', async () => {
    const phone = await phoneOf('胡军')
    const laptop = await firm.device(
      { email: 'member-9@example.com', password: 'a long and dull sentence' },
      { name: 'Laptop' },
    )
    expect(laptop.memberId).toBe(phone.memberId)
    const begun = await begin()
    const answers = await Promise.all(
      [phone, laptop, phone, laptop].map((by) => approve(by, begun.user_code, begun.check_number)),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
    const tokens = await Promise.all([1, 2, 3].map(() => pollLink(server.url, begun.device_code)))
    expect(tokens.filter(({ status }) => status === 200)).toHaveLength(1)
    const list = await http.get<{ used: number }>('/api/v1/devices', { token: phone.token })
    expect(list.body.used).toBe(3)
  })

  it('approval dies with the session that gave it', async () => {
    const phone = await phoneOf('梁静')
    const begun = await begin()
    await approve(phone, begun.user_code, begun.check_number)
    await http.post('/api/v1/sign-outs', { scope: 'this', confirm: true }, { token: phone.token })
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('access_denied')
  })

  it('a linked device approves no link', async () => {
    const phone = await phoneOf('宋佳')
    const linked = await firm.linked(phone, 'Tablet')
    const begun = await begin()
    expect(await approve(linked, begun.user_code, begun.check_number)).toMatchObject({
      status: 403,
      body: { code: 'linked_device' },
    })
  })

  it('[4.1] at the limit the approver chooses who goes', async () => {
    const phone = await phoneOf('唐伟')
    const who = { email: `member-12@example.com`, password: 'a long and dull sentence' }
    const others = []
    for (const name of ['a', 'b', 'c', 'd']) others.push(await firm.device(who, { name }))
    expect(others[0]?.memberId).toBe(phone.memberId)
    const begun = await begin()
    expect(await approve(phone, begun.user_code, begun.check_number)).toMatchObject({
      status: 409,
      body: { code: 'device_limit', limit: 5 },
    })
    expect((await approve(phone, begun.user_code, begun.check_number, { replace: others[0]?.sessionId })).status).toBe(
      200,
    )
    expect((await http.get('/api/v1/me', { token: others[0]?.token ?? '' })).body.code).toBe('session_ended')
    expect((await pollLink(server.url, begun.device_code)).status).toBe(200)
  })
})

describe('the original', () => {
  it('confirms the sign-out of a device that it linked: approve, decline, remind, and who may not', async () => {
    const phone = await phoneOf('邓超')
    const who = { email: `member-13@example.com`, password: 'a long and dull sentence' }
    const other = await firm.device(who, { name: 'Other' })
    expect(other.memberId).toBe(phone.memberId)
    const linked = await firm.linked(phone, 'Kiosk')
    const asked = await http.post<{ signOuts: { id: string; state: string }[] }>(
      '/api/v1/sign-outs',
      { sessions: [linked.sessionId], confirm: true },
      { token: other.token },
    )
    expect(asked.body.signOuts[0]?.state).toBe('awaiting-original')
    const path = `/api/v1/sign-outs/${asked.body.signOuts[0]?.id}`
    const log = await http.get<{ entries: { type: string; data: Record<string, unknown> }[] }>('/api/v1/device/log', {
      token: linked.token,
    })
    expect(log.body.entries[0]).toMatchObject({ type: 'sign-out.requested' })
    expect(log.body.entries[0]?.data).not.toHaveProperty('nonce')
    const report = { type: 'received', signOutId: asked.body.signOuts[0]?.id }
    expect(await http.post('/api/v1/device/report', report, { token: linked.token })).toMatchObject({
      status: 409,
      body: { code: 'not_ordered' },
    })
    expect((await http.post(`${path}/approve`, undefined, { token: other.token })).body.code).toBe('forbidden')
    expect((await http.post(`${path}/decline`, '{', { token: other.token })).body.code).toBe('forbidden')
    expect((await http.post(`${path}/decline`, {}, { token: phone.token })).status).toBe(422)
    expect((await http.post(`${path}/remind`, undefined, { token: other.token })).status).toBe(200)
    const soon = await http.post(`${path}/remind`, undefined, { token: other.token })
    expect(soon).toMatchObject({ status: 429, body: { code: 'too_soon' } })
    expect(Number(soon.headers.get('retry-after'))).toBeGreaterThan(200)
    expect(await http.post(`${path}/decline`, { reason: 'still needed' }, { token: phone.token })).toMatchObject({
      status: 200,
      body: { state: 'declined' },
    })
    expect(await http.post(`${path}/approve`, undefined, { token: phone.token })).toMatchObject({
      status: 200,
      body: { state: 'waiting' },
    })
    expect(await http.post(`${path}/approve`, undefined, { token: phone.token })).toMatchObject({
      status: 409,
      body: { code: 'wrong_state', state: 'waiting' },
    })
    expect(await linked.confirm(await linked.order())).toMatchObject({ status: 200, body: { state: 'confirmed' } })
  })
})

it('[SL22] one address asks for a hundred codes in ten minutes and no more; what stands goes on', async () => {
  const standing = await begin()
  const claim = deviceClaimOf(await createKey(), { name: 'Flood' })
  let refused = 0
  for (let i = 0; i < 100; i += 1) if ('code' in (await beginLink(server.url, claim))) refused += 1
  expect(refused).toBeGreaterThan(0)
  const last = await http.post('/oauth/device_authorization', new URLSearchParams())
  expect(last.status).toBe(400) // what is wrong in itself is said first, and costs nothing
  expect(await beginLink(server.url, claim)).toMatchObject({ code: 'rate_limited' })
  expect((await pollLink(server.url, standing.device_code)).body).toMatchObject({ error: 'authorization_pending' })
  await clock(600_001)
  expect(await begin()).toMatchObject({ user_code: CODE })
})

describe('the last instant', () => {
  it('[E13] approved at the very instant of its expiry: one link or none', async () => {
    const phone = await phoneOf('高兴')
    const begun = await begin()
    await clock(299_990)
    const answers = await Promise.all([
      approve(phone, begun.user_code, begun.check_number),
      clock(10),
      approve(phone, begun.user_code, begun.check_number),
    ])
    const approved = answers.filter(({ status }) => status === 200).length - 1 // the clock's own answer
    expect(approved).toBeLessThanOrEqual(1)
    const tokens = await Promise.all([1, 2, 3].map(() => pollLink(server.url, begun.device_code)))
    expect(tokens.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(approved)
    expect((await approve(phone, begun.user_code, begun.check_number)).status).toBe(approved === 1 ? 409 : 410)
  })
})
