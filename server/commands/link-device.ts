import type { Viewer } from '#domain/access.ts'
import { cleanName, type DeviceClaim } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { SessionId } from '#domain/ids.ts'
import {
  CODE_ALPHABET,
  CODE_LENGTH,
  LINK_LIFE_MS,
  linkStanding,
  normalizeUserCode,
  OPEN_LINKS,
  POLL_INTERVAL_S,
  WRONG_NUMBERS,
  type Link,
} from '#domain/link.ts'
import type { Session } from '#domain/session.ts'
import type { Writes } from '#domain/store.ts'
import { checkBegun, checkCodeGuesses, recordBegun, recordCodeGuess } from './admission.ts'
import { deviceLimit, replaceSession } from './make-place.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

export type Begun = { readonly deviceCode: string; readonly link: Link }

/**
 * A new device asks to be linked (RFC 8628, part 3.1). Nobody is asked yet: whose code it is shows when a member looks it up.
 * Throws `rate_limited`.
 */
export async function beginLink(ports: Ports, claim: DeviceClaim, ip: string | null): Promise<Begun> {
  await requireOrg(ports.store.read.org)
  await checkBegun(ports, ip)
  const deviceCode = ports.random.token()
  const now = ports.clock.now()
  const link: Link = {
    id: ports.random.id('link'),
    userCode: ports.random.pick(CODE_ALPHABET, CODE_LENGTH),
    checkNumber: ports.random.pick('0123456789', 2),
    claim: { ...claim, name: cleanName(claim.name) || claim.kind },
    ip,
    createdAt: now,
    expiresAt: now + LINK_LIFE_MS,
    state: 'open',
    memberId: null,
    scannedBy: null,
    wrongNumbers: 0,
    decidedAt: null,
    approverSessionId: null,
    approverDeviceId: null,
    sessionId: null,
    intervalS: POLL_INTERVAL_S,
    polledAt: null,
  }
  const inserted = await ports.store.write(async (tx) => {
    await recordBegun(ports, tx, ip)
    return tx.links.insert(link, ports.hash(deviceCode))
  })
  return inserted ? { deviceCode, link } : beginLink(ports, claim, ip)
}

/**
 * A member looks a code up. The first one makes it theirs, and all their devices hear of it; another member's answers like an unknown one.
 * Throws `unknown_code`, `rate_limited`, `code_expired`, `code_burnt`, `already_decided`, `too_many_codes`.
 */
export async function lookUpLink(ports: Ports, viewer: Viewer, text: string): Promise<Link> {
  const link = await findLink(ports, viewer, text)
  if (link.memberId !== null) return standing(ports, link)
  const claimed = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const now = ports.clock.now()
    const fresh = await tx.links.take(link.id)
    if (!fresh || (fresh.memberId !== null && fresh.memberId !== viewer.memberId)) throw new DomainError('unknown_code')
    standing(ports, fresh)
    if (fresh.memberId !== null) return fresh
    if ((await tx.links.openOf(viewer.memberId, now)).length >= OPEN_LINKS) throw new DomainError('too_many_codes')
    const mine = { ...fresh, memberId: viewer.memberId, scannedBy: viewer.deviceId }
    await tx.links.save(mine)
    const { name, kind, os } = mine.claim
    await tx.log.append(
      viewer.memberId,
      [{ type: 'link.requested', data: { linkId: mine.id, userCode: mine.userCode, name, kind, os } }],
      now,
    )
    return mine
  })
  ports.bell.ring(viewer.memberId)
  return claimed
}

/** Finds a code that is nobody's or the caller's; a wrong one counts as a guess. Throws `unknown_code`, `rate_limited`. */
export async function findLink(ports: Ports, viewer: Viewer, text: string): Promise<Link> {
  await checkCodeGuesses(ports, viewer.memberId)
  const code = normalizeUserCode(text)
  const link = code === null ? null : await ports.store.read.links.byUserCode(code)
  if (link && (link.memberId === null || link.memberId === viewer.memberId)) return link
  await recordCodeGuess(ports, viewer.memberId)
  throw new DomainError('unknown_code')
}

function standing(ports: Ports, link: Link): Link {
  const found = linkStanding(link, ports.clock.now())
  if (found !== 'open') throw new DomainError(found)
  return link
}

/**
 * Approves a link: the number that only the new device shows must be typed, five wrong ones burn the code. A place is taken now and held until
 * the token is fetched; the approving device becomes the original. Throws `linked_device`, `wrong_number {left}`, `device_limit`, and what a
 * look-up throws.
 */
