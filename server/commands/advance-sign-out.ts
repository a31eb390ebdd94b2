import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { MemberId, SignOutId } from '#domain/ids.ts'
import { advance } from '#domain/sign-out/advance.ts'
import type { SignOut, SignOutEvent } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor, memberActor } from './actor.ts'
import { authoriseOn, requireReason, requireStepUp } from './authorise.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { recordAdvance } from './record-advance.ts'

type Check = (tx: Writes, signOut: SignOut) => Promise<void> | void

/**
 * Applies one event to a sign-out under its member's stream: authorises, asks the machine, stores the step and its entries, rings the bell.
 * Throws `not_found`, what `check` throws, and the machine's refusals: `wrong_state {state}`, `not_ordered`, `too_early {at}`, `too_soon {at}`.
 */
export async function applyEvent(
  ports: Ports,
  id: SignOutId,
  event: SignOutEvent,
  check: Check,
  more?: Readonly<Record<string, unknown>>,
): Promise<SignOut> {
  const known = await ports.store.read.signOuts.get(id)
  if (!known) throw new DomainError('not_found')
  return applyOn(ports, known.memberId, id, event, check, more)
}

/** The same where the member is known: a device reports on its own member's sign-outs alone. */
async function applyOn(
  ports: Ports,
  memberId: MemberId,
  id: SignOutId,
  event: SignOutEvent,
  check: Check,
  more?: Readonly<Record<string, unknown>>,
): Promise<SignOut> {
  const { signOut, entries } = await ports.store.write(async (tx) => {
    await tx.log.take(memberId)
    const before = await tx.signOuts.get(id)
    if (!before) throw new DomainError('not_found')
    await check(tx, before)
    const now = ports.clock.now()
    const advanced = advance(before, event, now, await patience(tx, event))
    if (!advanced.ok) throw refusal(advanced, before)
    if (!advanced.changed) return { signOut: before, entries: 0 }
    const appended = await recordAdvance(ports, tx, before, advanced.signOut, event, now, more)
    return { signOut: advanced.signOut, entries: appended.length }
  })
  if (entries > 0) ports.bell.ring(memberId)
  if (event.type === 'progress' || event.type === 'remind') ports.bell.moved([id], memberId)
  if (event.type === 'remind' && signOut.original !== null) await ports.presence.check(signOut.original.deviceId)
  if (event.type === 'retry') ports.bell.resend(id, memberId)
  return signOut
}

/** How long an override must wait for the original; of no other event is it asked. */
async function patience(tx: Writes, event: SignOutEvent): Promise<number> {
  return event.type === 'override' ? (await requireOrg(tx.org)).policy.originalTimeoutMs : 0
}

function refusal(advanced: { ok: false; code: string } & ({ at: number } | object), before: SignOut): DomainError {
  const at = 'at' in advanced ? new Date(advanced.at).toISOString() : undefined
  switch (advanced.code) {
    case 'too_early':
    case 'too_soon':
      return new DomainError(advanced.code, { at })
    case 'not_ordered':
      return new DomainError('not_ordered', { state: before.state })
    case 'session_ended':
      return new DomainError('session_ended', { signOutId: before.id })
    default:
      return new DomainError('wrong_state', { state: before.state })
  }
}

/** Only the original decides: a session of that device that signed in by itself. Others of the same member see it and may not (403). */
function byTheOriginal(viewer: Viewer): Check {
  return (_, signOut) => {
    if (signOut.memberId !== viewer.memberId) throw new DomainError('not_found')
    if (signOut.original?.deviceId !== viewer.deviceId || !viewer.bySelf) throw new DomainError('forbidden')
  }
}

export function approveSignOut(ports: Ports, viewer: Viewer, id: SignOutId): Promise<SignOut> {
  return applyEvent(ports, id, { type: 'approve', by: memberActor(viewer) }, byTheOriginal(viewer))
}

export function declineSignOut(ports: Ports, viewer: Viewer, id: SignOutId, reason: string): Promise<SignOut> {
  return applyEvent(ports, id, { type: 'decline', by: memberActor(viewer), reason }, byTheOriginal(viewer))
}

