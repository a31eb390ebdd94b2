import Database from 'better-sqlite3'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signOut } from '#tests/faults/scene.ts'
import { PASSWORD } from '#tests/support/company.ts'
import { servedCompany } from '#tests/support/served-company.ts'
import type { TestDevice } from '#tests/support/test-device.ts'
import { twoDevices } from '#tests/support/two-devices.ts'

/** Asking for a sign-out over HTTP, once or again (protocol.md, part 4). */
const { server, firm, http } = await servedCompany()
const pair = () => twoDevices(firm)
const isIn = async (device: TestDevice) => (await http.get('/api/v1/me', { token: device.token })).status === 200

describe('asking', () => {
  it('without `confirm` nothing happens, and the answer is what it would do', async () => {
    const { phone, laptop } = await pair()
    const answer = await signOut(phone, { scope: 'others', confirm: false })
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'confirmation_required', preview: { sessions: [{ id: laptop.sessionId }] } },
    })
    expect(await isIn(laptop)).toBe(true)
  })

  it('access has ended when it answers, and it answers 202', async () => {
    const { phone, laptop } = await pair()
    const answer = await signOut(phone, { sessions: [laptop.sessionId], exit: 'quick', reason: 'lost' })
    expect(answer).toMatchObject({
      status: 202,
      body: { batch: { by: { kind: 'member', deviceId: phone.id } }, signOuts: [{ state: 'waiting', reason: 'lost' }] },
    })
    expect(await http.get('/api/v1/me', { token: laptop.token })).toMatchObject({
      status: 401,
      body: { code: 'session_ended', signOutId: answer.body.signOuts[0]?.id },
    })
  })

  it('refuses options that contradict each other or that a named device does not have', async () => {
    const { phone, laptop } = await pair()
    expect((await signOut(phone, { scope: 'others', sessions: [laptop.sessionId] })).status).toBe(422)
    expect((await signOut(phone, {})).status).toBe(422)
    expect((await signOut(phone, { scope: 'others', exit: 'sideways' })).body.code).toBe('invalid')
    expect((await signOut(phone, { sessions: [laptop.sessionId], keepRecords: true, unbind: true })).body.code).toBe(
      'options_conflict',
    )
    expect((await signOut(phone, { sessions: [laptop.sessionId], cleanup: 'deep' })).body).toMatchObject({
      code: 'option_not_for_device',
      sessionId: laptop.sessionId,
      option: 'cleanup',
    })
    expect((await signOut(phone, { sessions: ['ses_unknown'], keepRecords: true, unbind: true })).status).toBe(404)
    expect(await isIn(laptop)).toBe(true)
    expect((await signOut(phone, { scope: 'others', cleanup: 'deep' })).status).toBe(202)
  })

  it('asked again, an ended one is only made stricter: the same sign-out, a higher attempt', async () => {
    const { phone, laptop } = await pair()
    const [first] = (await signOut(phone, { sessions: [laptop.sessionId], keepRecords: true, exit: 'quick' })).body
      .signOuts
    const [same] = (await signOut(phone, { sessions: [laptop.sessionId], keepRecords: true, exit: 'quick' })).body
      .signOuts
    expect(same).toMatchObject({ id: first?.id, attempt: 1 })
    const [stricter] = (await signOut(phone, { sessions: [laptop.sessionId] })).body.signOuts
    expect(stricter).toMatchObject({ id: first?.id, attempt: 2, options: { keepRecords: false, exit: 'full' } })
    const late = await laptop.confirm({ ...(await laptop.order()), attempt: 1 })
    expect(late).toMatchObject({ status: 200, body: { state: 'failed' } })
  })

  it('a linked session needs a step-up to end one that signed in by itself', async () => {
    const { phone } = await pair()
    const linked = await firm.linked(phone, 'Tablet')
    expect(await signOut(linked, { sessions: [phone.sessionId] })).toMatchObject({
      status: 403,
      body: { code: 'step_up_required' },
    })
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: linked.token })
    const unnamed = await signOut(linked, { scope: 'others' })
    expect(unnamed).toMatchObject({
      status: 422,
      body: { code: 'approver_required', devices: [{ id: linked.id }], choices: [] },
    })
    expect((await signOut(linked, { scope: 'others', approver: null })).status).toBe(202)
  })
})

