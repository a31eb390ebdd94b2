import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerificationsView, VerificationView } from '#protocol/admin.ts'
import { api, type Api, type Problem } from '#tests/support/api.ts'
import { company, PASSWORD, type Company } from '#tests/support/company.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Administration (protocol.md, part 8): who may, with a step-up, a reason, a preview. */
let server: TestServer
let firm: Company
let http: Api
let sales: string
let admin: TestDevice
let scoped: TestDevice
let hr: TestDevice
const TEXT: unknown = expect.any(String)
const REASON = 'Leaves the company today'
beforeAll(async () => {
  server = await startServer()
  http = api(server.url)
  firm = await company(server.url)
  sales = await firm.department('销售部')
  admin = await firm.device(await firm.member('张伟', { roles: ['admin'] }))
  scoped = await firm.device(await firm.member('李强', { roles: ['admin'], scope: sales, departmentId: sales }))
  hr = await firm.device(await firm.member('王敏', { roles: ['hr'] }))
})
afterAll(() => server.dispose())

const call = <Body = Problem>(
  by: TestDevice,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) => http.send<Body>(method, `/api/v1/admin${path}`, body, { token: by.token, headers })
const worker = async (departmentId: string | null = null) =>
  firm.device(await firm.member('员工', { departmentId }), { name: 'Laptop' })
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

describe('forced sign-outs', () => {
  it('a preview holds exactly what it found; confirming by it ends those still active', async () => {
    const one = await worker(sales)
    const preview = await call<Problem>(scoped, 'POST', '/sign-outs', { members: [one.memberId], reason: REASON })
    expect(preview).toMatchObject({
      status: 422,
      body: { code: 'confirmation_required', preview: { sessions: [{ id: one.sessionId }] } },
    })
    const previewId = String(preview.body['previewId'])
    const late = await firm.device(
      {
        email: (await call<{ email: string }>(admin, 'GET', `/members/${one.memberId}`)).body.email,
        password: PASSWORD,
      },
      { name: 'Later' },
    )
    expect((await call(admin, 'POST', '/sign-outs', { previewId, reason: REASON })).status).toBe(404) // another's preview
    expect((await call(scoped, 'POST', '/sign-outs', { previewId })).body.code).toBe('reason_required')
    const done = await call<{ batch: Record<string, unknown>; signOuts: unknown[] }>(scoped, 'POST', '/sign-outs', {
      previewId,
      reason: REASON,
    })
    expect(done).toMatchObject({
      status: 202,
      body: { batch: { state: 'done', total: 1, done: 1, failed: 0 }, signOuts: [{ by: { kind: 'admin' } }] },
    })
    expect([await isIn(one), await isIn(late)]).toEqual([false, true])
  })

  it('names one choice, existing members, and nobody above the caller', async () => {
    const target = await worker()
    expect((await call(admin, 'POST', '/sign-outs', { reason: REASON, confirm: true })).status).toBe(422)
    expect(
      (await call(admin, 'POST', '/sign-outs', { members: [target.memberId, 'mem_x'], reason: REASON, confirm: true }))
        .status,
    ).toBe(404)
    expect(
      (await call(admin, 'POST', '/sign-outs', { members: [firm.owner.memberId], reason: REASON, confirm: true })).body
        .code,
    ).toBe('forbidden')
    expect(await isIn(target)).toBe(true)
  })

  it('[E1] two administrators at once: one sign-out, both in the audit', async () => {
    const target = await worker()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        call<{ signOuts: { id: string }[] }>(i % 2 ? admin : firm.owner, 'POST', '/sign-outs', {
          sessions: [target.sessionId],
          reason: REASON,
          confirm: true,
        }),
      ),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    const ids = answers.map(({ body }) => body.signOuts.map(({ id }) => id))
    expect(new Set(ids.flat()).size).toBe(1)
    expect(ids.every(({ length }) => length === 1)).toBe(true)
    const audit = await call<{ items: { type: string; data: { by?: { id: string } } }[] }>(
      admin,
      'GET',
      `/audit?stream=${target.memberId}&limit=200`,
    )
    expect(audit.body.items.filter(({ type }) => type === 'session.ended')).toHaveLength(1)
    const named = new Set(
      audit.body.items.filter(({ type }) => type.startsWith('sign-out.')).map(({ data }) => data.by?.id),
    )
    expect([...named]).toEqual(expect.arrayContaining([admin.memberId, firm.owner.memberId]))
  })

  it('without a recent step-up nothing is forced', async () => {
    const target = await worker()
    await http.post('/api/test/clock', { advanceMs: 5 * 60_000 })
    const ask = () => call(admin, 'POST', '/sign-outs', { members: [target.memberId], reason: REASON, confirm: true })
    expect(await ask()).toMatchObject({ status: 403, body: { code: 'step_up_required' } })
    expect((await call(admin, 'GET', '/audit/export')).body.code).toBe('step_up_required')
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: admin.token })
    expect((await ask()).status).toBe(202)
  })

  it('an override waits for the original’s time', async () => {
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: admin.token })
    const who = await firm.member('原设备')
    const phone = await firm.device(who)
    const other = await firm.device(who)
    const linked = await firm.linked(phone, 'Kiosk')
    const asked = await http.post<{ signOuts: { id: string }[] }>(
      '/api/v1/sign-outs',
      { sessions: [linked.sessionId], confirm: true },
      { token: other.token },
    )
    const path = `/sign-outs/${asked.body.signOuts[0]?.id}/override`
    expect(await call(admin, 'POST', path, { reason: REASON })).toMatchObject({
      status: 409,
      body: { code: 'too_early', at: TEXT },
    })
    await http.post('/api/test/clock', { advanceMs: 15 * 60_000 })
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: admin.token })
    expect(await call(admin, 'POST', path, { reason: REASON })).toMatchObject({
      status: 200,
      body: { state: 'waiting', original: { decision: 'overridden' } },
    })
  })

  it('the board counts what is open, for the scope of who looks', async () => {
    const all = await call<{ counts: Record<string, number> }>(admin, 'GET', '/live?state=open')
    const own = await call<{ counts: Record<string, number>; signOuts: unknown[] }>(scoped, 'GET', '/live')
    expect(all.body.counts['waiting']).toBeGreaterThan(own.body.counts['waiting'] ?? 0)
    expect((await call(admin, 'GET', '/live?state=lost')).status).toBe(422)
  })
})

