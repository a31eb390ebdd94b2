import { expect, it } from 'vitest'
import { openDatabase } from '#db/open.ts'
import { createStore } from '#db/stores/index.ts'
import { restoreStore } from '#server/commands/restore-store.ts'
import { setUp } from '#server/commands/set-up.ts'
import { putTicket } from '#server/commands/tickets.ts'
import { historyPorts, movedClock } from './history/ports.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()

it('[SE14] a restore voids what could be used a second time', async () => {
  const database = await openDatabase(`file:${folder}/signoff.db`)
  const store = createStore(database)
  const clock = movedClock(1_767_323_045_678)
  const ports = historyPorts(store, clock)
  const owner = { name: 'Ada', email: 'ada@example.com', password: 'a long and dull sentence' }
  const { id: memberId } = await setUp(ports, { company: 'Example', locale: 'en', timeZone: 'UTC', owner })
  const now = clock.now()
  const token = await store.write(async (tx) => {
    await tx.factors.setAuthenticator({ memberId, sealed: 's', createdAt: now, confirmedAt: now, lastStep: 1 })
    await tx.factors.setRecovery(memberId, ['hash'], now)
    return putTicket(ports, tx, 'reset', { memberId })
  })
  await restoreStore(ports)
  expect(await store.read.factors.recoveryLeft(memberId)).toBe(0)
  expect(await store.read.tickets.get(ports.hash(token), 'reset')).toBeNull()
  const app = await store.read.factors.authenticator(memberId)
  expect(app?.lastStep).toBeGreaterThan(Math.floor(now / 30_000))
  await database.close()
})
