import { DomainError } from '#domain/errors.ts'
import { TICKET_MS } from '#domain/credential.ts'
import type { Instant } from '#domain/ids.ts'
import { normalizeEmail, type Member } from '#domain/member.ts'
import type { Actor } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { checkAddress, mayAskReset, recordResetAsked } from './admission.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import { changeCredential, noteCredential } from './note-credential.ts'
import { requireStrong } from './password-rule.ts'
import type { Ports } from './ports.ts'
import { putLetter } from './put-letter.ts'
import { putTicket, readTicket, takeTicket } from './tickets.ts'

/**
 * Somebody forgot a password. Whoever asks learns nothing: the answer is given before anything is looked up, so its time says nothing either.
 * A member who is active gets a link by mail, at most three in ten minutes. Throws `mail_off`, and `rate_limited` by address alone.
 */
export async function forgotPassword(ports: Ports, email: string, ip: string | null): Promise<void> {
  if (!ports.post.on) throw new DomainError('mail_off')
  await checkAddress(ports, ip)
  setImmediate(() => {
    sendReset(ports, normalizeEmail(email), ip).catch((error: unknown) =>
      ports.log.error({ error: String(error) }, 'a link for a new password could not be made'),
    )
  })
}

async function sendReset(ports: Ports, account: string, ip: string | null): Promise<void> {
  const allowed = await mayAskReset(ports, account)
  await recordResetAsked(ports, account, ip)
  const member = await ports.store.read.members.byEmail(account)
  if (!allowed || member?.state !== 'active') return
  await ports.store.write((tx) => putReset(ports, tx, member, null))
}

/**
 * A new link for a new password, by mail where there is mail; one that was made before is void. Inside a write.
 * @param by the administrator who made it; null for the member's own asking
 */
export async function putReset(
  ports: Ports,
  tx: Writes,
  member: Member,
  by: string | null,
): Promise<{ readonly token: string; readonly expiresAt: Instant }> {
  await tx.tickets.voidOf(member.id, 'reset')
  const token = await putTicket(ports, tx, 'reset', { memberId: member.id })
  const expiresAt = ports.clock.now() + TICKET_MS.reset
  const data = { path: `/sign-in/reset#token=${token}`, expiresAt, by }
  await putLetter(ports, tx, member, { kind: 'password-reset', data }, expiresAt)
  return { token, expiresAt }
}

export type Reset = { readonly token: string; readonly password: string; readonly signOutAll: boolean }

/**
 * Sets a new password by the link, once; with `signOutAll` every session of the member ends by a sign-out in the same commit. A second factor
 * is still asked for at the next sign-in. Throws `reset_invalid`, `weak_password`.
 */
export async function resetPassword(
  ports: Ports,
  { token, password, signOutAll }: Reset,
): Promise<{ member: Member; signedOut: number }> {
  const ticket = await readTicket(ports, 'reset', token)
  if (ticket?.memberId == null) throw new DomainError('reset_invalid')
  const { memberId } = ticket
  requireStrong(ports, password)
  const hash = await ports.passwords.hash(password)
  return changeCredential(ports, memberId, async (tx) => {
    const member = await tx.members.get(memberId)
    if (member?.state !== 'active' || (await takeTicket(ports, tx, 'reset', token)) === null)
      throw new DomainError('reset_invalid')
    await tx.members.setPassword(memberId, hash)
    await tx.sessions.voidStepUpsOf(memberId)
    await noteCredential(ports, tx, member, { what: 'password-reset', by: null })
    const sessions = signOutAll ? await tx.sessions.activeOf(memberId) : []
    if (sessions.length === 0) return { member, signedOut: 0 }
    const by: Actor = { kind: 'member', id: memberId, name: member.name }
    const batchId = ports.random.id('batch')
    const now = ports.clock.now()
    const common = {
      memberId,
      by,
      reason: 'password reset',
      asked: {},
      batchId,
      callerDeviceId: null,
      approver: null,
      now,
    }
    const signOuts = await endSessions(ports, tx, { ...common, sessions, forced: true })
    await insertDoneBatch(tx, batchId, by, signOuts, now)
    return { member, signedOut: signOuts.length }
  })
}
