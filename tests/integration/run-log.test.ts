import { expect, it } from 'vitest'
import type { RunDetail } from '#protocol/run.ts'
import type { Problem } from '#tests/support/api.ts'
import { as, stepIn } from '#tests/support/runs.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import { connect, type TestDevice } from '#tests/support/test-device.ts'

/** A run's own log, what follows it, and what its steps and templates leave (issue 5, part 2). */
const { server, firm, leaving } = await servedCompany()
const hr = await firm.device(await firm.member('陈人事', { roles: ['hr'] }))

const follow = async (device: TestDevice, topic: string) => {
  const live = connect(server.url, { token: device.token }, '/live')
  await live.connected()
  return { live, answer: await live.send('watch', { topic, cursor: 0 }) }
}
const byStatus = ([a]: readonly unknown[], [b]: readonly unknown[]) => Number(a) - Number(b)
const note = (who: TestDevice, run: { id: string }, text: string) =>
  who.http.post<RunDetail & Problem>(`/api/v1/admin/runs/${run.id}/notes`, { text }, as(who))

it('[EX19] [EX20] HR follows a run live and leaves notes; its supervisor follows the steps alone', async () => {
  const leaver = await firm.device(await firm.member('张三', { handlesCustomers: true }))
  const boss = await firm.device(await firm.member('赵六'))
  const taker = await firm.member('李四')
  await leaving.owe(leaver.memberId, 'customer')
  const run = (await leaving.start(hr, { kind: 'offboarding', subjectId: leaver.memberId })).body
  const topic = `run:${run.id}`
  expect((await follow(boss, topic)).answer).toMatchObject({ error: 'not_found' })
  const { live, answer } = await follow(hr, topic)
  expect(answer).toMatchObject({ ok: true })
  const heard: { id: string; step: string }[] = []
  live.socket.on('now', ({ signOuts }: { signOuts: typeof heard }) => heard.push(...signOuts))
  for (const step of ['disable', 'clear-devices']) await leaving.act(hr, run, step)
  await leaving.act(hr, run, 'hand-over', { to: taker.id })
  await leaving.act(firm.owner, run, 'supervisor', { supervisorId: boss.memberId })
  const supervises = await follow(boss, topic)
  expect(supervises.answer).toMatchObject({ ok: true })
  supervises.live.socket.on('now', () => expect.unreachable())

  const { signOutId } = await leaver.order()
  const progress = { type: 'progress', signOutId, step: 'records', done: 1, of: 2 }
  await leaver.http.post('/api/v1/device/report', progress, as(leaver))
  await expect.poll(() => heard, { timeout: 10_000 }).toContainEqual(expect.objectContaining({ id: signOutId }))
  await leaver.confirm(await leaver.order())
  const moved = await live.entry(
    ({ type, data }) => type === 'run.step' && data['stepId'] === 'clear-devices' && data['state'] === 'done',
  )
  expect(moved.data['progress']).toEqual({ done: 1, of: 1 })

  expect((await note(hr, run, ' The laptop is in room 4 ')).status).toBe(201)
  const noted = await note(firm.owner, run, '钥匙已归还')
  expect(noted.body.notes.map(({ by, text }) => [by.name, text])).toEqual([
    ['Ada Owner', '钥匙已归还'],
    ['陈人事', 'The laptop is in room 4'],
  ])
  for (const text of ['', '   ', 'x'.repeat(2_001)]) expect((await note(hr, run, text)).status).toBe(422)
  expect((await note(boss, run, 'me too')).status).toBe(403)
  expect((await note(hr, { id: 'run_none' }, 'hm')).status).toBe(404)
  await supervises.live.entry(({ type }) => type === 'run.note')
  expect(JSON.stringify([supervises.live.entries, live.entries])).not.toMatch(/room 4|钥匙/)
  const seen = await boss.http.get<RunDetail>(`/api/v1/runs/${run.id}`, as(boss))
  expect([seen.status, seen.body.notes]).toEqual([200, []])
  expect((await leaving.logged('run.note')).map(({ text }) => text)).toContain('钥匙已归还')
  live.close()
  supervises.live.close()
})

