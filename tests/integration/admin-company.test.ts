import { describe, expect, it } from 'vitest'
import { administrators } from '#tests/support/administrators.ts'
import type { Problem } from '#tests/support/api.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** The policy and the members, as each who administers may change them (protocol.md, part 8). */
const { firm, http } = await servedCompany()
const { sales, admin, scoped, hr, call, worker } = await administrators({ firm, http })
const REASON = 'Leaves the company today'
const isIn = async (device: TestDevice) => (await http.get('/api/v1/me', { token: device.token })).status === 200

describe('the policy', () => {
  it('is replaced by who has seen it: 428 without If-Match, 412 with the present one', async () => {
    const read = await call<Record<string, unknown>>(admin, 'GET', '/policy')
    const etag = read.headers.get('etag') ?? ''
    const next = { ...read.body, limit: 6 }
    expect(await call(admin, 'PUT', '/policy', next)).toMatchObject({
      status: 428,
      body: { code: 'precondition_required' },
    })
    expect(await call(admin, 'PUT', '/policy', { ...next, limit: 0 }, { 'if-match': etag })).toMatchObject({
      status: 422,
    })
    const written = await call<Record<string, unknown>>(admin, 'PUT', '/policy', next, { 'if-match': etag })
    expect(written).toMatchObject({ status: 200, body: { limit: 6 } })
    expect(await call(admin, 'PUT', '/policy', next, { 'if-match': etag })).toMatchObject({
      status: 412,
      body: { code: 'precondition_failed', policy: { limit: 6 } },
    })
    expect((await call(admin, 'PUT', '/policy', next, { 'if-match': 'W/"x"' })).status).toBe(412)
    expect(
      (await call(scoped, 'PUT', '/policy', next, { 'if-match': written.headers.get('etag') ?? '' })).body.code,
    ).toBe('forbidden')
  })

  it('of two at once one wins', async () => {
    const read = await call<Record<string, unknown>>(admin, 'GET', '/policy')
    const headers = { 'if-match': read.headers.get('etag') ?? '' }
    const answers = await Promise.all(
      [7, 8].map((limit) => call(admin, 'PUT', '/policy', { ...read.body, limit }, headers)),
    )
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412])
  })
})

