import type { Instant } from '#domain/ids.ts'
import { lagMs } from '#domain/lag.ts'
import type { NewNotice, Notice } from '#domain/notice.ts'
import { placeCode } from '#domain/place.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut, SignOutEvent } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'
import { tellByMail } from './tell-by-mail.ts'

/** Puts notices into inboxes, in the commit that they tell of. One that was told before is not told again. Returns the new ones. */
export async function tell(
  ports: Ports,
  tx: Writes,
  notices: readonly NewNotice[],
  now: Instant,
): Promise<readonly Notice[]> {
  const told = await tx.notices.add(
    notices.map((notice) => ({ ...notice, id: ports.random.id('notice') })),
    now,
  )
  for (const notice of told) await tellByMail(ports, tx, notice)
  return told
}

const TOLD = { done: 'sign-out-confirmed', 'not-done': 'sign-out-failed', waive: 'sign-out-waived' } as const

/** Each sign-out of each device has its own confirmation (mission.md, 4.8): confirmed, failed on the device, or closed by people. */
export async function tellAdvance(
  ports: Ports,
  tx: Writes,
  signOut: SignOut,
  event: SignOutEvent,
  now: Instant,
): Promise<void> {
  if (event.type !== 'done' && event.type !== 'not-done' && event.type !== 'waive') return
  if (event.type === 'not-done' && signOut.state !== 'failed') return
  const kind = TOLD[event.type]
  const device = await tx.devices.get(signOut.deviceId)
  const freed = signOut.report?.['bytesFreed']
  const data = {
    signOutId: signOut.id,
    deviceId: signOut.deviceId,
    device: device?.name ?? '',
    lagMs: lagMs(signOut.accessEndedAt, now, null, now),
    ...(event.type === 'done' && typeof freed === 'number' ? { bytesFreed: freed } : {}),
    ...(event.type === 'waive' ? { reason: event.reason } : {}),
  }
  const attempt = event.type === 'not-done' ? `/${signOut.attempt}` : ''
  await tell(ports, tx, [{ memberId: signOut.memberId, kind, key: `${kind}/${signOut.id}${attempt}`, data }], now)
}

/** What an administrator ended of a member, in one line for all devices of one commit: the member learns of it from us. */
export async function tellForced(
  ports: Ports,
  tx: Writes,
  ended: { readonly memberId: string; readonly batchId: string; readonly reason: string | null },
  devices: readonly string[],
  now: Instant,
): Promise<void> {
  const { memberId, batchId, reason } = ended
  const notice = { memberId, kind: 'sign-out-forced' as const, key: `sign-out-forced/${batchId}` }
  await tell(ports, tx, [{ ...notice, data: { batchId, devices: [...devices], reason } }], now)
}

/** A sign-in beside others: each of those asks “Was this you?”. The first device of a member has nobody to ask. */
export async function tellSignIn(
  ports: Ports,
  tx: Writes,
  session: Session,
  device: { readonly name: string; readonly kind: string; readonly os: string },
  now: Instant,
): Promise<void> {
  const { id, memberId, deviceId, method, originalDeviceId, ip } = session
  const data = {
    sessionId: id,
    deviceId,
    device: device.name,
    kind: device.kind,
    os: device.os,
    method,
    originalDeviceId,
    // The country alone: the address itself goes when the policy says so.
    place: placeCode(ports.places.of(ip)),
  }
  await tell(ports, tx, [{ memberId, kind: 'new-sign-in', key: signInKey(id), data }], now)
}

/** The key of the notice that asks about a session. */
export function signInKey(sessionId: string): string {
  return `new-sign-in/${sessionId}`
}
