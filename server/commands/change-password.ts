import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { BatchId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { memberActor } from './actor.ts'
import { checkFailures, recordFailure } from './admission.ts'
import { requireStepUp } from './authorise.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { changeCredential, noteCredential } from './note-credential.ts'
import { requireStrong } from './password-rule.ts'
import type { Ports } from './ports.ts'
import { hasAuthenticator } from './second-factor.ts'

export type PasswordChange = {
  /** The present one; a member without any sets their first after a step-up. */
  readonly current: string | undefined
  readonly password: string
  readonly signOutOthers: boolean
  readonly ip: string | null
}
export type PasswordChanged = { readonly batchId: BatchId | null; readonly signOuts: readonly SignOut[] }

/**
 * Changes the caller's password; with `signOutOthers` all their other sessions end by sign-outs in the same commit. Throws `bad_credentials`,
 * `rate_limited`, `weak_password`, and `step_up_required` where the password alone is not enough.
 */
export async function changePassword(ports: Ports, viewer: Viewer, ask: PasswordChange): Promise<PasswordChanged> {
  await provePresent(ports, viewer, ask)
  requireStrong(ports, ask.password)
  const hash = await ports.passwords.hash(ask.password)
  return changeCredential(ports, viewer.memberId, async (tx) => {
    const member = await tx.members.get(viewer.memberId)
    if (!member) throw new DomainError('not_found')
    await tx.members.setPassword(member.id, hash)
    await tx.tickets.voidOf(member.id, 'reset')
    await noteCredential(ports, tx, member, { what: 'password-changed', by: viewer })
    if (!ask.signOutOthers) return { batchId: null, signOuts: [] }
    const others = (await tx.sessions.activeOf(member.id)).filter(({ id }) => id !== viewer.sessionId)
    return endAll(ports, tx, viewer, others)
  })
}

async function provePresent(ports: Ports, viewer: Viewer, { current, ip }: PasswordChange): Promise<void> {
  const { read } = ports.store
  const [member, hash] = await Promise.all([
    read.members.get(viewer.memberId),
    read.members.passwordHash(viewer.memberId),
  ])
  if (!member) throw new DomainError('not_found')
  if (hash === null || (await hasAuthenticator(ports, member.id))) requireStepUp(viewer, ports.clock.now())
  if (hash === null) return
  if (await ports.passwords.verify(hash, current ?? '')) return
  const attempt = { account: member.email, address: ip }
  await checkFailures(ports, attempt)
  await recordFailure(ports, attempt)
  throw new DomainError('bad_credentials')
}

/** Nobody is left who could be asked, so linked devices keep no original. */
async function endAll(
  ports: Ports,
  tx: Writes,
  viewer: Viewer,
  sessions: readonly Session[],
): Promise<PasswordChanged> {
  if (sessions.length === 0) return { batchId: null, signOuts: [] }
  const batchId = ports.random.id('batch')
  const now = ports.clock.now()
  const by = memberActor(viewer)
  const signOuts = await endSessions(ports, tx, {
    memberId: viewer.memberId,
    sessions,
    by,
    reason: 'password changed',
    asked: {},
    batchId,
    callerDeviceId: viewer.deviceId,
    forced: false,
    approver: null,
    now,
  })
  await insertDoneBatch(tx, batchId, by, signOuts, now)
  return { batchId, signOuts }
}
