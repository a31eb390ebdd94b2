import { describe, expect, it } from 'vitest'
import type { MeasuredView } from '#protocol/insights.ts'
import type { InboxPage, NoticeView } from '#protocol/inbox.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

const DAY = 24 * 60 * 60_000
const { firm, http } = await servedCompany()

const inbox = async ({ token }: TestDevice, kind?: string): Promise<readonly NoticeView[]> => {
  const { items } = (await http.get<InboxPage>('/api/v1/inbox', { token })).body
  return kind === undefined ? items : items.filter((one) => one.kind === kind)
}
const signOut = (by: TestDevice, sessions: string[]) =>
  http.post('/api/v1/sign-outs', { sessions, confirm: true }, { token: by.token })
const advance = (advanceMs: number) => http.post('/api/test/clock', { advanceMs })

describe('what was measured here', () => {
  it('[GF5] the question before a sign-out has medians of everybody’s reports, blank until five, by the table it shows', async () => {
    const measured = async ({ token }: TestDevice) =>
      (await http.get<MeasuredView>('/api/v1/measured?table=mobile', { token })).body.figures
    const one = await firm.device(await firm.member('Mia'), { name: 'Own' })
    const who = await firm.member('Max')
    const by = await firm.device(who, { name: 'By' })
    const before = (await measured(one))['mobile.keep.durationS']?.n ?? 0
    for (let n = before; n < 5; n += 1) {
      expect((await measured(one))['mobile.keep.durationS']).toEqual({ n, median: null, low: null, high: null })
      const phone = await firm.device(who, { kind: 'phone', os: 'ios', name: `Phone ${n}` })
      await http.post(
        '/api/v1/sign-outs',
        { sessions: [phone.sessionId], keepRecords: true, confirm: true },
        { token: by.token },
      )
      await phone.confirm(await phone.order(), { kept: true, durationMs: 1000 * (n + 1) })
    }
    const figures = await measured(one)
    expect(figures['mobile.keep.durationS']).toEqual({ n: 5, median: 3, low: 2, high: 4 })
    expect(Object.keys(figures).filter((key) => !key.startsWith('mobile.'))).toEqual([])
    expect(figures['mobile.both.freedMB']).toMatchObject({ median: null })
    const windows = await http.get<MeasuredView>('/api/v1/measured?table=windows', { token: one.token })
    expect(Object.keys(windows.body.figures)).toContain('windows.quick.memReleasePct')
    expect((await http.get('/api/v1/measured?table=lag', { token: one.token })).status).toBe(422)
    expect((await http.get('/api/v1/measured?table=mac')).status).toBe(401)
  })
})

