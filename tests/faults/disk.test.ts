import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { startServer } from '#tests/support/server.ts'
import { advance, servedOwner, signOut } from './scene.ts'
import { seedSessions, type Seeded } from './store-file.ts'

/** A disk that is full, and one that takes nothing (quality.md, B1, B3). */
const { server, phone } = await servedOwner()
await server.stop()
const sessions = seedSessions(server.dataDir, phone.sessionId, 40)

function sessionAt(i: number): Seeded {
  const one = sessions[i]
  if (!one) throw new Error(`no session ${i}`)
  return one
}
const statusOf = async (token: string) => (await phone.http.get('/api/v1/me', { token })).status

/** Ten sign-outs at once, each of its own session, all refused alike, in two languages; nobody is signed out. */
async function allRefused(some: readonly Seeded[]): Promise<void> {
  const refused = await Promise.all(
    some.map(({ sessionId }, i) =>
      signOut(phone, { sessions: [sessionId] }, { 'accept-language': i % 2 === 0 ? 'en' : 'zh-CN' }),
    ),
  )
  for (const { status, body } of refused) {
    expect([status, body.code]).toEqual([503, 'unavailable'])
    expect(body.detail).toMatch(/not signed out|没有退出|未退出|尚未退出/i)
  }
  for (const { token } of some) expect(await statusOf(token)).toBe(200)
}

describe('[B1] a full disk', () => {
  it('refuses every sign-out of the group, nobody is signed out, and it works again when space returns', async () => {
    const file = new Sqlite(join(server.dataDir, 'signoff.db'), { readonly: true })
    const pages = Number(file.pragma('page_count', { simple: true }))
    file.close()
    await server.restart({ DATABASE_URL: `file:${server.dataDir}/signoff.db?max_page_count=${pages + 6}` })
    await fill()
    await allRefused(sessions.slice(20, 30))
    expect(server.logs.filter(({ msg }) => msg === 'a request met a fault').length).toBeGreaterThan(0)
    // What the day has left behind is forgotten, and its space is used again, with no restart.
    await advance(server.url, 25 * 60 * 60_000)
    const { sessionId, token } = sessionAt(20)
    expect((await signOut(phone, { sessions: [sessionId] })).status).toBe(202)
    expect(await statusOf(token)).toBe(401)
  })

  /** Answers that are remembered for a day take the last pages, and sign-outs what is left in them. */
  async function fill(): Promise<void> {
    for (let i = 0; i < 2_000; i += 1) {
      const headers = { 'idempotency-key': `fill-${i}-${'x'.repeat(150)}` }
      const answer = await phone.http.post(`/api/v1/devices/${phone.id}/check`, {}, { token: phone.token, headers })
      if (answer.status === 503) break
      if (answer.status !== 202) throw new Error(`a check answered ${answer.status}`)
    }
    for (const { sessionId } of sessions.slice(0, 10))
      if ((await signOut(phone, { sessions: [sessionId] })).status === 503) return
    throw new Error('the disk did not become full')
  }
})

/** Takes away, or gives back, a process's right to write to files: util-linux is there on every Linux. */
const canLimit = spawnSync('prlimit', ['--version']).status === 0
const writesFail = (pid: number, fail: boolean) =>
  spawnSync('prlimit', ['--pid', String(pid), `--fsize=${fail ? '0' : 'unlimited'}:unlimited`])

describe('[B3] a disk that may not be written', () => {
  it.runIf(canLimit)('answers 503, says so on /readyz, keeps running, and works again', async () => {
    await server.restart({ DATABASE_URL: '' })
    const { pid } = server
    writesFail(pid, true)
    await allRefused(sessions.slice(10, 20))
    expect((await phone.http.get('/readyz')).status).toBe(503)
    expect((await phone.http.get('/healthz')).status).toBe(200)
    writesFail(pid, false)
    expect((await signOut(phone, { sessions: [sessionAt(10).sessionId] })).status).toBe(202)
    expect((await phone.http.get('/readyz')).status).toBe(200)
    expect(server.pid).toBe(pid)
  })

  it('is refused at the start in one line, without a crash', async () => {
    for (const [env, line] of [
      [{ DATABASE_URL: 'file:/dev/null/signoff.db' }, '/dev/null cannot be made'],
      [{ SIGNOFF_DATA: '/dev/null/data' }, 'SIGNOFF_DATA: /dev/null/data cannot be used'],
    ] as const) {
      const refusal = await startServer({ env }).then(String, String)
      expect(refusal).toContain(`Signoff cannot start:\n  ${line}`)
      expect(refusal).not.toMatch(/^ +at /m)
    }
  })
})
