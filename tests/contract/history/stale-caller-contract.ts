import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Viewer } from '#domain/access.ts'
import type { Store } from '#domain/store.ts'
import { changeMember, removeMember, suspendMember } from '#server/commands/change-member.ts'
import { requestSignOut } from '#server/commands/request-sign-out.ts'
import { codeOf, failureOf } from '../failure.ts'
import { aDevice, aMember, aSession } from '../rows.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

/** An administrator whose request had begun when somebody signed them out. */
export function describeStaleCaller(engine: string, open: () => Promise<Database>): void {
  describe(`a caller who was signed out meanwhile on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        await tx.members.insert(aMember('mem_active'), null, '')
        await tx.members.insert(aMember('mem_suspended', { state: 'suspended' }), null, '')
      })
    })
    afterAll(() => db.close())

    it('[AC14] changes nobody any more: not their roles, not their state', async () => {
      const [owner] = (await store.read.members.list({ query: 'owner@', limit: 1 })).items
      if (!owner) throw new Error('no owner')
      await store.write(async (tx) => {
        await tx.devices.insert(aDevice('dev_owner', owner.id))
        await tx.sessions.insert(aSession('ses_owner', owner.id, 'dev_owner'), 'hash-owner')
      })
      const { id: memberId, name, roles } = owner
      const here = { deviceId: 'dev_owner', deviceName: 'Laptop', sessionId: 'ses_owner' }
      const viewer: Viewer = { memberId, name, roles, scope: null, ...here, bySelf: true, steppedUpAt: clock.now() }
      const ports = historyPorts(store, clock)
      expect(await changeMember(ports, viewer, 'mem_active', { name: 'Before' })).toMatchObject({ name: 'Before' })

      await requestSignOut(ports, viewer, { sessions: ['ses_owner'] })
      for (const refused of [
        () => changeMember(ports, viewer, 'mem_active', { roles: ['owner'] }),
        () => suspendMember(ports, viewer, 'mem_active', 'lost in a taxi, all of them'),
        () => removeMember(ports, viewer, 'mem_suspended'),
      ])
        expect(codeOf(await failureOf(refused()))).toBe('session_ended')
      const [active, suspended] = [
        await store.read.members.get('mem_active'),
        await store.read.members.get('mem_suspended'),
      ]
      expect([active?.roles, active?.state, suspended?.state]).toEqual([[], 'active', 'suspended'])
    })
  })
}
