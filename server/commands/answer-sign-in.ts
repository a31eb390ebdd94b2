import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { SessionId } from '#domain/ids.ts'
import type { Notice, NoticeAnswer } from '#domain/notice.ts'
import { isSteppedUp, mayAnswerFor, type Session } from '#domain/session.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Reads, Writes } from '#domain/store.ts'
import { memberActor } from './actor.ts'
import { insertDoneBatch } from './done-batch.ts'
import { endSessions } from './end-sessions.ts'
import type { Ports } from './ports.ts'
import { signInKey, tell } from './tell.ts'

/** Why the sign-outs of a sign-in that was not the member's were asked for. */
const NOT_MINE = 'not-mine'

export type AnswerAsk = { readonly viewer: Viewer; readonly own: Session; readonly sessionId: SessionId }

/**
 * “This was me”: nobody is asked any more. Throws `not_found` for a session that is not the caller's or that nobody was asked about,
 * `forbidden` for the session itself and those that came by it or after it: whoever has stolen in cannot vouch for themselves.
 */
export async function vouchForSignIn(ports: Ports, ask: AnswerAsk): Promise<void> {
  await ports.store.write(async (tx) => {
    await tx.log.take(ask.viewer.memberId)
    const { notice } = await asked(tx, ask)
    await answered(ports, tx, notice, 'mine')
  })
  ports.bell.ring(ask.viewer.memberId)
}

/**
 * “Not me”: ends that session and those linked by its device, in one commit, as strictly as each device can, and asks for a new password.
 * Throws as `vouchForSignIn`, and `step_up_required` from a linked session against one that signed in by itself.
 */
export async function disownSignIn(ports: Ports, ask: AnswerAsk): Promise<readonly SignOut[]> {
  const { viewer } = ask
  const made = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const { notice, session } = await asked(tx, ask)
    const now = ports.clock.now()
    if (!viewer.bySelf && session.bySelf && !isSteppedUp(viewer, now)) throw new DomainError('step_up_required')
    const active = await tx.sessions.activeOf(viewer.memberId)
    const ending = active.filter(
      (one) => one.id === session.id || (one.originalDeviceId === session.deviceId && one.id !== viewer.sessionId),
    )
    const batchId = ports.random.id('batch')
    const by = memberActor(viewer)
    const signOuts = await endSessions(ports, tx, {
      memberId: viewer.memberId,
      sessions: ending,
      by,
      reason: NOT_MINE,
      asked: { clearCache: true, unbind: true, exit: 'full', cleanup: 'full' },
      batchId,
      callerDeviceId: viewer.deviceId,
      forced: false,
      approver: null,
      now,
    })
    if (signOuts.length > 0) await insertDoneBatch(tx, batchId, by, signOuts, now)
    await answered(ports, tx, notice, 'not-mine')
    const secure = { kind: 'secure-account' as const, key: `secure-account/${session.id}`, memberId: viewer.memberId }
    await tell(ports, tx, [{ ...secure, data: { device: notice.data['device'] ?? '' } }], now)
    return signOuts
  })
  ports.bell.ring(viewer.memberId)
  return made
}

async function asked(tx: Reads, { viewer, own, sessionId }: AnswerAsk): Promise<{ notice: Notice; session: Session }> {
  const notice = await tx.notices.byKey(viewer.memberId, signInKey(sessionId))
  const session = notice === null ? null : await tx.sessions.get(sessionId)
  if (notice === null || session === null || session.memberId !== viewer.memberId) throw new DomainError('not_found')
  if (!mayAnswerFor(own, session)) throw new DomainError('forbidden')
  return { notice, session }
}

async function answered(ports: Ports, tx: Writes, notice: Notice, answer: NoticeAnswer): Promise<void> {
  if (notice.answer !== null) return
  const now = ports.clock.now()
  await tx.notices.answer(notice.id, answer, now)
  const { sessionId, deviceId } = notice.data
  await tx.log.append(notice.memberId, [{ type: 'sign-in.answered', data: { sessionId, deviceId, answer } }], now)
}