describe('what a member is told', () => {
  it('[TL2] five devices signed out are five confirmations, each with its lag, once; read on one device is read on all', async () => {
    const who = await firm.member('Five')
    const own = await firm.device(who, { name: 'Own' })
    const leaving: TestDevice[] = []
    for (const n of [1, 2, 3, 4]) leaving.push(await firm.device(who, { kind: 'phone', os: 'ios', name: `Phone ${n}` }))
    await signOut(
      own,
      leaving.map(({ sessionId }) => sessionId),
    )
    await advance(4 * 60_000)
    for (const device of leaving) {
      const order = await device.order()
      await device.confirm(order)
      await device.confirm(order)
    }
    const told = await inbox(own, 'sign-out-confirmed')
    expect(told.map(({ data }) => String(data['device'])).toSorted()).toEqual([
      'Phone 1',
      'Phone 2',
      'Phone 3',
      'Phone 4',
    ])
    for (const { data, readAt } of told) {
      expect(data['lagMs']).toBeGreaterThanOrEqual(4 * 60_000)
      expect([data['bytesFreed'], readAt]).toEqual([345, null])
    }
    const other = await firm.device(who, { name: 'Other' })
    const [first] = told
    await http.post('/api/v1/inbox/read', { ids: [first?.id] }, { token: other.token })
    expect((await inbox(own, 'sign-out-confirmed')).filter(({ readAt }) => readAt !== null)).toHaveLength(1)
    const all = await http.post<{ unread: number }>('/api/v1/inbox/read', {}, { token: own.token })
    expect(all.body).toEqual({ unread: 0 })
  })

  it('[TL3] nobody sees or marks another member’s inbox', async () => {
    const [anna, ben] = [await firm.member('Anna'), await firm.member('Ben')]
    const [hers, old, his] = [await firm.device(anna), await firm.device(anna, { name: 'Old' }), await firm.device(ben)]
    const [line] = await inbox(hers)
    expect(line?.kind).toBe('new-sign-in')
    await http.post('/api/v1/inbox/read', { ids: [line?.id] }, { token: his.token })
    expect((await inbox(hers))[0]?.readAt).toBeNull()
    expect(await inbox(his)).toEqual([])
    for (const answer of ['mine', 'not-mine']) {
      const refused = await http.post(`/api/v1/sessions/${old.sessionId}/${answer}`, undefined, { token: his.token })
      const unknown = await http.post(`/api/v1/sessions/ses_none/${answer}`, undefined, { token: his.token })
      expect([refused.status, refused.body]).toEqual([404, unknown.body])
    }
  })

  it('[TL4] a failure is told, and closing with a reason too', async () => {
    const who = await firm.member('Fails')
    const own = await firm.device(who)
    const [bad, lost] = [await firm.device(who, { name: 'Bad' }), await firm.device(who, { name: 'Lost' })]
    await signOut(own, [bad.sessionId, lost.sessionId])
    await bad.confirm(await bad.order(), { result: 'failed', steps: [{ name: 'records', ok: false }] })
    const { items } = (
      await http.get<{ items: { id: string; device: { name: string } }[] }>('/api/v1/sign-outs', { token: own.token })
    ).body
    const id = items.find(({ device }) => device.name === 'Lost')?.id ?? ''
    const reason = 'lost on a train, reported'
    await http.post('/api/v1/step-up', { password: 'correct horse battery staple' }, { token: firm.owner.token })
    await http.post(`/api/v1/admin/sign-outs/${id}/waive`, { reason }, { token: firm.owner.token })
    expect((await inbox(own, 'sign-out-failed')).map(({ data }) => data['device'])).toEqual(['Bad'])
    expect((await inbox(own, 'sign-out-waived')).map(({ data }) => data['reason'])).toEqual([reason])
  })
})

