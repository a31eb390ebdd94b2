import { describe, expect, it } from 'vitest'
import type { RunDetail } from '#protocol/run.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import { type Problem } from '#tests/support/api.ts'
import { as, stateOf, stepIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'

/** Seeing a member out over HTTP: offboardings and last checks (protocol.md, part 9; mission.md, parts 6 and 7). */
const { firm, http, leaving } = await servedCompany()
const WHY = 'It has to be so, says the test'

describe('an offboarding', () => {
  it('[EX10] goes in its order, with every device, every customer and another person’s word (6.1 to 6.5, C5, C7)', async () => {
    const hr = await firm.device(await firm.member('陈人事', { roles: ['hr'] }))
    const leaver = await firm.member('张三', { handlesCustomers: true })
    const phone = await firm.device(leaver, { kind: 'phone', os: 'ios', name: 'iPhone' })
    const laptop = await firm.device(leaver, { name: 'Laptop' })
    const taker = await firm.device(await firm.member('李四'))
    const boss = await firm.device(await firm.member('赵六'))
    const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
    for (let i = 0; i < 3; i++) await leaving.owe(phone.memberId, 'customer')
    await leaving.owe(phone.memberId, 'approval', { applicantId: taker.memberId })
    await leaving.owe(phone.memberId, 'scheduled-message', { at: '2031-01-01T00:00:00Z', text: 'later' })
    await leaving.owe(phone.memberId, 'meeting', { role: 'owner' })

    const run = (await leaving.start(hr, { kind: 'offboarding', subjectId: phone.memberId })).body
    expect(stateOf(run)).toMatchObject({ disable: 'open', 'clear-devices': 'locked', remove: 'locked' })
    expect((await leaving.start(hr, { kind: 'offboarding', subjectId: phone.memberId })).body.code).toBe('run_open')
    const early = await leaving.act(hr, run, 'remove')
    expect([early.status, early.body.code, early.body['needs']]).toEqual([
      409,
      'step_locked',
      ['disable', 'clear-devices', 'hand-over', 'supervisor', 'reclaim'],
    ])

    const disabled = await leaving.act(hr, run, 'disable')
    expect([disabled.status, stepIn(disabled.body, 'disable')?.state]).toEqual([200, 'done'])
    expect((await http.get('/api/v1/me', as(phone))).body.code).toBe('session_ended')
    const again = await http.post('/api/v1/sign-in', { ...leaver, device: phone.claim })
    expect([again.status, again.body.code]).toEqual([403, 'member_suspended'])
    expect((await leaving.act(hr, run, 'disable')).body.code).toBe('already_done')

    const clearing = (await leaving.act(hr, run, 'clear-devices')).body
    expect(stepIn(clearing, 'clear-devices')).toMatchObject({ state: 'waiting', progress: { done: 0, of: 2 } })
    const order = await phone.order()
    expect(order.options).toMatchObject({ clearCache: true, unbind: true, keepRecords: false })
    await phone.confirm(order)
    expect(stepIn(await leaving.see(hr, run), 'clear-devices')).toMatchObject({
      state: 'waiting',
      progress: { done: 1, of: 2 },
    })
    expect((await leaving.act(hr, run, 'clear-devices', {}, '/waive')).body.code).toBe('reason_required')
    const waived = (await leaving.act(hr, run, 'clear-devices', { reason: WHY }, '/waive')).body
    expect(stepIn(waived, 'clear-devices')).toMatchObject({ state: 'waived', reason: WHY })
    const open = await http.get<{ signOuts: { state: string }[] }>(
      `/api/v1/admin/members/${phone.memberId}`,
      as(firm.owner),
    )
    expect(open.body.signOuts.map(({ state }) => state).toSorted()).toEqual(['confirmed', 'waived'])
    expect((await laptop.confirm(await laptop.order())).body.state).toBe('confirmed')

    expect((await leaving.act(hr, run, 'hand-over')).body).toMatchObject({ code: 'invalid', errors: [{ field: 'to' }] })
    expect((await leaving.act(hr, run, 'hand-over', { to: phone.memberId })).body.code).toBe('same_person')
    const handed = (await leaving.act(hr, run, 'hand-over', { to: taker.memberId })).body
    expect(stepIn(handed, 'hand-over')).toMatchObject({ state: 'done', progress: { done: 3, of: 3 } })
    expect((await leaving.ofOwner(taker.memberId, '&kind=customer&state=open')).total).toBe(3)

    for (const supervisorId of [phone.memberId, taker.memberId, hr.memberId])
      expect((await leaving.act(hr, run, 'supervisor', { supervisorId })).body.code).toBe('same_person')
    const named = (await leaving.act(hr, run, 'supervisor', { supervisorId: boss.memberId })).body
    expect(stepIn(named, 'supervisor')?.state).toBe('waiting')
    const mine = await http.get<{ items: RunDetail[] }>('/api/v1/runs', as(boss))
    expect(mine.body.items.map(({ id }) => id)).toEqual([run.id])
    const detail = await http.get<RunDetail>(`/api/v1/runs/${run.id}`, as(boss))
    expect(detail.body.handOvers).toHaveLength(3)
    for (const other of [taker, admin, hr])
      expect((await http.post(`/api/v1/runs/${run.id}/sign-off`, {}, as(other))).status).toBe(404)
    const signed = await http.post<RunDetail>(`/api/v1/runs/${run.id}/sign-off`, {}, as(boss))
    expect(stepIn(signed.body, 'supervisor')?.state).toBe('done')
    expect((await http.post(`/api/v1/runs/${run.id}/sign-off`, {}, as(boss))).body.code).toBe('already_done')

    expect((await leaving.act(hr, run, 'reclaim')).body.code).toBe('target_required')
    expect((await leaving.act(hr, run, 'reclaim', { to: taker.memberId })).body.code).toBe('own_request')
    expect((await leaving.act(hr, run, 'reclaim', { to: admin.memberId })).status).toBe(200)
    expect((await leaving.ofOwner(phone.memberId, '&state=open')).total).toBe(0)
    const removed = await leaving.act(hr, run, 'remove')
    expect([removed.body.state, removed.body.subject?.state]).toEqual(['done', 'removed'])
    expect((await leaving.act(hr, run, 'remove')).body.code).toBe('already_done')
    const receipt = await http.get<string>(`/api/v1/sign-outs/${order.signOutId}/receipt`, as(firm.owner))
    expect(receipt.status).toBe(200)
  })

  it('[EX11] HR reinstates in a run and not outside one; what was disabled is undone when it is cancelled', async () => {
    const hr = await firm.device(await firm.member('陈人事', { roles: ['hr'] }))
    const leaver = await firm.device(await firm.member('张三'))
    const path = `/api/v1/admin/members/${leaver.memberId}`
    expect((await http.post(`${path}/suspend`, { reason: WHY }, as(hr))).status).toBe(403)
    const run = (await leaving.start(hr, { kind: 'offboarding', subjectId: leaver.memberId })).body
    await leaving.act(hr, run, 'disable')
    expect((await http.post(`${path}/remove`, {}, as(firm.owner))).body.code).toBe('run_open')
    expect((await http.post(`${path}/reinstate`, {}, as(hr))).status).toBe(200)
    expect(stateOf(await leaving.see(hr, run))).toMatchObject({ disable: 'open', 'clear-devices': 'locked' })
    await leaving.act(hr, run, 'disable')
    const cancelled = await http.post<RunDetail>(`/api/v1/admin/runs/${run.id}/cancel`, { reason: WHY }, as(hr))
    expect([cancelled.body.state, cancelled.body.subject?.state]).toEqual(['cancelled', 'active'])
    expect((await http.post(`${path}/reinstate`, {}, as(hr))).status).toBe(403)
  })

  it('[EX12] departed: removed first; a refused customer is given to another, and who was disabled takes none (6.4, 6.5)', async () => {
    const leaver = await firm.device(await firm.member('张三', { handlesCustomers: true }))
    const first = await firm.device(await firm.member('李四'))
    const second = await firm.device(await firm.member('王五'))
    const boss = await firm.device(await firm.member('赵六'))
    const customers = [
      await leaving.owe(leaver.memberId, 'customer'),
      await leaving.owe(leaver.memberId, 'customer-group'),
    ]
    await leaving.setPolicy({ handOverWaits: true })
    const run = (await leaving.start(firm.owner, { kind: 'offboarding', subjectId: leaver.memberId, path: 'departed' }))
      .body
    for (const step of ['disable', 'clear-devices', 'reclaim']) await leaving.act(firm.owner, run, step)
    await leaver.confirm(await leaver.order())
    expect((await leaving.act(firm.owner, run, 'hand-over', { to: first.memberId })).body.code).toBe('step_locked')
    expect(stepIn((await leaving.act(firm.owner, run, 'remove')).body, 'remove')?.state).toBe('done')
    expect(
      stepIn((await leaving.act(firm.owner, run, 'hand-over', { to: first.memberId })).body, 'hand-over'),
    ).toMatchObject({
      state: 'waiting',
      progress: { done: 0, of: 2 },
    })
    const outcome = (id: string | undefined, what: string) =>
      http.post<ObligationView & Problem>(`/api/v1/admin/obligations/${id}/outcome`, { outcome: what }, as(firm.owner))
    expect((await outcome(customers[0]?.id, 'refused')).body).toMatchObject({ state: 'open', outcome: 'refused' })
    await http.post(`/api/v1/admin/members/${first.memberId}/suspend`, { reason: WHY }, as(firm.owner))
    expect((await outcome(customers[1]?.id, 'done')).body.code).toBe('target_not_active')
    expect((await outcome(customers[1]?.id, 'taker-full')).status).toBe(200)
    expect(stepIn(await leaving.see(firm.owner, run), 'hand-over')).toMatchObject({
      state: 'failed',
      reason: 'refused',
    })
    expect((await leaving.act(firm.owner, run, 'hand-over', { to: first.memberId })).body.code).toBe(
      'target_not_active',
    )
    await leaving.act(firm.owner, run, 'hand-over', { to: second.memberId })
    for (const { id } of customers) expect((await outcome(id, 'done')).body.state).toBe('settled')
    expect((await outcome(customers[0]?.id, 'done')).body.code).toBe('not_waiting')
    await leaving.act(firm.owner, run, 'supervisor', { supervisorId: boss.memberId })
    const over = await http.post<RunDetail>(`/api/v1/runs/${run.id}/sign-off`, {}, as(boss))
    expect(over.body.state).toBe('done')
    await leaving.setPolicy({ handOverWaits: false })
  })

  it('[EX13] two administrators disable each other, in a run and outside: one stays (E10)', async () => {
    const suspend = (by: TestDevice, whom: TestDevice) =>
      http.post(`/api/v1/admin/members/${whom.memberId}/suspend`, { reason: WHY }, as(by))
    for (const outside of [false, true, false, true]) {
      const one = await firm.device(await firm.member('甲', { roles: ['admin'] }))
      const two = await firm.device(await firm.member('乙', { roles: ['admin'] }))
      const run = async (by: TestDevice, whom: TestDevice) =>
        (await leaving.start(by, { kind: 'offboarding', subjectId: whom.memberId })).body
      const runs = [await run(one, two), await run(two, one)] as const
      const both = await Promise.all(
        outside
          ? [suspend(one, two), suspend(two, one)]
          : [leaving.act(one, runs[0], 'disable'), leaving.act(two, runs[1], 'disable')],
      )
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
    }
  })
})

describe('last checks', () => {
  it('[EX16] clear four things one by one or waive them, and what is stopped is never sent (7.1 to 7.5)', async () => {
    const member = await firm.device(await firm.member('周七'))
    const other = await firm.device(await firm.member('吴八'))
    const due = new Date(Date.now() + 60_000).toISOString()
    const stopped = await leaving.owe(member.memberId, 'scheduled-message', {
      at: due,
      to: [other.memberId],
      text: 'stopped',
    })
    const guest = await leaving.owe(member.memberId, 'meeting', { role: 'guest' })
    await leaving.owe(member.memberId, 'meeting', { role: 'owner' })
    await leaving.owe(member.memberId, 'third-party-grant')
    const run = (await leaving.start(firm.owner, { kind: 'last-checks', subjectId: member.memberId })).body
    expect((await leaving.act(firm.owner, run, 'messages')).status).toBe(200)
    expect((await leaving.act(firm.owner, run, 'meetings')).body.code).toBe('target_required')
    expect((await leaving.ofOwner(member.memberId, '&kind=meeting&state=open')).items.map(({ id }) => id)).toContain(
      guest.id,
    )
    expect((await leaving.act(firm.owner, run, 'meetings', { to: other.memberId })).status).toBe(200)
    await leaving.act(firm.owner, run, 'third-party', { reason: WHY }, '/waive')
    const over = await leaving.act(firm.owner, run, 'api-access')
    expect(over.body.state).toBe('done')
    const sent = await leaving.owe(member.memberId, 'scheduled-message', {
      at: due,
      to: [other.memberId],
      text: 'sent',
    })
    await http.post('/api/test/clock', { advanceMs: 120_000 })
    const messages = (await leaving.logged('obligation.sent')).map(({ obligationId, receivers }) => [
      obligationId,
      receivers,
    ])
    expect(messages).toEqual([[sent.id, 1]])
    const all = (await leaving.ofOwner(member.memberId)).items
    expect(all.find(({ id }) => id === sent.id)).toMatchObject({ state: 'settled', outcome: 'done', settled: null })
    expect(all.find(({ id }) => id === stopped.id)?.settled?.act).toBe('stop')
  })
})
