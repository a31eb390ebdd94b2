import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { owner } from '#tests/support/server.ts'
import { signInDevice, type TestDevice, type TestOrder } from '#tests/support/test-device.ts'
import { count } from './counts.ts'
import { advance, readSignOut, servedOwner, signOut } from './scene.ts'
import { rows } from './store-file.ts'

/** Delivery and receipts (quality.md, part 6, D), over the wire alone. */
const { server, phone } = await servedOwner()

async function signedOut(): Promise<{ device: TestDevice; order: TestOrder }> {
  const device = await signInDevice(server.url, owner)
  await signOut(phone, { sessions: [device.sessionId] })
  return { device, order: await device.order() }
}

const reportAs = (device: TestDevice, body: object) =>
  device.http.post<{ state?: string; code?: string }>('/api/v1/device/report', body, { token: device.token })

type State = 'waiting' | 'received' | 'cleaning' | 'failed' | 'confirmed'
type Report = 'received' | 'progress' | 'not-now' | 'done' | 'partial' | 'failed' | 'again'

/** protocol.md, part 4, for an order that stands; a confirmation after `confirmed` answers as it did, every report answers 401. */
const TABLE: Record<Exclude<Report, 'again'>, Record<State, State | 401>> = {
  received: { waiting: 'received', received: 'received', cleaning: 'cleaning', failed: 'failed', confirmed: 401 },
  progress: { waiting: 'cleaning', received: 'cleaning', cleaning: 'cleaning', failed: 'failed', confirmed: 401 },
  'not-now': { waiting: 'received', received: 'received', cleaning: 'cleaning', failed: 'failed', confirmed: 401 },
  done: {
    waiting: 'confirmed',
    received: 'confirmed',
    cleaning: 'confirmed',
    failed: 'confirmed',
    confirmed: 'confirmed',
  },
  partial: { waiting: 'failed', received: 'failed', cleaning: 'failed', failed: 'failed', confirmed: 'confirmed' },
  failed: { waiting: 'failed', received: 'failed', cleaning: 'failed', failed: 'failed', confirmed: 'confirmed' },
}

/** Says one thing about an order and resolves with the state that was answered, or 401. */
async function say(device: TestDevice, order: TestOrder, report: Report, sent: string[]): Promise<string | number> {
  const { signOutId } = order
  const bodies: Partial<Record<Report, object>> = {
    received: { type: 'received', signOutId },
    progress: { type: 'progress', signOutId, step: 'records', done: 1, of: 2 },
    'not-now': { type: 'not-now', signOutId, reason: 'in a meeting', forMs: 60_000 },
  }
  const body = bodies[report]
  if (body) {
    const { status, body: answer } = await reportAs(device, body)
    return status === 200 ? String(answer.state) : status
  }
  const jws = report === 'again' ? (sent[0] ?? '') : await device.confirmation(order, { result: report })
  if (report !== 'again') sent.push(jws)
  const { status, body: answer } = await device.http.post<{ state: string }>(
    '/api/v1/device/confirmations',
    { jws },
    { token: device.token },
  )
  return status === 200 ? answer.state : status
}

