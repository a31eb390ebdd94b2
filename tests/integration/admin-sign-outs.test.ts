import { describe, expect, it } from 'vitest'
import type { VerificationsView, VerificationView } from '#protocol/admin.ts'
import { administrators } from '#tests/support/administrators.ts'
import type { Problem } from '#tests/support/api.ts'
import { PASSWORD } from '#tests/support/company.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Forced sign-outs with a reason, a preview and a step-up, the board that follows them, and the audit that keeps them (protocol.md, part 8). */
const { firm, http } = await servedCompany()
const { sales, admin, scoped, call, worker } = await administrators({ firm, http })
const TEXT: unknown = expect.any(String)
const REASON = 'Leaves the company today'
const isIn = async (device: TestDevice) => (await http.get('/api/v1/me', { token: device.token })).status === 200

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
