import { isExpired } from '#domain/session.ts'
import type { MemberId } from '#domain/ids.ts'
import { endBySystem } from './end-by-system.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

const AT_ONCE = 200

/** Ends sessions that outlived their idle or absolute limit, by sign-outs like any other. Returns how many ended. */
export async function expireSessions(ports: Ports): Promise<number> {
  const org = await ports.store.read.org.get()
  if (!org) return 0
  const { idleMs, webIdleMs } = org.policy
  const perhaps = await ports.store.read.sessions.perhapsExpired(ports.clock.now(), idleMs, webIdleMs, AT_ONCE)
  let ended = 0
  for (const memberId of new Set(perhaps.map((session) => session.memberId))) ended += await expireOf(ports, memberId)
  return ended
}

/** Ends what has expired of one member. Also called when a request meets an expired session. */
export async function expireOf(ports: Ports, memberId: MemberId): Promise<number> {
  const count = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    const { policy } = await requireOrg(tx.org)
    const now = ports.clock.now()
    const devices = new Map((await tx.devices.ofMember(memberId)).map((device) => [device.id, device.kind]))
    const active = await tx.sessions.activeOf(memberId)
    const sessions = active.filter((session) => isExpired(session, devices.get(session.deviceId) ?? 'web', policy, now))
    return endBySystem(ports, tx, { memberId, sessions, reason: 'expired', now })
  })
  if (count > 0) ports.bell.ring(memberId)
  return count
}
