import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { requestSignOut } from '#server/commands/request-sign-out.ts'
import { readDeviceLog } from '#server/queries/device-log.ts'
import { aDevice, aMember, aSession } from '../rows.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

/** A reader that looked at its session, then access ended on another node, and then it reads the log. */
export function describeStaleReader(engine: string, open: () => Promise<Database>): void {
  describe(`a stale reader on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    const memberId = 'mem_stale'
    const session = aSession('ses_stale', memberId, 'dev_stale')
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        await tx.members.insert(aMember(memberId), null, '')
        await tx.devices.insert(aDevice(session.deviceId, memberId))
        await tx.sessions.insert(session, 'hash-stale')
        await tx.log.take(memberId)
        await tx.log.append(
          memberId,
          [{ type: 'device.renamed', data: { deviceId: session.deviceId, name: 'Laptop' } }],
          clock.now(),
        )
      })
    })
    afterAll(() => db.close())

    it('[SO60] is not moved past its own end, so that its order still comes', async () => {
      const ports = historyPorts(store, clock)
      const before = await store.read.sessions.get(session.id)
      if (!before) throw new Error('no session')
      await requestSignOut(ports, viewerOf(), { sessions: [session.id] })

      const stale = await readDeviceLog(ports, before, 0, false)
      expect(stale.entries.map(({ type }) => type)).toEqual(['device.renamed'])
      const present = await store.read.sessions.get(session.id)
      if (!present) throw new Error('no session')
      const own = await readDeviceLog(ports, present, stale.head, false)
      expect(own.entries.filter(({ data }) => data['nonce'] !== undefined)).toHaveLength(1)
    })

    const viewerOf = () => ({
      memberId,
      name: 'Stale',
      roles: [],
      scope: null,
      sessionId: session.id,
      deviceId: session.deviceId,
      deviceName: 'Laptop',
      bySelf: true,
      steppedUpAt: clock.now(),
    })
  })
}
