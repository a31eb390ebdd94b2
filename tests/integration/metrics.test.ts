import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import { servedOwner, signOut } from '#tests/faults/scene.ts'
import { owner } from '#tests/support/server.ts'
import { signInDevice } from '#tests/support/test-device.ts'

/** What deserves an alert has a figure (docs/operating.md). The bell's age is Postgres's: tests/faults/cluster-bell.test.ts. */
const { server, phone } = await servedOwner()

async function figures(): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${server.url}/metrics`)).text()
  return new Map(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

it('[ND9] counts what is open by state, what is overdue, what was refused, how long devices took, and who is connected', async () => {
  const laptop = await signInDevice(server.url, owner, { name: 'Laptop' })
  const socket = laptop.connect()
  await socket.connected()
  const before = await figures()
  expect(before.get('signoff_sign_outs_open{state="waiting"}')).toBe(0)
  expect(before.get('signoff_device_sockets')).toBe(1)
  expect(before.get('signoff_watcher_sockets')).toBe(0)
  expect(before.get('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThan(0)

  await signOut(phone, { sessions: [laptop.sessionId] })
  const order = await laptop.order()
  const forged = await laptop.confirm({ ...order, nonce: 'another' })
  expect(forged.body.code).toBe('wrong_nonce')
  const open = await figures()
  expect(open.get('signoff_sign_outs_open{state="waiting"}')).toBe(1)
  expect(open.get('signoff_sign_outs_overdue')).toBe(0)
  expect(open.get('signoff_confirmations_refused_total{code="wrong_nonce"}')).toBe(1)
  expect(open.get('signoff_sync_lag_seconds_count')).toBe(0)

  await phone.http.post('/api/test/clock', { advanceMs: 16 * 60_000 })
  expect((await figures()).get('signoff_sign_outs_overdue')).toBe(1)
  expect((await laptop.confirm(order)).status).toBe(200)
  const after = await figures()
  expect(after.get('signoff_sign_outs_open{state="waiting"}')).toBe(0)
  expect(after.get('signoff_sign_outs_overdue')).toBe(0)
  expect(after.get('signoff_sync_lag_seconds_count')).toBe(1)
  expect(after.get('signoff_sync_lag_seconds_bucket{le="900"}')).toBe(0)
  expect(after.get('signoff_sync_lag_seconds_bucket{le="1800"}')).toBe(1)
})

it('[ND9] says whether the newest verification found the log intact', async () => {
  const verified = async (intact: number) => {
    const asked = await phone.http.post('/api/v1/admin/audit/verifications', undefined, { token: phone.token })
    expect(asked.status).toBe(202)
    await vi.waitFor(async () => expect((await figures()).get('signoff_log_intact')).toBe(intact), 10_000)
  }
  expect((await figures()).get('signoff_log_intact')).toBeNaN()
  await verified(1)
  const file = new Sqlite(join(server.dataDir, 'signoff.db'))
  file.exec("UPDATE entry SET data = '{}' WHERE stream = 'org' AND seq = 1")
  file.close()
  await verified(0)
})
