import { arrange, changeStep } from '#domain/exit/advance.ts'
import { stepOf, type Run, type Step } from '#domain/exit/run.ts'
import type { Instant } from '#domain/ids.ts'
import { DomainError } from '#domain/errors.ts'
import type { Reads } from '#domain/store.ts'
import { SYSTEM } from '../actor.ts'

/** One of the three conditions of closing the company (guide statements 8.2 to 8.4). */
export type Condition = {
  readonly id: 'members' | 'bills' | 'backup'
  readonly met: boolean
  readonly count: number | null
  readonly state: 'met' | 'unmet' | 'stale'
}

/** What the compliance backup must be newer than. Signing in and out and the run itself change none of it. */
const DATA_CHANGES = [
  'member.created',
  'member.changed',
  'member.joined',
  'member.suspended',
  'member.reinstated',
  'member.removed',
  'department.created',
  'policy.changed',
  'obligation.created',
  'obligation.updated',
  'obligation.concluded',
  'obligations.imported',
  'obligations.settled',
  'key.created',
  'key.revoked',
] as const

/** The conditions as the rows have them now; they are looked at live, at submission and at the decision. */
export async function conditionsOf(reads: Reads, run: Run): Promise<readonly Condition[]> {
  const members = await othersLeft(reads, run)
  const bills = await reads.obligations.openBills()
  return [
    { id: 'members', met: members === 0, count: members, state: members === 0 ? 'met' : 'unmet' },
    { id: 'bills', met: bills === 0, count: bills, state: bills === 0 ? 'met' : 'unmet' },
    await backupCondition(reads, run),
  ]
}

/** Members that are not removed, but for the owner who closes. */
async function othersLeft(reads: Reads, run: Run): Promise<number> {
  let left = 0
  for (let cursor: string | undefined; ;) {
    const page = await reads.members.list({ limit: 200, cursor })
    left += page.items.filter(({ id }) => id !== run.startedBy.id).length
    if (page.nextCursor === null) return left
    cursor = page.nextCursor
  }
}

async function backupCondition(reads: Reads, run: Run): Promise<Condition> {
  const asOf = stepOf(run, 'backup').evidence?.['asOfMs']
  if (typeof asOf !== 'number') return { id: 'backup', met: false, count: null, state: 'unmet' }
  const since = await reads.log.audit({ types: [...DATA_CHANGES], from: asOf + 1, limit: 1 })
  const stale = since.items.length > 0
  return { id: 'backup', met: !stale, count: null, state: stale ? 'stale' : 'met' }
}

/** The steps that are conditions follow them; a review whose condition fell is over, with the reason (guide statement 8.1). */
export function withConditions(run: Run, conditions: readonly Condition[], now: Instant): Run {
  let next = run
  for (const { id, met, count, state } of conditions) {
    const step = stepOf(next, id)
    const progress = count === null ? step.progress : { done: 0, of: count }
    const reason = state === 'stale' ? 'stale' : null
    if (met === (step.state === 'done') && progress.of === step.progress.of && reason === step.reason) continue
    if (id === 'backup' && met) continue // only making one makes it done
    next = changeStep(next, id, { state: met ? 'done' : 'open', progress, reason, by: step.by ?? SYSTEM }, now)
  }
  const unmet = conditions.filter(({ met }) => !met)
  return next.review !== null && unmet.length > 0 ? stopReview(next, unmet, now) : next
}

function stopReview(run: Run, unmet: readonly Condition[], now: Instant): Run {
  const reason = unmet.map(({ id }) => id).join(',')
  const steps = run.steps.map((step): Step => {
    if (step.id === 'submit') return { ...step, state: 'open', at: now, reason }
    return step.id === 'review' ? { ...step, state: 'locked', at: now, reason } : step
  })
  return arrange({ ...run, steps, review: null }, now)
}

export function refuseUnmet(conditions: readonly Condition[]): void {
  if (conditions.some(({ met }) => !met)) throw new DomainError('conditions_unmet', { conditions })
}
