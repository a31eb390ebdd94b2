import { DAY_MS } from '#domain/preference.ts'
import type { MemberId } from '#domain/ids.ts'
import { SYSTEM } from './actor.ts'
import { endSessions } from './end-sessions.ts'
import type { Ports } from './ports.ts'

const AT_ONCE = 200

/** Signs out devices that were idle for as long as their member chose (7, 30 or 90 days). Returns how many sessions ended. */
export async function expireIdle(ports: Ports): Promise<number> {
  const idle = await ports.store.read.preferences.idleSessions(ports.clock.now(), AT_ONCE)
  let ended = 0
  for (const memberId of new Set(idle.map((session) => session.memberId))) ended += await expireIdleOf(ports, memberId)
  return ended
}

async function expireIdleOf(ports: Ports, memberId: MemberId): Promise<number> {
  const count = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    const now = ports.clock.now()
    const { idleDays } = await tx.preferences.of(memberId)
    if (idleDays === null) return 0
    const active = await tx.sessions.activeOf(memberId)
    const heard = (session: { id: string; lastSeenAt: number }) =>
      Math.max(session.lastSeenAt, ports.presence.lastAccepted(session.id) ?? 0)
    const sessions = active.filter((session) => now - heard(session) >= idleDays * DAY_MS)
    if (sessions.length === 0) return 0
    const batchId = ports.random.id('batch')
    const made = await endSessions(ports, tx, {
      memberId,
      sessions,
      by: SYSTEM,
      reason: 'idle',
      asked: {},
      batchId,
      callerDeviceId: null,
      forced: true,
      approver: null,
      now,
    })
    await tx.batches.insert({
      id: batchId,
      requestedAt: now,
      by: SYSTEM,
      state: 'done',
      total: made.length,
      done: made.length,
      failed: 0,
      plan: null,
      outcomes: made.map(({ sessionId }) => ({ memberId, sessionId, code: 'done' })),
    })
    return made.length
  })
  if (count > 0) ports.bell.ring(memberId)
  return count
}
