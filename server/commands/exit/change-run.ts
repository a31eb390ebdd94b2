import type { Viewer } from '#domain/access.ts'
import {
  cancelRun,
  changeStep,
  refusalToAct,
  refusalToCancel,
  refusalToWaive,
  waiveStep,
} from '#domain/exit/advance.ts'
import { planOf } from '#domain/exit/procedures.ts'
import { stepOf, type Run } from '#domain/exit/run.ts'
import { DomainError } from '#domain/errors.ts'
import type { RunId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import { requireReason, requireStepUp } from '../authorise.ts'
import { reinstateIn } from '../change-member.ts'
import { takeAll } from '../obligation/settle-obligations.ts'
import { requireOrg } from '../org.ts'
import type { Ports } from '../ports.ts'
import { knownStep, refuseStep } from './act-on-step.ts'
import { authoriseRun } from './authorise-run.ts'
import { refuseInvolved } from './customer-steps.ts'
import { waiveOpenSignOuts } from './device-steps.ts'
import { recordRun } from './record-run.ts'
import { refreshed, subjectOf } from './refresh-run.ts'

/** Runs `change` under the streams of a run, on the run as the facts have it now, and stores what comes of it. */
async function inRun(
  ports: Ports,
  viewer: Viewer,
  id: RunId,
  action: 'see' | 'run',
  change: (tx: Writes, run: Run, now: number) => Promise<Run>,
): Promise<Run> {
  const { run: seen } = await authoriseRun(ports.store.read, viewer, action, id)
  const stored = await ports.store.write(async (tx) => {
    await takeAll(tx, [ORG_STREAM, seen.subjectId])
    await tx.log.take(id)
    const { run: before } = await authoriseRun(tx, viewer, action, id)
    const now = ports.clock.now()
    const run = await change(tx, await refreshed(tx, before, await subjectOf(tx, before), now), now)
    return recordRun(tx, before, await refreshed(tx, run, await subjectOf(tx, run), now), now)
  })
  for (const stream of [id, ...(seen.subjectId === null ? [] : [seen.subjectId])]) ports.bell.ring(stream)
  return stored
}

/** Closes a step with a reason. Throws `not_waivable`, `already_done`, `forbidden` where the policy keeps waiving for owners, `reason_required`. */
export async function waiveRunStep(
  ports: Ports,
  viewer: Viewer,
  id: RunId,
  step: string,
  reason: string | undefined,
): Promise<Run> {
  const { run: seen } = await authoriseRun(ports.store.read, viewer, 'run', id)
  const stepId = knownStep(seen, step)
  const { policy } = await requireOrg(ports.store.read.org)
  if (policy.whoMayWaive === 'owner' && !viewer.roles.includes('owner')) throw new DomainError('forbidden')
  if (planOf(seen.kind, stepId).stepUp) requireStepUp(viewer, ports.clock.now())
  const why = requireReason(reason)
  return inRun(ports, viewer, id, 'run', async (tx, run, now) => {
    refuseStep(refusalToWaive(run, stepId))
    const by = adminActor(viewer)
    if (stepId === 'clear-devices' && run.subjectId !== null)
      await waiveOpenSignOuts(ports, tx, run.subjectId, by, why, now)
    return waiveStep(run, stepId, by, why, now)
  })
}

/** Ends a run and undoes what it can: a disabled member is enabled again, a review is called off. Throws `already_done`, `wrong_state`, `reason_required`. */
export async function cancelOpenRun(ports: Ports, viewer: Viewer, id: RunId, reason: string | undefined): Promise<Run> {
  await authoriseRun(ports.store.read, viewer, 'run', id)
  const why = requireReason(reason)
  return inRun(ports, viewer, id, 'run', async (tx, run, now) => {
    refuseStep(refusalToCancel(run))
    const disabled = run.kind === 'offboarding' && stepOf(run, 'disable').state === 'done'
    const subject = await subjectOf(tx, run)
    const before = disabled ? stepOf(run, 'disable').evidence?.['before'] : undefined
    if (disabled && before !== 'suspended' && subject?.state === 'suspended')
      await reinstateIn(tx, subject, adminActor(viewer), now)
    return cancelRun(run, why, now)
  })
}

/** The supervisor's word that the customers were handed over. Throws `not_found` for anybody else, `same_person`, `step_locked`, `already_done`. */
export async function signOff(ports: Ports, viewer: Viewer, id: RunId): Promise<Run> {
  const seen = await ports.store.read.runs.get(id)
  if (seen?.supervisorId !== viewer.memberId) throw new DomainError('not_found')
  return inRun(ports, viewer, id, 'see', async (tx, run, now) => {
    if (run.supervisorId !== viewer.memberId) throw new DomainError('not_found')
    refuseStep(refusalToAct(run, 'supervisor'))
    await refuseInvolved(tx, run, viewer.memberId, [stepOf(run, 'supervisor').by?.id ?? null])
    const by = adminActor(viewer)
    const evidence = { supervisorId: viewer.memberId, name: viewer.name, signedAt: new Date(now).toISOString() }
    return changeStep(run, 'supervisor', { state: 'done', by, progress: { done: 1, of: 1 }, evidence }, now)
  })
}
