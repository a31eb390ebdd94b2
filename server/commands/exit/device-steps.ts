import { DomainError } from '#domain/errors.ts'
import { DUTY_KINDS } from '#domain/obligation/checks.ts'
import { advance } from '#domain/sign-out/advance.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import { isOpen, type Actor, type SignOut } from '#domain/sign-out/sign-out.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import { stepOf, type Run } from '#domain/exit/run.ts'
import type { Writes } from '#domain/store.ts'
import { memberActor } from '../actor.ts'
import { requireStillIn } from '../authorise.ts'
import { requireAnotherAdmin, suspendIn } from '../change-member.ts'
import { insertDoneBatch } from '../done-batch.ts'
import { endSessions } from '../end-sessions.ts'
import { makeStricter } from '../make-stricter.ts'
import type { Ports } from '../ports.ts'
import { recordAdvance } from '../record-advance.ts'
import type { StepAct } from './step-context.ts'

/** Everything a device can clean: what its kind does not have is left out. */
const EVERYTHING: AskedOptions = { keepRecords: false, clearCache: true, unbind: true, exit: 'full', cleanup: 'full' }

const REASON = 'Offboarding'

/** Disable: every session ends by a sign-out and sign-in is closed, in this commit (guide statement 6.2). */
export const disable: StepAct = async ({ ports, tx, viewer, by, ask, now }, subject) => {
  await requireStillIn(tx.sessions, viewer)
  const before = subject.state
  const { signOuts } = await suspendIn(ports, tx, subject, by, ask.reason ?? REASON, now)
  const evidence = { before, signOuts: signOuts.map(({ id }) => id) }
  return { change: { state: 'done', by, progress: { done: signOuts.length, of: signOuts.length }, evidence } }
}

/** Clear the devices: the sign-outs of this leaving are made as strict as they can be, and kept records can never be opened again (6.3). */
export const clearDevices: StepAct = async ({ ports, tx, by, run, ask, now }, subject) => {
  const ours = await leavingOf(tx, run, subject.id)
  const sessions = await tx.sessions.many(ours.map(({ sessionId }) => sessionId))
  const wanted =
    ask.options && Object.values(ask.options).some((value) => value !== undefined) ? ask.options : EVERYTHING
  await makeStricter(ports, tx, subject.id, sessions, { ...wanted, keepRecords: false }, now)
  await tx.signOuts.dropSharesOf((await tx.devices.ofMember(subject.id)).map(({ id }) => id))
  const done = ours.filter(({ state }) => !isOpen(state)).length
  // A device that confirmed before this step did what it was asked then; nothing can be asked of it any more.
  const weaker = ours.filter(({ state, options }) => state === 'confirmed' && !options.clearCache).length
  const evidence = { signOuts: ours.map(({ id }) => id), confirmedBefore: done, weaker }
  const state = done === ours.length ? 'done' : 'waiting'
  return { change: { state, by, progress: { done, of: ours.length }, evidence } }
}

/** The sign-outs that this leaving is about: what the run's disabling ended, and whatever was still open before. */
async function leavingOf(tx: Writes, run: Run, memberId: MemberId): Promise<readonly SignOut[]> {
  const found: SignOut[] = []
  for (let cursor: string | undefined; ;) {
    const page = await tx.signOuts.list({ memberId, limit: 200, cursor })
    found.push(...page.items.filter(({ state, accessEndedAt }) => isOpen(state) || accessEndedAt >= run.startedAt))
    if (page.nextCursor === null) return found
    cursor = page.nextCursor
  }
}

/** Whoever waives the clearing waives the open sign-outs with the same reason; the devices keep their orders. */
export async function waiveOpenSignOuts(
  ports: Ports,
  tx: Writes,
  memberId: MemberId,
  by: Actor,
  reason: string,
  now: Instant,
): Promise<void> {
  for (const signOut of await tx.signOuts.unfinishedOf(memberId)) {
    if (!isOpen(signOut.state)) continue
    const event = { type: 'waive', by, reason } as const
    const result = advance(signOut, event, now, 0)
    if (result.ok && result.changed) await recordAdvance(ports, tx, signOut, result.signOut, event, now)
  }
}

/** The administrator's own leaving: real sign-outs, once the duties are given away (guide statement 5.1). */
export const signOutAdmin: StepAct = async ({ ports, tx, viewer, by, run, ask, now }, subject) => {
  const counts = await dutiesOf(tx, subject.id)
  if (counts !== null) throw new DomainError('duties_open', { counts })
  await requireAnotherAdmin(tx, subject)
  const own = viewer.memberId === subject.id
  const batchId = ports.random.id('batch')
  const signOuts = await endSessions(ports, tx, {
    memberId: subject.id,
    sessions: await tx.sessions.activeOf(subject.id),
    by: own ? memberActor(viewer) : by,
    reason: ask.reason ?? null,
    asked: ask.options ?? {},
    batchId,
    callerDeviceId: own ? viewer.deviceId : null,
    forced: !own,
    approver: null,
    now,
  })
  await insertDoneBatch(tx, batchId, by, signOuts, now)
  // Asked again while devices have not confirmed, it still waits for those.
  const earlier = stepOf(run, 'sign-out').evidence?.['signOuts']
  const all = [...(await tx.signOuts.many(Array.isArray(earlier) ? earlier.map(String) : [])), ...signOuts]
  const evidence = { batchId, signOuts: all.map(({ id }) => id) }
  const progress = { done: all.filter(({ state }) => !isOpen(state)).length, of: all.length }
  return { change: { state: progress.done === progress.of ? 'done' : 'waiting', by, progress, evidence } }
}

/** An administrator's open duties by kind, or null without any (guide statements 5.2, 5.5). */
export async function dutiesOf(tx: Pick<Writes, 'obligations'>, memberId: MemberId) {
  const open = (await tx.obligations.countsOf([memberId])).get(memberId) ?? {}
  const duties = DUTY_KINDS.flatMap((kind) => (open[kind] === undefined ? [] : [[kind, open[kind]] as const]))
  return duties.length === 0 ? null : Object.fromEntries(duties)
}
