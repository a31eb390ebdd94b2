import { DomainError } from '#domain/errors.ts'
import { stepOf, type Run } from '#domain/exit/run.ts'
import type { KindCounts } from '#domain/obligation/checks.ts'
import type { ObligationKind } from '#domain/obligation/obligation.ts'
import { removeIn } from '../change-member.ts'
import type { StepAct } from './step-context.ts'

const CUSTOMERS: readonly ObligationKind[] = ['customer', 'customer-group']

/** Remove the member: refused while they are enabled or anything is open that the run has not closed with a reason (guide statement 6.2). */
export const remove: StepAct = async ({ tx, by, run, now }, subject) => {
  if (subject.state === 'active') throw new DomainError('disable_first')
  const counts = blocking(run, (await tx.obligations.countsOf([subject.id])).get(subject.id) ?? {})
  if (Object.keys(counts).length > 0) throw new DomainError('obligations_open', { counts })
  await removeIn(tx, subject, by, now)
  return { change: { state: 'done', by, progress: { done: 1, of: 1 }, evidence: { removedAt: now } } }
}

/** What is open and not accounted for: departed, customers are handed over afterwards; what was waived stays as it is. */
function blocking(run: Run, counts: KindCounts): KindCounts {
  const customersWait = run.path === 'departed' || stepOf(run, 'hand-over').state === 'waived'
  const restWaits = stepOf(run, 'reclaim').state === 'waived'
  return Object.fromEntries(
    Object.entries(counts).filter(([kind]) => (CUSTOMERS.some((one) => one === kind) ? !customersWait : !restWaits)),
  )
}