/** The member's own, or one that an admin may attend to. */
function byMemberOrAdmin(viewer: Viewer): Check {
  return async (tx, signOut) => {
    if (signOut.memberId === viewer.memberId) return
    const { policy } = await requireOrg(tx.org)
    await authoriseOn(tx.members, viewer, 'attend', signOut.memberId, policy, tx.runs)
  }
}

export function retrySignOut(ports: Ports, viewer: Viewer, id: SignOutId): Promise<SignOut> {
  return applyEvent(ports, id, { type: 'retry' }, byMemberOrAdmin(viewer), { by: actorFor(viewer) })
}

export function remindOriginal(ports: Ports, viewer: Viewer, id: SignOutId): Promise<SignOut> {
  return applyEvent(ports, id, { type: 'remind' }, byMemberOrAdmin(viewer), { by: actorFor(viewer) })
}

function actorFor(viewer: Viewer) {
  return viewer.roles.length === 0 ? memberActor(viewer) : adminActor(viewer)
}

/** An admin stands in for the original, with a reason, after its time or after it declined (guide statement 4.5b). */
export async function overrideSignOut(ports: Ports, viewer: Viewer, id: SignOutId, reason: string): Promise<SignOut> {
  return applyEvent(
    ports,
    id,
    { type: 'override', by: adminActor(viewer), reason },
    byAdmin(ports, viewer, 'override', reason),
  )
}

/** An admin closes a sign-out for people. The device keeps its order, and its proof still turns this into `confirmed`. */
export async function waiveSignOut(ports: Ports, viewer: Viewer, id: SignOutId, reason: string): Promise<SignOut> {
  return applyEvent(
    ports,
    id,
    { type: 'waive', by: adminActor(viewer), reason: reason.trim() },
    byAdmin(ports, viewer, 'waive', reason),
  )
}

function byAdmin(ports: Ports, viewer: Viewer, action: 'override' | 'waive', reason: string): Check {
  return async (tx, signOut) => {
    const { policy } = await requireOrg(tx.org)
    await authoriseOn(tx.members, viewer, action, signOut.memberId, policy, tx.runs)
    requireStepUp(viewer, ports.clock.now())
    requireReason(reason)
  }
}

/** Who reports for a device: its ended session, or a newer session of the very same device (protocol.md, part 4, The order). */
export type Reporter = { readonly sessionId: string; readonly deviceId: string; readonly memberId: string }

function byItsDevice(reporter: Reporter): Check {
  return (_, signOut) => {
    const own = signOut.deviceId === reporter.deviceId && signOut.memberId === reporter.memberId
    if (!own) throw new DomainError('unknown_sign_out')
  }
}

export type DeviceReportEvent =
  | { readonly type: 'received'; readonly signOutId: SignOutId }
  | {
      readonly type: 'progress'
      readonly signOutId: SignOutId
      readonly step: string
      readonly done: number
      readonly of: number
    }
  | { readonly type: 'not-now'; readonly signOutId: SignOutId; readonly reason: string; readonly forMs: number }

/** A device's report on its own sign-out. An unknown or foreign one is `unknown_sign_out`. */
export async function reportOnSignOut(ports: Ports, reporter: Reporter, report: DeviceReportEvent): Promise<SignOut> {
  const { event, more } = eventOf(report)
  try {
    return await applyOn(ports, reporter.memberId, report.signOutId, event, byItsDevice(reporter), more)
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') throw new DomainError('unknown_sign_out')
    throw error
  }
}

function eventOf(report: DeviceReportEvent): { event: SignOutEvent; more?: Readonly<Record<string, unknown>> } {
  switch (report.type) {
    case 'received':
      return { event: { type: 'received' } }
    case 'progress': {
      const { step, done, of } = report
      return { event: { type: 'progress', progress: { step, done, of } } }
    }
    case 'not-now':
      return { event: { type: 'not-now' }, more: { reason: report.reason, forMs: report.forMs } }
  }
}
