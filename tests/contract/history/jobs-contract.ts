import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { expireIdle } from '#server/commands/expire-idle.ts'
import { tellOverdue } from '#server/commands/tell-overdue.ts'
import { aDevice, aMember, aSession } from '../rows.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

const DAY_MS = 24 * 60 * 60_000
const MEMBERS = 12

/** What time does, done by two nodes in the same moment: a lease keeps them apart as a rule, and nothing may hang on it. */
export function describeJobs(engine: string, open: () => Promise<Database>): void {
  describe(`two nodes with the same work on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    const ids = Array.from({ length: MEMBERS }, (_, i) => `mem_${i}`)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        for (const id of ids) {
          await tx.members.insert(aMember(id), null, '')
          await tx.devices.insert(aDevice(`dev_${id}`, id))
          await tx.sessions.insert(aSession(`ses_${id}`, id, `dev_${id}`), `hash-${id}`)
          await tx.preferences.set(id, { ...(await tx.preferences.of(id)), idleDays: 7 })
        }
      })
    })
    afterAll(() => db.close())

    it('[ND11] an idle session is ended once and an overdue sign-out is told once, whoever was first', async () => {
      const nodes = [historyPorts(store, clock), historyPorts(store, clock)]
      clock.advance(8 * DAY_MS)
      await Promise.all(nodes.map(expireIdle))
      clock.advance(16 * 60_000)
      await Promise.all(nodes.map(tellOverdue))
      for (const id of ids) {
        const types = (await store.read.log.after(id, 0, 100)).map(({ type }) => type)
        expect([id, types.filter((type) => type === 'sign-out.requested').length]).toEqual([id, 1])
        expect([id, types.filter((type) => type === 'sign-out.overdue').length]).toEqual([id, 1])
        const told = await store.read.notices.list({ memberId: id, limit: 50 })
        expect(told.items.filter(({ kind }) => kind === 'sign-out-overdue')).toHaveLength(1)
      }
    })
  })
}