describe('“Was this you?”', () => {
  interface Shown {
    readonly devices: readonly { readonly id: string; readonly asks: boolean; readonly session: { state: string } }[]
  }
  const asks = async ({ token }: TestDevice) =>
    (await http.get<Shown>('/api/v1/devices', { token })).body.devices.filter((one) => one.asks).map(({ id }) => id)

  it('[TL5] every device that was there before is asked of a new one, until one of them has answered', async () => {
    const who = await firm.member('Asked')
    const [a, b] = [await firm.device(who, { name: 'A' }), await firm.device(who, { name: 'B' })]
    const c = await firm.device(who, { name: 'C' })
    expect(await asks(a)).toEqual(expect.arrayContaining([b.id, c.id]))
    expect([await asks(b), await asks(c)]).toEqual([[c.id], []])
    const answer = await http.post(`/api/v1/sessions/${c.sessionId}/mine`, undefined, { token: b.token })
    expect(answer.body).toEqual({ answer: 'mine' })
    expect([await asks(a), await asks(b)]).toEqual([[b.id], []])
  })

  it('[TL6] “not me” ends it and what it has linked, in one commit, and asks for a new password', async () => {
    const who = await firm.member('Robbed')
    const own = await firm.device(who, { name: 'Own' })
    const thief = await firm.device(who, { name: 'Thief' })
    const second = await firm.linked(thief, 'Thief’s second')
    const self = await http.post(`/api/v1/sessions/${thief.sessionId}/mine`, undefined, { token: thief.token })
    const helper = await http.post(`/api/v1/sessions/${thief.sessionId}/mine`, undefined, { token: second.token })
    const back = await http.post(`/api/v1/sessions/${own.sessionId}/not-mine`, undefined, { token: thief.token })
    expect([self.status, helper.status, back.status]).toEqual([403, 403, 404])
    const answer = await http.post<{ signOuts: { device: { name: string }; accessEndedAt: string; reason: string }[] }>(
      `/api/v1/sessions/${thief.sessionId}/not-mine`,
      undefined,
      { token: own.token },
    )
    const { signOuts } = answer.body
    expect(signOuts.map(({ device }) => device.name).toSorted()).toEqual(['Thief', 'Thief’s second'])
    expect(new Set(signOuts.map(({ accessEndedAt }) => accessEndedAt)).size).toBe(1)
    for (const gone of [thief, second])
      expect((await http.get('/api/v1/me', { token: gone.token })).body.code).toBe('session_ended')
    expect(await inbox(own, 'secure-account')).toHaveLength(1)
    const again = await http.post(`/api/v1/sessions/${thief.sessionId}/not-mine`, undefined, { token: own.token })
    expect([again.status, again.body['signOuts']]).toEqual([200, []])
  })

  it('[TL6] a linked device proves its person before it ends one that signed in by itself', async () => {
    const who = await firm.member('Linked')
    const own = await firm.device(who)
    const linked = await firm.linked(own, 'Tablet')
    const fresh = await firm.device(who, { name: 'Fresh' })
    const path = `/api/v1/sessions/${fresh.sessionId}/not-mine`
    expect((await http.post(path, undefined, { token: linked.token })).body.code).toBe('step_up_required')
    await http.post('/api/v1/step-up', { password: who.password }, { token: linked.token })
    expect((await http.post(path, undefined, { token: linked.token })).status).toBe(200)
  })
})

describe('what time does', () => {
  it('[TL7] an overdue sign-out is told once to its member, and once to who may attend to it', async () => {
    await advance(16 * 60_000) // what others left open is told before
    const who = await firm.member('Late')
    const own = await firm.device(who)
    const slow = await firm.device(who, { name: 'Slow' })
    await signOut(own, [slow.sessionId])
    await advance(14 * 60_000)
    expect(await inbox(own, 'sign-out-overdue')).toEqual([])
    await advance(2 * 60_000)
    await advance(10 * 60_000)
    expect((await inbox(own, 'sign-out-overdue')).map(({ data }) => data['device'])).toEqual(['Slow'])
    const told = (await inbox(firm.owner, 'overdue-members')).filter(({ data }) =>
      String(data['members']).includes('Late'),
    )
    expect(told).toHaveLength(1)
  })

  it('[TL8] a member may have idle devices signed out, within the policy', async () => {
    const who = await firm.member('Idle')
    const own = await firm.device(who, { kind: 'phone', os: 'ios', name: 'Own' })
    const idle = await firm.device(who, { kind: 'phone', os: 'ios', name: 'Idle' })
    const choices = await http.get('/api/v1/preferences', { token: own.token })
    expect(choices.body).toEqual({ idleDays: null, mail: true, idleChoices: [7, 30] })
    const above = await http.patch('/api/v1/preferences', { idleDays: 90 }, { token: own.token })
    expect(above.status).toBe(422)
    await http.patch('/api/v1/preferences', { idleDays: 7 }, { token: own.token })
    await advance(6.9 * DAY)
    expect((await http.get('/api/v1/me', { token: own.token })).status).toBe(200)
    await advance(0.2 * DAY)
    const mine = await http.get<{ items: { reason: string; device: { id: string }; by: { kind: string } }[] }>(
      '/api/v1/sign-outs',
      { token: own.token },
    )
    expect(mine.body.items.map(({ reason, device, by }) => [reason, device.id, by.kind])).toEqual([
      ['idle', idle.id, 'system'],
    ])
  })
})
