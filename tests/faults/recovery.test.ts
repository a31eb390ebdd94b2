import { expect, it } from 'vitest'
import { spawnServer, type ServerLog } from '#tests/support/server-process.ts'
import { long } from './counts.ts'
import { seeded, servedOwner, verifiedLog } from './scene.ts'
import { rows, seedMembers } from './store-file.ts'

/** kill -9 while a start takes up what a crash has left (quality.md, A6). */
const MEMBERS = long ? 5_000 : 1_000
/** A machine that is busy with other suites is slow; a mass sign-out is many commits. */
const LIMIT_MS = long ? 1_200_000 : 300_000
const { server, phone } = await servedOwner()
await server.stop()
seedMembers(server.dataDir, phone.sessionId, MEMBERS)
await server.restart()

const environment = () => ({
  PORT: String(server.port),
  SIGNOFF_DATA: server.dataDir,
  SIGNOFF_TEST_CLOCK: '1',
})

/** Starts it, and kills it when `reached` says so, ready or not. */
async function startAndKill(reached: () => boolean): Promise<void> {
  const log: ServerLog = { text: '', lines: [] }
  const starting = spawnServer(['--api-only'], environment(), log)
  await expect.poll(reached, { timeout: LIMIT_MS, interval: 5 }).toBe(true)
  await starting.kill()
}

it(
  '[A6] killed three times while it resumes a mass sign-out, it ends it: each once, nothing twice',
  { timeout: LIMIT_MS },
  async () => {
    const { token, http } = phone
    const forced = await http.post<{ batch: { id: string } }>(
      '/api/v1/admin/sign-outs',
      { filter: { kind: 'phone', query: 'seeded' }, reason: 'A lost device list', confirm: true },
      { token },
    )
    expect(forced.status).toBe(202)
    await server.kill()
    const batch = () =>
      rows(server.dataDir, `SELECT state, total, done, failed FROM batch WHERE id = '${forced.body.batch.id}'`)[0]
    expect(batch()?.['state']).toBe('running')
    const random = seeded(6)
    const ended = () =>
      Number(rows(server.dataDir, 'SELECT count(*) AS n FROM session WHERE ended_at IS NOT NULL')[0]?.['n'])
    for (let i = 0; i < 3; i += 1) {
      const more = ended() + Math.floor(random() * (MEMBERS / 10))
      await startAndKill(() => ended() > more)
    }
    await server.restart()
    await expect.poll(() => batch()?.['state'], { timeout: 240_000, interval: 200 }).toBe('done')
    expect(batch()).toMatchObject({ total: MEMBERS, done: MEMBERS, failed: 0 })
    const [counts] = rows(
      server.dataDir,
      `SELECT (SELECT count(*) FROM session WHERE ended_at IS NOT NULL) AS ended,
      (SELECT count(*) FROM sign_out) AS signOuts,
      (SELECT count(DISTINCT session_id) FROM sign_out) AS signedOut,
      (SELECT count(*) FROM entry WHERE type = 'session.ended') AS endedEntries,
      (SELECT count(*) FROM entry WHERE type = 'sign-out.requested') AS requestedEntries`,
    )
    expect(new Set(Object.values(counts ?? {}))).toEqual(new Set([MEMBERS]))
    expect(await verifiedLog(phone)).toMatchObject({ ok: true })
  },
)