it('[EX20] a closing’s conditions move for whoever follows it', async () => {
  const companyName = 'Example Ltd 示例公司'
  const run = (await leaving.start(firm.owner, { kind: 'closing', companyName })).body
  expect((await follow(hr, `run:${run.id}`)).answer).toMatchObject({ error: 'not_found' })
  const { live } = await follow(firm.owner, `run:${run.id}`)
  const bill = await leaving.owe(null, 'bill', { amount: 12 })
  const state = (wanted: string) =>
    live.entry(({ type, data }) => type === 'run.step' && data['stepId'] === 'bills' && data['state'] === wanted)
  await state('open')
  live.entries.length = 0
  await leaving.settle(firm.owner, [bill.id], 'pay')
  await state('done')
  await firm.owner.http.post(`/api/v1/admin/runs/${run.id}/cancel`, { reason: 'Only a look at it' }, as(firm.owner))
  live.close()
})

it('[EX40] two who decide the same step at once: one wins, the other sees what happened', async () => {
  const other = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
  const leaver = await firm.device(await firm.member('张三'))
  const run = (await leaving.start(hr, { kind: 'offboarding', subjectId: leaver.memberId })).body
  const twice = (step: string) => Promise.all([hr, other].map((who) => leaving.act(who, run, step)))
  const both = await twice('disable')
  expect(both.map(({ status, body }) => [status, body.code]).toSorted(byStatus)).toEqual([
    [200, undefined],
    [409, 'already_done'],
  ])
  const disabled = both.find(({ status }) => status === 200)?.body
  expect(disabled && stepIn(disabled, 'disable')?.progress).toEqual({ done: 1, of: 1 })
  const waived = await Promise.all(
    [hr, other].map((who) => leaving.act(who, run, 'clear-devices', { reason: `Waived by ${who.memberId}` }, '/waive')),
  )
  expect(waived.map(({ status, body }) => [status, body.code]).toSorted(byStatus)).toEqual([
    [200, undefined],
    [409, 'already_done'],
  ])
  const winner = waived.find(({ status }) => status === 200)?.body
  expect(stepIn(await leaving.see(hr, run), 'clear-devices')).toEqual(winner && stepIn(winner, 'clear-devices'))

  const { id: subjectId } = await firm.member('李四')
  const starts = await Promise.all([hr, other].map((who) => leaving.start(who, { kind: 'last-checks', subjectId })))
  expect(starts.map(({ status, body }) => [status, body.code]).toSorted(byStatus)).toEqual([
    [201, undefined],
    [409, 'run_open'],
  ])
})

it('[E9] [E10] who is demoted in the middle of an offboarding does no further step; the last who decides cannot be seen out', async () => {
  const admin = await firm.device(await firm.member('吴管', { roles: ['admin'] }))
  const leaver = await firm.device(await firm.member('张三'))
  const run = (await leaving.start(admin, { kind: 'offboarding', subjectId: leaver.memberId })).body
  expect((await leaving.act(admin, run, 'disable')).status).toBe(200)
  const path = `/api/v1/admin/members/${admin.memberId}`
  expect((await firm.owner.http.patch(path, { roles: [] }, as(firm.owner))).status).toBe(200)
  const next = await leaving.act(admin, run, 'clear-devices')
  expect([next.status, next.body.code]).toEqual([403, 'forbidden'])
  expect(stepIn(await leaving.see(firm.owner, run), 'clear-devices')?.state).toBe('open')
  type Members = { items: { id: string; roles: string[] }[] }
  const { body } = await firm.owner.http.get<Members>('/api/v1/admin/members?limit=200', as(firm.owner))
  for (const { id } of body.items.filter(({ roles }) => roles.includes('admin')))
    await firm.owner.http.patch(`/api/v1/admin/members/${id}`, { roles: [] }, as(firm.owner))
  for (const kind of ['offboarding', 'admin-exit']) {
    const self = await leaving.start(firm.owner, { kind, subjectId: firm.owner.memberId })
    expect([self.status, self.body.code]).toEqual([409, 'last_admin'])
  }
})

