import type { Viewer } from '#domain/access.ts'
import { changeStep, cancelRun } from '#domain/exit/advance.ts'
import { stepOf, type Review, type Run } from '#domain/exit/run.ts'
import { chinaDay, reviewDates } from '#domain/exit/working-days.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type Instant, type RunId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import { requireReason, requireStepUp } from '../authorise.ts'
import { requireOrg } from '../org.ts'
import type { Ports } from '../ports.ts'
import { authoriseRun } from './authorise-run.ts'
import { closeCompany, eraseClosed } from './close-company.ts'
import { conditionsOf, type Condition } from './conditions.ts'
import { recordRun } from './record-run.ts'
import { storeRefreshed } from './refresh-run.ts'

/** The days between which a review that is submitted now may be decided (guide statement 8.5). */
export async function reviewOf(ports: Ports, tx: Writes, now: Instant): Promise<Review> {
  const { policy } = await requireOrg(tx.org)
  return reviewDates(chinaDay(now), policy.reviewDays, ports.isWorkingDay)
}

/** Calls the closing off at any moment of its review: everything is as it was (8.6). Throws `step_locked`, `wrong_state`. */
export async function restoreCompany(ports: Ports, viewer: Viewer, id: RunId): Promise<Run> {
  const run = await ports.store.write(async (tx) => {
    const { run: before } = await closingIn(tx, viewer, id)
    const now = ports.clock.now()
    const restored = { type: 'run.restored', data: { runId: id, by: adminActor(viewer) } }
    return recordRun(tx, before, cancelRun(before, 'restored', now), now, [restored])
  })
  ports.bell.ring(id)
  return run
}

/**
 * Decides on a closing, from its earliest day on; one decision wins. Approving closes the company in this very commit, declining ends the run.
 * The conditions are looked at once more: where one fell, the review stops and this answers `conditions_unmet`.
 * Throws `too_early {at}`, `already_decided`, `step_locked`, `reason_required`.
 */
export async function decideClosing(
  ports: Ports,
  viewer: Viewer,
  id: RunId,
  approve: boolean,
  reason: string | undefined,
): Promise<Run> {
  requireStepUp(viewer, ports.clock.now())
  const why = requireReason(reason)
  const decided = await ports.store.write(async (tx) => {
    const { run: before, review } = await closingIn(tx, viewer, id)
    const now = ports.clock.now()
    const unmet = (await conditionsOf(tx, before)).filter(({ met }) => !met)
    if (unmet.length > 0) {
      await storeRefreshed(tx, before, now)
      return unmet
    }
    if (chinaDay(now) < review.earliest)
      throw new DomainError('too_early', { at: rfc3339(Date.parse(`${review.earliest}T00:00:00+08:00`)) })
    return decide(ports, tx, viewer, before, { approve, reason: why, now })
  })
  ports.bell.ring(id)
  if ('id' in decided) {
    if (approve) startErasing(ports)
    return decided
  }
  throw new DomainError('conditions_unmet', { conditions: decided satisfies readonly Condition[] })
}

/** Beside everything else; a job goes on with it where this process does not. */
function startErasing(ports: Ports): void {
  eraseClosed(ports).catch((error: unknown) =>
    ports.log.error({ error: String(error) }, 'erasing after the closing met a fault; it goes on soon'),
  )
}

type Decision = { readonly approve: boolean; readonly reason: string; readonly now: Instant }

async function decide(ports: Ports, tx: Writes, viewer: Viewer, before: Run, decision: Decision): Promise<Run> {
  const { approve, reason, now } = decision
  const by = adminActor(viewer)
  const entry = { type: 'run.decided', data: { runId: before.id, approve, reason, by } }
  if (!approve) return recordRun(tx, before, cancelRun(before, reason, now), now, [entry])
  const reviewed = changeStep(before, 'review', { state: 'done', by, reason }, now)
  const closed = changeStep(reviewed, 'close', { state: 'done', by }, now)
  const run = await recordRun(tx, before, closed, now, [entry])
  await closeCompany(ports, tx, run, { by, now })
  return run
}

/** A closing in review, under the locks of everything it decides over. */
async function closingIn(tx: Writes, viewer: Viewer, id: RunId): Promise<{ run: Run; review: Review }> {
  await tx.log.take(ORG_STREAM)
  for (const memberId of [...(await tx.sessions.membersSignedIn())].sort()) await tx.log.take(memberId)
  await tx.log.take(id)
  const { run } = await authoriseRun(tx, viewer, 'run', id)
  if (run.kind !== 'closing') throw new DomainError('not_found')
  const over =
    run.steps.some(({ id: step, state }) => step === 'review' && state === 'done') || run.state === 'cancelled'
  if (over) throw new DomainError('already_decided')
  if (run.review === null || stepOf(run, 'submit').state !== 'done')
    throw new DomainError('step_locked', { needs: ['submit'] })
  return { run, review: run.review }
}
