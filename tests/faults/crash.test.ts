import { expect, it } from 'vitest'
import { api } from '#tests/support/api.ts'
import { owner } from '#tests/support/server.ts'
import { signInDevice, type TestOrder } from '#tests/support/test-device.ts'
import { count, long } from './counts.ts'
import { readSignOut, seeded, servedOwner, signOut, verifiedLog } from './scene.ts'
import { rows, seedSessions, type Seeded } from './store-file.ts'
import { turns } from './turns.ts'

/** kill -9 at any moment (quality.md, part 6, A). */
/** A start takes a second, and many on a machine that is busy with other suites. */
const LIMIT_MS = long ? 2_400_000 : 300_000
/** So many sessions are signed out around each kill, and so many kills pass before new ones are put in. */
const AT_A_KILL = 8
const SEASON = 20
const { server, phone } = await servedOwner()

/**
 * Signs sessions out, two at a time, until all are asked for or the server is gone. `reached` resolves when so many were answered; `answered`,
 * when all is over, with those that were answered 2xx.
 */
function signOutMany(sessions: readonly Seeded[], gone: AbortSignal, many: number) {
  const answered = new Set<string>()
  const waiting = [...sessions]
  const reached = Promise.withResolvers<void>()
  const look = () => answered.size >= many && reached.resolve()
  const lane = async () => {
    for (let next = waiting.shift(); next && !gone.aborted; next = waiting.shift()) {
      // Cut off: nothing was promised.
      const answer = await signOut(phone, { sessions: [next.sessionId] }).catch(() => null)
      if (answer?.status === 202) answered.add(next.sessionId)
      look()
    }
  }
  look()
  return { reached: reached.promise, answered: Promise.all([lane(), lane()]).then(() => answered) }
}

/** The sessions, sign-outs and entries that a commit must have brought together, each as a set of session ids. */
function traces(): Record<'ended' | 'signOuts' | 'endedEntries' | 'requestedEntries' | 'batches', string[]> {
  const of = (sql: string) => rows(server.dataDir, sql).map((row) => String(row['id']))
  const entry = (type: string) =>
    of(`SELECT json_extract(data, '$.sessionId') AS id FROM entry WHERE type = '${type}' ORDER BY id`)
  return {
    ended: of('SELECT id FROM session WHERE ended_at IS NOT NULL ORDER BY id'),
    signOuts: of('SELECT session_id AS id FROM sign_out ORDER BY id'),
    endedEntries: entry('session.ended'),
    requestedEntries: entry('sign-out.requested'),
    batches: of(
      "SELECT json_extract(outcomes, '$[0].sessionId') AS id FROM batch WHERE json_array_length(outcomes) = 1 ORDER BY id",
    ),
  }
}

it(
  '[A2] session, command and entry appear together or not at all, and what was answered is there',
  { timeout: LIMIT_MS },
  async () => {
    const kills = long ? 200 : 10
    const random = seeded(20_260_101)
    let all: Seeded[] = []
    for (let i = 0; i < kills; i += 1) {
      if (i % SEASON === 0) all = await season(Math.min(SEASON, kills))
      const sessions = all.splice(0, AT_A_KILL)
      const gone = new AbortController()
      const asked = signOutMany(sessions, gone.signal, Math.floor(random() * (AT_A_KILL - 1)))
      await asked.reached
      await turns(random() * 300)
      await server.kill()
      gone.abort()
      const answered = await asked.answered
      await server.restart()
      const { ended, ...others } = traces()
      for (const [what, ids] of Object.entries(others)) expect([...ids].sort(), what).toEqual([...ended].sort())
      expect([...answered].filter((id) => !ended.includes(id))).toEqual([])
      for (const { sessionId, token } of sessions) {
        const { status } = await api(server.url).get('/api/v1/me', { token })
        expect(status).toBe(ended.includes(sessionId) ? 401 : 200)
      }
    }
    expect(await verifiedLog(phone)).toMatchObject({ ok: true })
    expect((await signOut(phone, { scope: 'others' })).status).toBe(202)
  },
)

async function season(kills: number): Promise<Seeded[]> {
  await server.stop()
  const seeds = seedSessions(server.dataDir, phone.sessionId, kills * AT_A_KILL)
  await server.restart()
  return seeds
}

it('[A3] an order that was sent before a crash is sent again, and stands once in the log', async () => {
  for (let i = 0; i < count(20); i += 1) {
    const laptop = await signInDevice(server.url, owner, { name: `Laptop ${i}` })
    const before = laptop.connect()
    await before.connected()
    const order = before.entry((entry) => entry.type === 'sign-out.requested' && entry.data.nonce !== undefined)
    await signOut(phone, { sessions: [laptop.sessionId] })
    const first = (await order).data as TestOrder
    const reported = before.send('received', { signOutId: first.signOutId }).catch(() => undefined)
    await server.kill()
    await reported
    before.close()
    await server.restart()
    const after = laptop.connect({ cursor: 1_000_000 })
    const again = (await after.entry((entry) => entry.data.nonce !== undefined)).data as TestOrder
    expect(again).toMatchObject({ signOutId: first.signOutId, nonce: first.nonce, attempt: 1 })
    for (let repeat = 0; repeat < 2; repeat += 1)
      expect(await after.send('received', { signOutId: first.signOutId })).toEqual({ ok: true, state: 'received' })
    const jws = await laptop.confirmation(first)
    expect(await after.send('confirm', { jws })).toEqual({ ok: true, state: 'confirmed' })
    const edges = rows(
      server.dataDir,
      `SELECT type, count(*) AS n FROM entry WHERE sign_out_id = '${first.signOutId}' GROUP BY type`,
    )
    expect(edges.map(({ type, n }) => `${String(type)} ${String(n)}`)).toEqual(
      expect.arrayContaining(['sign-out.received 1', 'sign-out.confirmed 1']),
    )
    expect((await readSignOut(phone, first.signOutId)).state).toBe('confirmed')
  }
})