it('[EX21] a backup is there for two hours, for who may act in its run', async () => {
  const admin = await firm.device(await firm.member('孙管', { roles: ['admin'] }))
  await firm.member('吴管', { roles: ['admin'] })
  const run = (await leaving.start(admin, { kind: 'admin-exit', subjectId: admin.memberId })).body
  const { evidence } = stepIn((await leaving.act(admin, run, 'backup')).body, 'backup') ?? {}
  const path = new URL(String(evidence?.['url'])).pathname
  const get = (who: TestDevice) => who.http.get(path, as(who))
  expect((await get(admin)).headers.get('content-disposition')).toContain('attachment')
  expect((await get(hr)).status).toBe(404)
  await admin.http.post('/api/test/clock', { advanceMs: 2 * 60 * 60_000 - 60_000 })
  expect((await get(admin)).status).toBe(200)
  await admin.http.post('/api/test/clock', { advanceMs: 60_000 })
  expect((await get(admin)).status).toBe(404)
  const again = stepIn(await leaving.see(admin, run), 'backup')
  expect([again?.state, again?.evidence?.['sha256']]).toEqual(['done', evidence?.['sha256']])
})

it('[EX22] [EX6] a template is edited against what was seen; a running run keeps its version', async () => {
  type Template = { version: number; steps: { id: string; needs: string[]; waivable: boolean; note: string | null }[] }
  const path = '/api/v1/admin/templates/last-checks'
  const { body: first } = await firm.owner.http.get<Template>(path, as(firm.owner))
  const member = await firm.member('周七')
  const before = (await leaving.start(firm.owner, { kind: 'last-checks', subjectId: member.id })).body
  const change = (patch: Partial<Template['steps'][number]>, version = first.version) => {
    const steps = first.steps.map((step) => (step.id === 'meetings' ? { ...step, ...patch } : step))
    return firm.owner.http.put<Template & Problem>(path, { version, steps }, as(firm.owner))
  }
  const both = await Promise.all([change({ needs: ['messages'], note: '先停消息' }), change({ note: 'another' })])
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412])
  const refused = both.find(({ status }) => status === 412)?.body
  expect([refused?.code, refused?.version]).toEqual(['precondition_failed', first.version + 1])
  expect((await change({ needs: ['messages'], note: '先停消息' }, first.version + 1)).body.version).toBe(
    first.version + 2,
  )
  for (const wrong of [{ needs: ['api-access'] }, { needs: ['meetings'] }, { waivable: 'yes' }])
    expect((await change(wrong as Partial<Template['steps'][number]>, first.version + 2)).status).toBe(422)

  expect((await leaving.act(firm.owner, before, 'meetings')).body.template.version).toBe(first.version)
  const after = (await leaving.start(firm.owner, { kind: 'last-checks', subjectId: (await firm.member('周八')).id }))
    .body
  expect([after.template.version, stepIn(after, 'meetings')?.note]).toEqual([first.version + 2, '先停消息'])
  expect((await leaving.act(firm.owner, after, 'meetings')).body.code).toBe('step_locked')
  expect((await leaving.logged('template.changed')).map(({ version }) => version)).toEqual([
    first.version + 2,
    first.version + 1,
  ])
})

it('[EX23] the log names who settled what, for whom, and why; a stranger’s is not there', async () => {
  const [from, to] = [await firm.device(await firm.member('周九')), await firm.member('周十')]
  const customers = [
    await leaving.owe(from.memberId, 'customer', {}, '甲'),
    await leaving.owe(from.memberId, 'customer', {}, '乙'),
  ]
  const ids = customers.map(({ id }) => id)
  const body = { ids, act: 'hand-over', to: to.id, reason: '调岗' }
  const stranger = await firm.device(await firm.member('路人'))
  const tried = (who: TestDevice, path: string) => who.http.post(`/api/v1${path}/settle`, body, as(who))
  expect((await tried(stranger, '/admin/obligations')).status).toBe(403)
  expect((await tried(stranger, '/obligations')).body.code).toBe('not_found')
  expect((await tried(hr, '/admin/obligations')).status).toBe(403)
  await firm.owner.http.post('/api/v1/admin/obligations/settle', body, as(firm.owner))
  const titles = customers.map(({ id, kind, title }) => ({ id, kind, title }))
  const by = { kind: 'admin', id: firm.owner.memberId, name: 'Ada Owner' }
  const how = { act: 'hand-over', to: to.id, by, reason: '调岗' }
  expect((await leaving.logged('obligations.settled'))[0]).toEqual({ ...how, obligations: titles })
  const received = (await leaving.logged('obligations.received'))[0]
  expect(received).toEqual({ ...how, obligations: titles.map((one) => ({ ...one, from: from.memberId })) })
  const again = await leaving.settle(firm.owner, ids, 'hand-over', to.id)
  expect([again.status, again.body.code, again.body['state']]).toEqual([409, 'already_settled', 'settled'])
})
