import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Viewer } from '#domain/access.ts'
import type { Store } from '#domain/store.ts'
import { forceSignOuts } from '#server/commands/force-sign-outs.ts'
import { resumeBatches } from '#server/commands/run-batch.ts'
import { failureOf } from '../failure.ts'
import { aDevice, aMember, aSession } from '../rows.ts'
import { dyingAt } from './dying-store.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

const COUNT = 150

/** A batch that ends many members' sessions, and what becomes of it when the process dies in the middle. */
export function describeBatch(engine: string, open: () => Promise<Database>): void {
  describe(`a batch on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    const ids = Array.from({ length: COUNT }, (_, i) => `ses_${i}`)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        for (const [i, id] of ids.entries()) {
          await tx.members.insert(aMember(`mem_${i}`), null, '')
          await tx.devices.insert(aDevice(`dev_${i}`, `mem_${i}`))
          await tx.sessions.insert(aSession(id, `mem_${i}`, `dev_${i}`), `hash-${id}`)
        }
      })
    })
    afterAll(() => db.close())

    async function owner(): Promise<Viewer> {
      const [member] = (await store.read.members.list({ query: 'owner@', limit: 1 })).items
      if (!member) throw new Error('no owner')
      const { id: memberId, name, roles } = member
      const session = aSession('ses_owner', memberId, 'dev_owner')
      await store.write(async (tx) => {
        await tx.devices.insert(aDevice(session.deviceId, memberId))
        await tx.sessions.insert(session, 'hash-owner')
      })
      const device = { deviceId: session.deviceId, deviceName: 'Laptop' }
      return {
        memberId,
        name,
        roles,
        scope: null,
        sessionId: session.id,
        ...device,
        bySelf: true,
        steppedUpAt: clock.now(),
      }
    }

    it('[E11] resumes after a crash, with an outcome for each item, each ended once', async () => {
      const viewer = await owner()
      const reason = 'everyone out, in the middle of it a crash'
      const ports = historyPorts(dyingAt(store, 100), clock)
      await failureOf(forceSignOuts(ports, viewer, { sessions: ids, reason }, undefined))
      const [interrupted] = await store.read.batches.running()
      expect(interrupted?.done).toBeLessThan(COUNT)

      clock.advance(60_000) // until its lease is over, the batch is its dead process's
      await resumeBatches(historyPorts(store, clock))
      const read = () => store.read.batches.get(interrupted?.id ?? '')
      await expect.poll(async () => (await read())?.state, { timeout: 20_000 }).toBe('done')
      const batch = await read()
      expect([batch?.state, batch?.done, batch?.failed]).toEqual(['done', COUNT, 0])
      const told = batch?.outcomes.map(({ sessionId, code }) => `${sessionId} ${code}`)
      expect(told?.toSorted()).toEqual(ids.map((id) => `${id} done`).toSorted())
      const signOuts = await store.read.signOuts.ofBatch(interrupted?.id ?? '')
      expect(new Set(signOuts.map(({ sessionId }) => sessionId)).size).toBe(COUNT)
      expect(await store.read.log.after('mem_0', 0, 10)).toHaveLength(2)
    })
  })
}
