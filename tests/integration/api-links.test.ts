import { describe, expect, it } from 'vitest'
import { beginLink, pollLink } from '#tests/support/company.ts'
import { linksIn } from '#tests/support/links.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** Linking a device: RFC 8628 with a typed number (protocol.md, part 5). */
const { server, firm, http } = await servedCompany()
const { phoneOf, phoneFor, begin, approve, clock } = linksIn({ server, firm, http })
const CODE: unknown = expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
const NUMBER: unknown = expect.stringMatching(/^\d\d$/)

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
    const who = await firm.member('孙悦')
    const phone = await phoneFor(who)
    const begun = await beginLink(server.url, phone.claim)
    const other = await firm.device(who, { name: 'Laptop' })
    expect((await approve(other, begun.user_code, begun.check_number)).status).toBe(200)
    expect((await pollLink(server.url, begun.device_code)).body['error']).toBe('invalid_grant')
    // A link never replaces a session that signed in by itself, proven or not.
    const proof = await phone.key.sign(begun.device_code)
    expect((await pollLink(server.url, begun.device_code, { device_proof: proof })).body['error']).toBe('access_denied')
  })

  it('[4.1] at the limit the approver chooses who goes', async () => {
    const who = await firm.member('唐伟')
    const phone = await phoneFor(who)
    const others = []
    for (const name of ['a', 'b', 'c', 'd']) others.push(await firm.device(who, { name }))
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
    const who = await firm.member('邓超')
    const phone = await phoneFor(who)
    const other = await firm.device(who, { name: 'Other' })
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