describe('Idempotency-Key', () => {
  it('gives the first answer again; another body is refused, and another caller is another', async () => {
    const { phone, laptop } = await pair()
    const key = { 'idempotency-key': randomUUID() }
    const first = await signOut(phone, { sessions: [laptop.sessionId] }, key)
    const again = await signOut(phone, { sessions: [laptop.sessionId] }, key)
    expect(again).toMatchObject({ status: 202, body: first.body })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await signOut(phone, { sessions: [laptop.sessionId], reason: 'x' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    })
    const other = await pair()
    expect((await signOut(other.phone, { sessions: [other.laptop.sessionId] }, key)).status).toBe(202)
    expect((await signOut(phone, { scope: 'others' }, { 'idempotency-key': 'x'.repeat(300) })).body.code).toBe(
      'invalid',
    )
  })

  it('two at once are one command', async () => {
    const { phone, laptop } = await pair()
    const key = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all([1, 2, 3, 4].map(() => signOut(phone, { sessions: [laptop.sessionId] }, key)))
    const ids = new Set(answers.filter(({ status }) => status === 202).map(({ body }) => body.batch.id))
    expect(ids.size).toBe(1)
    for (const { status, body } of answers) expect(status === 202 || body.code === 'idempotency_in_progress').toBe(true)
  })

  it('a refusal that changed nothing is no answer to keep: after the step-up the same request is done', async () => {
    const { phone } = await pair()
    const linked = await firm.linked(phone, 'Tablet')
    const key = { 'idempotency-key': randomUUID() }
    expect((await signOut(linked, { sessions: [phone.sessionId], approver: null }, key)).status).toBe(403)
    await http.post('/api/v1/step-up', { password: PASSWORD }, { token: linked.token })
    expect((await signOut(linked, { sessions: [phone.sessionId], approver: null }, key)).status).toBe(202)
  })

  it('[A1] killed after the commit and before the answer: the repetition is one command with one id, and the token is dead', async () => {
    const { phone, laptop } = await pair()
    const key = { 'idempotency-key': randomUUID() }
    const first = await signOut(phone, { sessions: [laptop.sessionId] }, key)
    await server.kill()
    forgetAnswers(server.dataDir) // what a kill between the two commits leaves behind
    await server.restart()
    const again = await signOut(phone, { sessions: [laptop.sessionId] }, key)
    expect(again.status).toBe(202)
    expect(again.body.batch.id).toBe(first.body.batch.id)
    expect(again.body.signOuts.map(({ id }) => id)).toEqual(first.body.signOuts.map(({ id }) => id))
    expect(await isIn(laptop)).toBe(false)
    const all = await http.get<{ total: number }>('/api/v1/sign-outs', { token: phone.token })
    expect(all.body.total).toBe(1)
  })

  it('[A1] the same when the killed request ended the caller’s own session: 401 with the id of its sign-out', async () => {
    const { phone } = await pair()
    const key = { 'idempotency-key': randomUUID() }
    const first = await signOut(phone, { scope: 'this' }, key)
    await server.kill()
    await server.restart()
    expect(await signOut(phone, { scope: 'this' }, key)).toMatchObject({
      status: 401,
      body: { code: 'session_ended', signOutId: first.body.signOuts[0]?.id },
    })
  })
})

function forgetAnswers(dataDir: string): void {
  const store = new Database(join(dataDir, 'signoff.db'))
  store.prepare('UPDATE idempotency SET status = NULL, body = NULL').run()
  store.close()
}
