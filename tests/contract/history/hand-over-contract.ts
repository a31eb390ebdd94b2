import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Viewer } from '#domain/access.ts'
import { stepOf } from '#domain/exit/run.ts'
import type { Store } from '#domain/store.ts'
import { actOnStep } from '#server/commands/exit/act-on-step.ts'
import { startRun } from '#server/commands/exit/start-run.ts'
import { newObligation } from '#server/commands/obligation/save-obligation.ts'
import { aDevice, aMember, aSession } from '../rows.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

/** A hand-over whose taker goes between two of its batches (issue 5, part 5). */
export function describeHandOver(engine: string, open: () => Promise<Database>): void {
  describe(`a hand-over on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      const ports = historyPorts(store, clock)
      await store.write(async (tx) => {
        for (const id of ['mem_leaver', 'mem_first', 'mem_second'])
          await tx.members.insert(aMember(id, { handlesCustomers: true }), null, '')
        const customers = Array.from({ length: 250 }, (_, i) =>
          newObligation(ports, { kind: 'customer', title: `客户 ${i}`, ownerId: 'mem_leaver' }, clock.now() + i),
        )
        await tx.obligations.insert(customers, clock.now())
      })
    })
    afterAll(() => db.close())

    async function owner(): Promise<Viewer> {
      const [member] = (await store.read.members.list({ query: 'owner@', limit: 1 })).items
      if (!member) throw new Error('no owner')
      const { id: memberId, name, roles } = member
      await store.write(async (tx) => {
        await tx.devices.insert(aDevice('dev_owner', memberId))
        await tx.sessions.insert(aSession('ses_owner', memberId, 'dev_owner'), 'hash-owner')
      })
      const device = { deviceId: 'dev_owner', deviceName: 'Laptop', sessionId: 'ses_owner' }
      return { memberId, name, roles, scope: null, ...device, bySelf: true, steppedUpAt: clock.now() }
    }

    it('[EX38] a taker who is disabled between two batches leaves nothing half; the step names it, and another takes the rest', async () => {
      const viewer = await owner()
      const disabling = afterFirstBatch(store)
      const ports = historyPorts(disabling, clock)
      const run = await startRun(ports, viewer, { kind: 'offboarding', subjectId: 'mem_leaver' })
      await actOnStep(ports, viewer, run.id, 'disable', {})
      const stopped = await actOnStep(ports, viewer, run.id, 'hand-over', { to: 'mem_first' })
      const { state, reason, progress } = stepOf(stopped, 'hand-over')
      expect([state, reason, progress]).toEqual(['failed', 'target_not_active', { done: 100, of: 250 }])
      const openOf = async (id: string) => (await store.read.obligations.openOf(id)).length
      expect([await openOf('mem_first'), await openOf('mem_leaver')]).toEqual([100, 150])

      const again = historyPorts(store, clock)
      const rest = await actOnStep(again, viewer, run.id, 'hand-over', { to: 'mem_second' }, true)
      expect(stepOf(rest, 'hand-over')).toMatchObject({ state: 'done', progress: { done: 250, of: 250 } })
      expect([await openOf('mem_first'), await openOf('mem_second'), await openOf('mem_leaver')]).toEqual([100, 150, 0])
    })
  })
}

/** The store, but that somebody disables the first taker right after the first batch has reached them. */
function afterFirstBatch(store: Store): Store {
  let disabled = false
  return {
    read: store.read,
    ping: () => store.ping(),
    compact: () => store.compact(),
    async write(work) {
      const result = await store.write(work)
      if (!disabled && (await store.read.obligations.openOf('mem_first', ['customer'], 1)).length > 0) {
        disabled = true
        await store.write((tx) => tx.members.update('mem_first', { state: 'suspended' }))
      }
      return result
    },
  }
}
