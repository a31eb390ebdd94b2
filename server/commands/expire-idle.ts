import { DAY_MS } from '#domain/preference.ts'
import type { MemberId } from '#domain/ids.ts'
import { endBySystem } from './end-by-system.ts'
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
    return endBySystem(ports, tx, { memberId, sessions, reason: 'idle', now })
  })
  if (count > 0) ports.bell.ring(memberId)
  return count
}