export async function approveLink(
  ports: Ports,
  viewer: Viewer,
  text: string,
  checkNumber: string,
  replace: SessionId | undefined,
): Promise<Link> {
  const { id } = await lookUpLink(ports, viewer, text)
  if (!viewer.bySelf) throw new DomainError('linked_device')
  const outcome = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const link = await tx.links.take(id)
    if (!link) throw new DomainError('unknown_code')
    standing(ports, link)
    // A wrong number is counted, so it must commit: the refusal is returned and thrown outside.
    if (link.checkNumber !== checkNumber) return wrongNumber(tx, link)
    return { link: await approve(ports, tx, viewer, link, replace), refusal: null }
  })
  if (outcome.refusal) throw outcome.refusal
  ports.bell.ring(viewer.memberId)
  return outcome.link
}

async function wrongNumber(tx: Writes, link: Link): Promise<{ link: Link; refusal: DomainError }> {
  const wrongNumbers = link.wrongNumbers + 1
  const burnt = wrongNumbers >= WRONG_NUMBERS
  const next: Link = { ...link, wrongNumbers, state: burnt ? 'burnt' : 'open' }
  await tx.links.save(next)
  const refusal = burnt
    ? new DomainError('code_burnt')
    : new DomainError('wrong_number', { left: WRONG_NUMBERS - wrongNumbers })
  return { link: next, refusal }
}

async function approve(
  ports: Ports,
  tx: Writes,
  viewer: Viewer,
  link: Link,
  replace: SessionId | undefined,
): Promise<Link> {
  const now = ports.clock.now()
  const approver = await tx.sessions.get(viewer.sessionId)
  if (!approver || approver.endedAt !== null || !approver.bySelf)
    throw new DomainError('session_ended', { signOutId: approver?.signOutId ?? null })
  const org = await requireOrg(tx.org)
  const active = await tx.sessions.activeOf(viewer.memberId)
  const kept = await sessionToKeep(tx, active, viewer, link)
  const holding = await tx.links.holdingOf(viewer.memberId, now)
  if (kept === null && active.length + holding.length >= org.policy.limit) {
    // Not the approver's own: approval dies with the session that gave it, so both would be lost.
    const going = active.find((session) => session.id === replace && session.id !== viewer.sessionId)
    if (!going) throw await deviceLimit(tx, org, active)
    await replaceSession(
      ports,
      tx,
      going,
      { id: viewer.memberId, name: viewer.name, deviceId: viewer.deviceId, deviceName: viewer.deviceName },
      now,
    )
  }
  const next: Link = {
    ...link,
    state: 'approved',
    decidedAt: now,
    approverSessionId: viewer.sessionId,
    approverDeviceId: viewer.deviceId,
    sessionId: kept,
  }
  await tx.links.save(next)
  await tx.log.append(
    viewer.memberId,
    [
      {
        type: 'link.decided',
        data: { linkId: link.id, decision: 'approved', deviceId: viewer.deviceId, name: link.claim.name },
      },
    ],
    now,
  )
  return next
}

/** The active session of the asking key, when it is a device of this member: it would keep it, and take no place. */
async function sessionToKeep(
  tx: Writes,
  active: readonly Session[],
  viewer: Viewer,
  link: Link,
): Promise<SessionId | null> {
  const devices = await tx.devices.ofMember(viewer.memberId)
  const { publicKey } = link.claim
  const same = devices.find((device) => device.publicKey.x === publicKey.x && device.publicKey.crv === publicKey.crv)
  return (same && active.find((session) => session.deviceId === same.id)?.id) ?? null
}

export async function denyLink(ports: Ports, viewer: Viewer, text: string): Promise<Link> {
  const { id } = await lookUpLink(ports, viewer, text)
  const denied = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const link = await tx.links.take(id)
    if (!link) throw new DomainError('unknown_code')
    standing(ports, link)
    const now = ports.clock.now()
    const next: Link = { ...link, state: 'denied', decidedAt: now, approverDeviceId: viewer.deviceId }
    await tx.links.save(next)
    await tx.log.append(
      viewer.memberId,
      [
        {
          type: 'link.decided',
          data: { linkId: link.id, decision: 'denied', deviceId: viewer.deviceId, name: link.claim.name },
        },
      ],
      now,
    )
    return next
  })
  ports.bell.ring(viewer.memberId)
  return denied
}