describe('members', () => {
  it('are found by pinyin and initials', async () => {
    for (const query of ['zhangwei', 'zw', '张', 'MEMBER-1@']) {
      const found = await call<{ items: { name: string }[] }>(
        admin,
        'GET',
        `/members?query=${encodeURIComponent(query)}`,
      )
      expect([query, found.body.items.map(({ name }) => name)]).toEqual([query, expect.arrayContaining(['张伟'])])
    }
    expect((await call(admin, 'GET', '/members?limit=201')).status).toBe(422)
    expect((await call(admin, 'GET', '/members?cursor=nonsense')).status).toBe(422)
  })

  it('a scoped administrator sees and changes their department alone, and never roles', async () => {
    const inside = await worker(sales)
    const outside = await worker()
    expect((await call(scoped, 'GET', `/members/${inside.memberId}`)).status).toBe(200)
    expect(await call(scoped, 'GET', `/members/${outside.memberId}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    expect((await call(scoped, 'PATCH', `/members/${inside.memberId}`, { name: '员工乙' })).status).toBe(200)
    expect(await call(scoped, 'PATCH', `/members/${inside.memberId}`, { roles: ['admin'] })).toMatchObject({
      status: 403,
    })
    expect(await call(scoped, 'PATCH', `/members/${inside.memberId}`, { departmentId: null })).toMatchObject({
      status: 422,
    })
    expect(
      (await call(scoped, 'POST', '/sign-outs', { members: [outside.memberId], reason: REASON, confirm: true })).status,
    ).toBe(404)
    const list = await call<{ items: { id: string }[] }>(scoped, 'GET', '/members')
    expect(list.body.items.map(({ id }) => id)).not.toContain(outside.memberId)
  })

  it('HR sees members and not their devices, and changes nothing outside a run', async () => {
    const { memberId } = await worker()
    expect((await call<Record<string, unknown>>(hr, 'GET', `/members/${memberId}`)).body).toMatchObject({
      id: memberId,
      devices: null,
      signOuts: null,
    })
    for (const [method, path] of [
      ['POST', '/members'],
      ['PATCH', `/members/${memberId}`],
      ['POST', `/members/${memberId}/suspend`],
      ['GET', '/devices'],
      ['GET', '/live'],
      ['GET', '/audit'],
    ] as const)
      expect([path, (await call(hr, method, path, method === 'GET' ? undefined : {})).body.code]).toEqual([
        path,
        'forbidden',
      ])
  })

  it('[E10] the last owner stays, and roles are an owner’s to give', async () => {
    expect((await call(admin, 'PATCH', `/members/${admin.memberId}`, { roles: ['owner'] })).body.code).toBe('forbidden')
    expect(await call(firm.owner, 'PATCH', `/members/${firm.owner.memberId}`, { roles: [] })).toMatchObject({
      status: 409,
      body: { code: 'last_admin' },
    })
    expect((await call(admin, 'POST', `/members/${firm.owner.memberId}/suspend`, { reason: REASON })).body.code).toBe(
      'forbidden',
    )
    expect(await call(firm.owner, 'POST', `/members/${firm.owner.memberId}/suspend`, { reason: REASON })).toMatchObject(
      { status: 409, body: { code: 'last_admin' } },
    )
  })

  it('suspending ends every session in the same commit; removing needs it first; the address is free again', async () => {
    const member = await firm.member('离职')
    const devices = [await firm.device(member, { name: 'one' }), await firm.device(member, { name: 'two' })]
    expect((await call(admin, 'POST', `/members/${member.id}/remove`)).body.code).toBe('disable_first')
    expect((await call(admin, 'POST', `/members/${member.id}/suspend`, {})).body.code).toBe('reason_required')
    const suspended = await call<{ member: { state: string }; signOuts: { state: string; by: { kind: string } }[] }>(
      admin,
      'POST',
      `/members/${member.id}/suspend`,
      { reason: REASON },
    )
    expect(suspended.body).toMatchObject({
      member: { state: 'suspended' },
      signOuts: [{ state: 'waiting', by: { kind: 'admin' } }, { state: 'waiting' }],
    })
    for (const device of devices) expect(await isIn(device)).toBe(false)
    const again = await http.post('/api/v1/sign-in', { ...member, device: devices[0]?.claim })
    expect(again).toMatchObject({ status: 403, body: { code: 'member_suspended' } })
    expect((await call(admin, 'POST', `/members/${member.id}/reinstate`)).status).toBe(200)
    expect(await isIn(devices[0] ?? admin)).toBe(false)
    await call(admin, 'POST', `/members/${member.id}/suspend`, { reason: REASON })
    expect((await call(admin, 'POST', `/members/${member.id}/remove`)).status).toBe(200)
    expect((await call(admin, 'GET', `/members/${member.id}`)).status).toBe(404)
    expect((await call(admin, 'POST', '/members', { name: '新人', email: member.email })).status).toBe(201)
    expect(await call(admin, 'POST', '/members', { name: '新人', email: member.email.toUpperCase() })).toMatchObject({
      status: 409,
      body: { code: 'email_taken' },
    })
  })

  it('an invitation that is asked for again with the same key is the same invitation', async () => {
    const body = { name: '邀请', email: 'invited@example.com' }
    const headers = { 'idempotency-key': 'invite-1' }
    const first = await call<{ invitation: { token: string } }>(admin, 'POST', '/members', body, headers)
    const again = await call<{ invitation: { token: string } }>(admin, 'POST', '/members', body, headers)
    expect(again).toMatchObject({ status: 201, body: first.body })
  })
})

describe('a link for a new password', () => {
  const give = (by: TestDevice, id: string, body: object = { reason: 'Forgot it, called from the office' }) =>
    call<{ url: string; expiresAt: string } & Problem>(by, 'POST', `/members/${id}/password-link`, body)
  const reset = (url: string) =>
    http.post<Problem>('/api/v1/password/reset', { token: url.split('token=')[1], password: 'another dull sentence' })

  it('[SE15] without mail is shown once; it works once, a newer one voids it, and until then nothing has changed', async () => {
    const target = await worker()
    const first = await give(admin, target.memberId)
    expect([first.status, first.body.url]).toEqual([201, expect.stringMatching(/\/sign-in\/reset#token=[\w-]{43}$/)])
    expect(await isIn(target)).toBe(true)
    const second = await give(admin, target.memberId)
    expect((await reset(first.body.url)).body.code).toBe('reset_invalid')
    expect((await reset(second.body.url)).status).toBe(200)
    expect((await reset(second.body.url)).body.code).toBe('reset_invalid')
    const mine = await http.get<{ items: { type: string; data: object }[] }>('/api/v1/activity?kind=account', {
      token: target.token,
    })
    const given = mine.body.items.find(({ type }) => type === 'member.password-link')
    expect(given?.data).toMatchObject({ by: { id: admin.memberId }, reason: 'Forgot it, called from the office' })
    expect(JSON.stringify(mine.body)).not.toContain(second.body.url.split('token=')[1])
    expect((await give(admin, target.memberId)).status).toBe(201)
    const more = await give(admin, target.memberId)
    expect([more.status, more.body.code]).toEqual([429, 'rate_limited'])
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('[SE15] is for who could not gain by it: foreign members look like unknown ones, and who has a role is an owner’s to help', async () => {
    const [inside, outside] = [await worker(sales), await worker()]
    expect((await give(scoped, inside.memberId)).status).toBe(201)
    const [foreign, unknown] = [await give(scoped, outside.memberId), await give(scoped, 'mem_none')]
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body])
    for (const { memberId } of [hr, scoped, admin, firm.owner])
      expect((await give(admin, memberId)).body.code).toBe('forbidden')
    expect((await give(hr, inside.memberId)).body.code).toBe('forbidden')
    expect((await give(firm.owner, hr.memberId, { reason: 'short' })).body.code).toBe('reason_required')
    await call(admin, 'POST', `/members/${inside.memberId}/suspend`, { reason: REASON })
    expect((await give(admin, inside.memberId)).body).toMatchObject({ code: 'wrong_state', state: 'suspended' })
  })

  it('[SE15] needs the password again', async () => {
    const target = await worker()
    const linked = await firm.linked(admin, 'Linked')
    expect((await give(linked, target.memberId)).body.code).toBe('step_up_required')
  })
})
