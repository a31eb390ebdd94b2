import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Viewer } from '#domain/access.ts'
import type { Store } from '#domain/store.ts'
import {
  resumeVerifications,
  runVerification,
  startVerification,
  stopVerification,
} from '#server/commands/verify-log.ts'
import { failureOf } from '../failure.ts'
import { aMember } from '../rows.ts'
import { dyingAt } from './dying-store.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

const MEMBERS = 20
const EACH = 60

/** The walk over every chain as a job: by whichever node, through a crash, to what was changed. */
export function describeVerification(engine: string, open: () => Promise<Database>): void {
  describe(`verifying the log on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    const ids = Array.from({ length: MEMBERS }, (_, i) => `mem_${String(i).padStart(2, '0')}`)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        await tx.members.insertDepartment({ id: 'dep_sales', name: 'Sales', parentId: null })
        await tx.members.insertDepartment({ id: 'dep_south', name: 'South', parentId: 'dep_sales' })
        for (const [i, id] of ids.entries()) {
          const departmentId = i === 0 ? 'dep_south' : null
          await tx.members.insert({ ...aMember(id), departmentId, scopeDepartmentId: 'dep_sales' }, null, '')
          const entries = Array.from({ length: EACH }, (_, n) => ({ type: 'a', data: { n } }))
          await tx.log.append(id, entries, clock.now())
        }
      })
    })
    afterAll(() => db.close())

    const viewer = (scope: Viewer['scope'] = null): Viewer => ({
      memberId: 'mem_01',
      name: 'Li Na',
      sessionId: 'ses_1',
      deviceId: 'dev_1',
      deviceName: 'Laptop',
      roles: ['admin'],
      scope,
      bySelf: true,
      steppedUpAt: clock.now(),
    })
    /** A node whose process dies after so many writes. */
    const node = (writes = Number.POSITIVE_INFINITY) => historyPorts(dyingAt(store, writes), clock)
    const read = (id: string) => store.read.verifications.get(id)
    const over = (id: string) =>
      expect.poll(async () => (await read(id))?.state, { timeout: 20_000 }).not.toBe('running')
    const all = () => store.read.log.size()

    it('[LG10] goes on from its last stretch on another node, counts each entry once, and the walk in one go says the same', async () => {
      const { id } = await startVerification(node(1), viewer()) // dies before it keeps its first stretch
      clock.advance(60_000)
      const dying = node(4)
      await store.write((tx) => tx.leases.hold(`verification: ${id}`, 'a', clock.now(), clock.now() + 10_000))
      await failureOf(runVerification(dying, id, 'a', 100))
      const half = await read(id)
      expect(half).toMatchObject({ state: 'running', totalEntries: (await all()).entries, by: { name: 'Li Na' } })
      expect(half?.walk.entries).toBeGreaterThan(0)
      expect(half?.walk.entries).toBeLessThan(MEMBERS * EACH)

      await resumeVerifications(node()) // its lease is not over: nobody takes it from a process that may live
      expect((await read(id))?.walk.entries).toBe(half?.walk.entries)
      clock.advance(60_000)
      await resumeVerifications(node())
      await over(id)
      const { logs, entries } = await all()
      const whole = await read(id)
      expect(whole).toMatchObject({ state: 'intact', walk: { logs, entries, erased: 0, brokenAt: null } })

      const again = await startVerification(node(), viewer())
      await over(again.id)
      expect((await read(again.id))?.walk.fingerprint).toBe(whole?.walk.fingerprint)
    })

    it('[LG11] a second start joins the one that runs, whichever node; it can be stopped, and what was found before stays known', async () => {
      clock.advance(1_000)
      const asked = await Promise.all([node(1), node(1)].map((ports) => startVerification(ports, viewer())))
      const [one, other] = asked.map(({ id }) => id)
      expect(one).toBe(other)
      const scoped = viewer(new Set(['dep_sales', 'dep_south']))
      expect(await failureOf(stopVerification(node(), scoped, one ?? ''))).toMatchObject({ code: 'not_found' })
      const stopped = await stopVerification(node(), viewer(), one ?? '')
      expect(stopped).toMatchObject({ state: 'stopped', stoppedBy: { name: 'Li Na' } })
      await runVerification(node(), stopped.id, 'late')
      expect((await read(stopped.id))?.state).toBe('stopped')
      expect(await failureOf(stopVerification(node(), viewer(), stopped.id))).toMatchObject({ code: 'wrong_state' })
      expect(await store.read.verifications.latest(null)).toMatchObject({ state: 'stopped' })
      expect(await store.read.verifications.latest(null, true)).toMatchObject({ state: 'intact' })
    })

    it('[LG12] a scoped administrator’s walks over the members of the department alone', async () => {
      const { id } = await startVerification(node(), viewer(new Set(['dep_sales', 'dep_south'])))
      await over(id)
      expect(await read(id)).toMatchObject({
        state: 'intact',
        coverage: 'dep_sales',
        totalEntries: EACH,
        walk: { logs: 1, entries: EACH },
      })
    })

    it('[LG13] a changed row, a dropped one and a head that is not the last entry’s are found and named', async () => {
      const { entries, streams } = db.tables
      const found = async () => {
        const { id } = await startVerification(node(), viewer())
        await over(id)
        const verification = await read(id)
        return [verification?.state, verification?.walk.brokenAt]
      }
      const at = (stream: string, seq: number) => and(eq(entries.stream, stream), eq(entries.seq, seq))
      await db.write((tx) => tx.update(streams).set({ headHash: 'other' }).where(eq(streams.id, 'mem_19')))
      expect(await found()).toEqual(['broken', { stream: 'mem_19', seq: EACH }])
      await db.write((tx) => tx.delete(entries).where(at('mem_12', 33)))
      expect(await found()).toEqual(['broken', { stream: 'mem_12', seq: 33 }])
      await db.write((tx) =>
        tx
          .update(entries)
          .set({ data: { n: 'other' } })
          .where(at('mem_07', 5)),
      )
      expect(await found()).toEqual(['broken', { stream: 'mem_07', seq: 5 }])
    })
  })
}