it('[D2] reports in any order, and again, do what the table says', async () => {
  const report = fc.constantFrom<Report>('received', 'progress', 'not-now', 'done', 'partial', 'failed', 'again')
  const sequence = fc.array(report, { minLength: 2, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(sequence, async (reports) => {
      const { device, order } = await signedOut()
      const sent: string[] = []
      let state: State = 'waiting'
      let first: State | undefined
      for (const [i, one] of reports.entries()) {
        if (one === 'again' && first === undefined) continue
        const expected: State | 401 = one === 'again' ? (first ?? 'waiting') : TABLE[one][state]
        expect(await say(device, order, one, sent), `${reports.slice(0, i + 1).join(', ')}`).toBe(expected)
        if (one === 'again' || expected === 401) continue
        state = expected
        if (sent.length === 1) first ??= state
      }
      expect((await readSignOut(phone, order.signOutId)).state).toBe(state)
    }),
    { numRuns: count(300) },
  )
})

it('[D9] two of five stores cleaned is a failure that is seen and can be tried again, never a confirmation', async () => {
  const { device, order } = await signedOut()
  const steps = ['records', 'cache', 'plugins', 'logs', 'keys'].map((name, i) => ({ name, ok: i < 2 }))
  expect((await device.confirm(order, { result: 'partial', steps })).body.state).toBe('failed')
  const seen = await readSignOut(phone, order.signOutId)
  expect(seen).toMatchObject({ state: 'failed', confirmedAt: null, report: { result: 'partial', steps } })
  const receipt = await phone.http.get(`/api/v1/sign-outs/${order.signOutId}/receipt`, { token: phone.token })
  expect([receipt.status, receipt.body.code]).toEqual([404, 'not_closed'])
  const retried = await phone.http.post(`/api/v1/sign-outs/${order.signOutId}/retry`, {}, { token: phone.token })
  expect(retried.body).toMatchObject({ state: 'waiting', attempt: 2 })
  const again = await device.order()
  expect(again).toMatchObject({ nonce: order.nonce, attempt: 2 })
  // What was done for the first attempt is not the second.
  expect((await device.confirm(again, { attempt: 1 })).body.state).toBe('failed')
  expect((await device.confirm(again)).body.state).toBe('confirmed')
})

it.each([
  ['10 minutes', 10 * 60_000],
  ['3 days', 3 * 24 * 60 * 60_000],
])('[D11] a confirmation after %s is accepted, with its true lag', async (_, ms) => {
  const { device, order } = await signedOut()
  await advance(server.url, ms)
  const before = await readSignOut(phone, order.signOutId)
  expect(before.lagMs).toBeGreaterThanOrEqual(ms)
  expect((await device.confirm(order, { iat: 1 })).body.state).toBe('confirmed')
  const { lagMs, accessEndedAt, confirmedAt } = await readSignOut(phone, order.signOutId)
  expect(lagMs).toBe(Date.parse(confirmedAt ?? '') - Date.parse(accessEndedAt))
  expect(lagMs).toBeGreaterThanOrEqual(before.lagMs)
  expect(lagMs).toBeLessThan(ms + 60_000)
})

it('[D15] two sockets of one device are both told; it is executed once and has one receipt', async () => {
  const device = await signInDevice(server.url, owner)
  const tabs = [device.connect(), device.connect()]
  await Promise.all(tabs.map((tab) => tab.connected()))
  await signOut(phone, { sessions: [device.sessionId] })
  const orders = await Promise.all(
    tabs.map(async (tab) => {
      await tab.entry((entry) => entry.type === 'session.ended')
      return (await tab.entry((entry) => entry.data.nonce !== undefined)).data as TestOrder
    }),
  )
  const [order] = orders
  if (!order) throw new Error('no order')
  expect(new Set(orders.map(({ nonce }) => nonce)).size).toBe(1)
  const gone = tabs.map((tab) => tab.gone())
  const answers = await Promise.allSettled(
    tabs.map(async (tab, i) =>
      tab.send('confirm', { jws: await device.confirmation(order, { jti: `tab-${i}-${randomUUID()}` }) }),
    ),
  )
  // The socket that was second may be closed, as its session is confirmed, before it is answered.
  const heard = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  expect(heard.length).toBeGreaterThan(0)
  for (const answer of heard) expect(answer).toEqual({ ok: true, state: 'confirmed' })
  await Promise.all(gone)
  const [edges] = rows(
    server.dataDir,
    `SELECT count(*) AS n FROM entry WHERE type = 'sign-out.confirmed' AND sign_out_id = '${order.signOutId}'`,
  )
  expect(edges).toEqual({ n: 1 })
  const receipts = await Promise.all(
    [1, 2].map(() => phone.http.get(`/api/v1/sign-outs/${order.signOutId}/receipt`, { token: phone.token })),
  )
  expect(receipts[0]?.body).toEqual(receipts[1]?.body)
})
