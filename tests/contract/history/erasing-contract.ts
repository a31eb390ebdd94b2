import { isNotNull, ne } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '#db/database.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { eraseClosed } from '#server/commands/exit/close-company.ts'
import { failureOf } from '../failure.ts'
import { aMember } from '../rows.ts'
import { dyingAt } from './dying-store.ts'
import { historyPorts, movedClock } from './ports.ts'
import { foundOrg } from './world.ts'

const MEMBERS = 5

/** What is personal goes after a closing, wherever the process dies on the way (issue 5, part 2). */
export function describeErasing(engine: string, open: () => Promise<Database>): void {
  describe(`erasing a closed company on ${engine}`, () => {
    let db: Database
    let store: Store
    const clock = movedClock(1_767_323_045_678)
    beforeAll(async () => {
      db = await open()
      store = createStore(db)
      await foundOrg(store, clock)
      await store.write(async (tx) => {
        for (let i = 0; i < MEMBERS; i++) {
          await tx.members.insert(aMember(`mem_${i}`), null, '')
          await tx.log.append(`mem_${i}`, [{ type: 'member.created', data: { name: 'Li Na' } }], clock.now())
        }
        const closing = { runId: 'run_1', closedAt: clock.now(), kid: 'kid-1', claims: {}, erasedAt: null }
        await tx.closings.insert(closing)
      })
    })
    afterAll(() => db.close())

    it('[EX35] goes on after a death at any of its writes, and is over only when nothing is left', async () => {
      const { members, entries } = db.tables
      const left = async () => [
        await db.read.select({ id: members.id }).from(members).where(ne(members.name, '')),
        await db.read.select({ seq: entries.seq }).from(entries).where(isNotNull(entries.data)),
      ]
      const heads = await store.read.log.heads(null, 100)
      for (let writes = 0; writes < heads.length + 2; writes++) {
        await failureOf(eraseClosed(historyPorts(dyingAt(store, writes), clock)))
        expect((await store.read.closings.get())?.erasedAt).toBeNull()
      }
      await eraseClosed(historyPorts(store, clock))
      expect((await store.read.closings.get())?.erasedAt).toBe(clock.now())
      expect(await left()).toEqual([[], []])
      expect(await store.read.log.heads(null, 100)).toEqual(heads)
    })
  })
}
