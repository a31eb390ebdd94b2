import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ObligationView } from '#protocol/obligation.ts'
import { as, stepIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'

/** An administrator leaves, over HTTP (protocol.md, part 9; mission.md, part 5). */
const { firm, http, leaving } = await servedCompany()
const WHY = 'It has to be so, says the test'

describe('an admin exit', () => {
  it('[EX14] is gated by duties, moves them all or none, backs the directory up and names who carries on (5.1 to 5.8, C4)', async () => {
    const leaver = await firm.device(await firm.member('孙管', { roles: ['admin'], customFields: { 工号: '=1007' } }))
    const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
    const plain = await firm.device(await firm.member('平常'))
    const duties = [
      await leaving.owe(leaver.memberId, 'approval', { applicantId: plain.memberId }),
      await leaving.owe(leaver.memberId, 'approval', { applicantId: admin.memberId }),
      await leaving.owe(leaver.memberId, 'api-grant'),
    ]
    const out = (body = {}) =>
      leaver.http.post('/api/v1/sign-outs', { scope: 'all', confirm: true, ...body }, as(leaver))
    const asked = await leaver.http.post('/api/v1/sign-outs', { scope: 'all' }, as(leaver))
    const preview = JSON.stringify(asked.body['preview'])
    for (const [kind, count] of [
      ['approval', 2],
      ['api-grant', 1],
    ])
      expect(preview).toContain(JSON.stringify({ kind, count, sessionId: null }))
    const gated = await out()
    expect([gated.status, gated.body.code, gated.body['counts']]).toEqual([
      409,
      'duties_open',
      { approval: 2, 'api-grant': 1 },
    ])
    const run = (await leaving.start(leaver, { kind: 'admin-exit', subjectId: leaver.memberId })).body
    expect((await leaving.act(leaver, run, 'sign-out')).body['needs']).toEqual([
      'approvals',
      'backup',
      'api-access',
      'successor',
    ])
    expect((await leaving.act(leaver, run, 'approvals', { to: plain.memberId })).body.code).toBe('own_request')
    expect((await leaving.act(leaver, run, 'approvals', { to: admin.memberId })).body.code).toBe('own_request')
    expect((await leaving.ofOwner(leaver.memberId, '&kind=approval&state=open')).total).toBe(2)
    await http.post(
      `/api/v1/admin/obligations/${duties[1]?.id}/settle`,
      { act: 'transfer', to: firm.owner.memberId },
      as(leaver),
    )
    expect((await leaving.act(leaver, run, 'approvals', { to: admin.memberId })).status).toBe(200)
    expect((await leaving.ofOwner(admin.memberId, '&kind=approval&state=open')).total).toBe(1)

    const backup = stepIn((await leaving.act(leaver, run, 'backup')).body, 'backup')?.evidence ?? {}
    const url = new URL(String(backup['url']))
    const file = await http.get<string>(url.pathname, as(leaver))
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(backup['sha256'])
    expect(Buffer.byteLength(file.body)).toBe(backup['bytes'])
    const lines = file.body.trim().split('\n')
    expect(lines.length - 1).toBe(backup['rows'])
    expect(lines[0]).toContain('工号')
    expect(file.body).toContain("'=1007")
    expect((await http.get(url.pathname, as(plain))).status).toBe(403)

    expect((await leaving.act(leaver, run, 'api-access')).status).toBe(200)
    expect((await leaving.act(leaver, run, 'successor')).body).toMatchObject({
      code: 'invalid',
      errors: [{ field: 'memberId' }],
    })
    expect((await leaving.act(leaver, run, 'successor', { memberId: leaver.memberId })).body.code).toBe('same_person')
    expect((await leaving.act(leaver, run, 'successor', { memberId: plain.memberId })).body.code).toBe(
      'target_not_admin',
    )
    expect((await leaving.act(leaver, run, 'successor', { memberId: admin.memberId })).status).toBe(200)
    const left = await leaving.act(leaver, run, 'sign-out')
    expect(stepIn(left.body, 'sign-out')).toMatchObject({ state: 'waiting', progress: { done: 0, of: 1 } })
    expect((await http.get('/api/v1/me', as(leaver))).body.code).toBe('session_ended')
    // Asked again, it still waits for the same device.
    const again = (await leaving.act(firm.owner, run, 'sign-out')).body
    expect(stepIn(again, 'sign-out')).toMatchObject({ state: 'waiting', progress: { done: 0, of: 1 } })
    await leaver.confirm(await leaver.order())
    expect((await leaving.see(firm.owner, run)).state).toBe('done')
  })

  it('[EX15] in an emergency it is passed with a reason: another is told, the approvals stand still until taken over (5.6, 5.7)', async () => {
    const leaver = await firm.device(await firm.member('孙管', { roles: ['admin'] }))
    const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
    const approval = await leaving.owe(leaver.memberId, 'approval')
    const out = (body = {}) =>
      leaver.http.post('/api/v1/sign-outs', { scope: 'all', confirm: true, ...body }, as(leaver))
    expect((await out({ bypass: true, reason: 'short' })).body.code).toBe('reason_required')
    expect((await out({ bypass: true, reason: WHY })).status).toBe(202)
    const broken = (await leaving.ofOwner(leaver.memberId, '&kind=approval')).items[0]
    expect(broken?.interruptedAt).not.toBeNull()
    expect((await leaving.logged('duties.bypassed'))[0]?.['told']).toContain(admin.memberId)
    const settled = await http.post<ObligationView>(
      `/api/v1/admin/obligations/${approval.id}/settle`,
      { act: 'transfer', to: admin.memberId },
      as(firm.owner),
    )
    expect(settled.body.repairMs).toBeGreaterThanOrEqual(0)
  })
})
