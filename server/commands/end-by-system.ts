import type { Instant, MemberId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import type { Writes } from '#domain/store.ts'
import { SYSTEM } from './actor.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import type { Ports } from './ports.ts'

/**
 * Ends sessions of one member, whose stream this write has taken, by time and not by a person. Nobody can be asked, so no original confirms
 * (protocol.md, part 4). Returns how many ended.
 */
export async function endBySystem(
  ports: Ports,
  tx: Writes,
  ending: { memberId: MemberId; sessions: readonly Session[]; reason: 'expired' | 'idle'; now: Instant },
): Promise<number> {
  if (ending.sessions.length === 0) return 0
  const batchId = ports.random.id('batch')
  const made = await endSessions(ports, tx, {
    ...ending,
    by: SYSTEM,
    asked: {},
    batchId,
    callerDeviceId: null,
    forced: true,
    approver: null,
  })
  await insertDoneBatch(tx, batchId, SYSTEM, made, ending.now)
  return made.length
}
