import type { Link } from '#domain/link.ts'
import { admit, type Admitted } from './admit.ts'
import type { Ports } from './ports.ts'

/** What a token request without a token answers (RFC 8628, part 3.5). */
export type PollRefusal = 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token' | 'invalid_grant'
export type Polled =
  | { readonly ok: true; readonly admitted: Admitted }
  /** `scannedBy`: the member's device that has looked the code up, so that the new device can say where the number is to be typed. */
  | { readonly ok: false; readonly error: PollRefusal; readonly scannedBy?: string }

const SLOW_DOWN_S = 5

/**
 * A new device polls for its token. The first poll is never too early; one that comes sooner than the interval costs five seconds more.
 * `proof` is a JWS of the device's key over the device code, needed when this member already has that key.
 */
export async function redeemLink(
  ports: Ports,
  deviceCode: string,
  proof: string | undefined,
  ip: string | null,
): Promise<Polled> {
  const link = await ports.store.read.links.byDeviceCode(ports.hash(deviceCode))
  if (!link) return { ok: false, error: 'invalid_grant' }
  const thumbprint = await ports.proofs.thumbprint(link.claim.publicKey)
  const proven = proof !== undefined && (await ports.proofs.verify(proof, link.claim.publicKey)) === deviceCode
  const polled = await ports.store.write(async (tx): Promise<Polled> => {
    const { memberId } = link
    if (memberId !== null) await tx.log.take(memberId)
    const fresh = await tx.links.take(link.id)
    const now = ports.clock.now()
    if (!fresh || fresh.state === 'redeemed') return { ok: false, error: 'invalid_grant' }
    if (fresh.state === 'denied' || fresh.state === 'burnt') return { ok: false, error: 'access_denied' }
    if (now >= fresh.expiresAt) return { ok: false, error: 'expired_token' }
    if (fresh.state === 'open' || fresh.memberId === null) return poll(tx, fresh, now)
    // The look-up above may have been of an undecided link that nobody had claimed: without the member's stream nothing may be given.
    if (memberId === null) return { ok: false, error: 'authorization_pending' }
    const refusal = await refusalOf(tx, fresh, thumbprint, proven)
    if (refusal === 'access_denied') await tx.links.save({ ...fresh, state: 'denied' })
    if (refusal !== null) return { ok: false, error: refusal }
    const member = await tx.members.get(memberId)
    if (!member || member.state !== 'active') return { ok: false, error: 'access_denied' }
    const how = {
      method: 'link' as const,
      bySelf: false,
      originalDeviceId: fresh.approverDeviceId,
      replace: undefined,
      ip,
      holds: fresh.id,
    }
    const admitted = await admit(ports, tx, member, fresh.claim, thumbprint, how)
    await tx.links.save({ ...fresh, state: 'redeemed', sessionId: admitted.session.id })
    return { ok: true, admitted }
  })
  if (polled.ok) ports.bell.ring(polled.admitted.member.id)
  return polled
}

async function poll(tx: Tx, link: Link, now: number): Promise<Polled> {
  const tooSoon = link.polledAt !== null && now - link.polledAt < link.intervalS * 1000
  await tx.links.save({ ...link, polledAt: now, intervalS: tooSoon ? link.intervalS + SLOW_DOWN_S : link.intervalS })
  const error = tooSoon ? 'slow_down' : 'authorization_pending'
  const [scanner] = link.scannedBy === null ? [] : await tx.devices.many([link.scannedBy])
  return scanner ? { ok: false, error, scannedBy: scanner.name } : { ok: false, error }
}

type Tx = Parameters<Parameters<Ports['store']['write']>[0]>[0]

/** Approval dies with the session that gave it; a known key must prove itself; a link never replaces a session that signed in by itself. */
async function refusalOf(tx: Tx, link: Link, thumbprint: string, proven: boolean): Promise<PollRefusal | null> {
  const approver = link.approverSessionId === null ? null : await tx.sessions.get(link.approverSessionId)
  if (!approver || approver.endedAt !== null || !approver.bySelf) return 'access_denied'
  // What was to keep a session took no place; when that session has gone since, there is none to come back to.
  const kept = link.sessionId === null ? null : await tx.sessions.get(link.sessionId)
  if (link.sessionId !== null && kept?.endedAt !== null) return 'access_denied'
  const known = await tx.devices.byThumbprint(approver.memberId, thumbprint)
  if (!known) return null
  if (!proven) return 'invalid_grant'
  const own = (await tx.sessions.activeOf(approver.memberId)).find((session) => session.deviceId === known.id)
  return own?.bySelf === true ? 'access_denied' : null
}