describe('the audit', () => {
  it('verifies, and is exported whole for who may', async () => {
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: admin.token })
    const verified = await call<{ ok: boolean; entries: number }>(admin, 'GET', '/audit/verify')
    expect(verified.body.ok).toBe(true)
    const partly = await call<{ ok: boolean; entries: number }>(scoped, 'GET', '/audit/verify')
    expect(partly.body.entries).toBeLessThan(verified.body.entries)
    const lines = (await call<string>(admin, 'GET', '/audit/export?format=jsonl')).body.trim().split('\n')
    expect(lines).toHaveLength(verified.body.entries)
    const csv = await call<string>(admin, 'GET', '/audit/export?format=csv')
    expect(csv.headers.get('content-type')).toContain('text/csv')
    expect(csv.body.split('\n')[0]).toBe('stream,seq,at,type,data,dataHash,hash')
    expect((await call(scoped, 'GET', '/audit/export')).body.code).toBe('forbidden')
    expect((await call(admin, 'GET', '/audit/export?format=xlsx')).status).toBe(422)
  })

  it('[LG11] [LG12] is verified as a job, each administrator their own part; foreign ids look like unknown ones', async () => {
    const start = (who: TestDevice) => call<VerificationView>(who, 'POST', '/audit/verifications')
    const found = (who: TestDevice) => call<VerificationsView>(who, 'GET', '/audit/verifications')
    const [whole, part] = [await start(admin), await start(scoped)]
    expect([whole.status, part.status]).toEqual([202, 202])
    for (const who of [admin, scoped])
      await expect.poll(async () => (await found(who)).body.result?.state, { timeout: 10_000 }).toBe('intact')
    const [all, some] = [(await found(admin)).body, (await found(scoped)).body]
    expect(all.newest).toMatchObject({ id: whole.body.id, by: { id: admin.memberId }, brokenAt: null })
    expect(all.result?.fingerprint).toMatch(/^[\w-]{43}$/)
    expect(some.newest?.entries).toBeLessThan(all.newest?.entries ?? 0)
    expect(some.newest?.total).toEqual({ logs: some.newest?.logs, entries: some.newest?.entries })
    const stop = (id: string) => call(scoped, 'POST', `/audit/verifications/${id}/stop`)
    const [foreign, unknown] = [await stop(whole.body.id), await stop('ver_none')]
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body])
    expect((await stop(part.body.id)).body).toMatchObject({ code: 'wrong_state', state: 'intact' })
  })

  it('[ST36] an export with a filter holds what fits it', async () => {
    const target = await worker()
    const of = `stream=${target.memberId}`
    const jsonl = async (query: string) => {
      const { body } = await call<string | undefined>(admin, 'GET', `/audit/export?format=jsonl&${query}`)
      return (body ?? '')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as { stream: string; type: string; at: string })
    }
    const all = await jsonl(of)
    expect(all.map(({ type }) => type)).toEqual(['session.started', 'member.joined', 'member.created'])
    expect(new Set(all.map(({ stream }) => stream))).toEqual(new Set([target.memberId]))
    expect((await jsonl(`${of}&type=member.joined`)).map(({ type }) => type)).toEqual(['member.joined'])
    expect(await jsonl(`${of}&to=${encodeURIComponent('2020-01-01T00:00:00Z')}`)).toEqual([])
    const csv = await call<string>(admin, 'GET', `/audit/export?format=csv&${of}`)
    expect(csv.body.trim().split('\n')).toHaveLength(1 + all.length)
    expect((await call(admin, 'GET', '/audit/export?from=yesterday')).status).toBe(422)
  })

  it('a scoped administrator reads no other department’s entries, nor the organisation’s', async () => {
    const outside = await worker()
    for (const stream of [outside.memberId, 'org']) {
      const audit = await call<{ items: unknown[] }>(scoped, 'GET', `/audit?stream=${stream}`)
      expect([stream, audit.body.items]).toEqual([stream, []])
    }
  })
})
