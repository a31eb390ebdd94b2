import { DomainError } from '#domain/errors.ts'
import { CHECK_KINDS, type LastCheck } from '#domain/obligation/checks.ts'
import type { Act, Obligation, ObligationKind } from '#domain/obligation/obligation.ts'
import { settleIn } from '../obligation/settle-obligations.ts'
import { namedMember, type StepAct, type StepContext } from './step-context.ts'

/** Settles everything open of some kinds of the subject, each kind by its act, all or none. */
async function settleAll(
  { ports, tx, by, ask, now }: StepContext,
  ownerId: string,
  acts: Readonly<Partial<Record<ObligationKind, Act>>>,
): Promise<{ readonly of: number; readonly items: readonly Obligation[] }> {
  const kinds = Object.keys(acts) as ObligationKind[]
  const open = (await tx.obligations.openOf(ownerId, kinds)).filter(({ state }) => state === 'open')
  const settled: Obligation[] = []
  for (const [kind, items] of Map.groupBy(open, (item) => item.kind)) {
    const act = acts[kind]
    if (act === undefined) continue
    for (const group of alike(items))
      settled.push(...(await settleIn(ports, tx, group, { act, to: ask.to, reason: ask.reason }, by, now)))
  }
  return { of: open.length, items: settled }
}

/** Meetings that one owns go to another; those one is a guest of are just left: two groups, two lines in the log. */
function alike(items: readonly Obligation[]): readonly (readonly Obligation[])[] {
  return [...Map.groupBy(items, ({ kind, data }) => kind === 'meeting' && data.role === 'owner').values()]
}

function settledAll(acts: (context: StepContext) => Readonly<Partial<Record<ObligationKind, Act>>>): StepAct {
  return async (context, subject) => {
    const { of, items } = await settleAll(context, subject.id, acts(context))
    const evidence = { settled: items.length, ...(context.ask.to == null ? {} : { to: context.ask.to }) }
    return { change: { state: 'done', by: context.by, progress: { done: of, of }, evidence } }
  }
}

/** Move the approvals that wait for somebody to another administrator, all or none (guide statement 5.2). */
export const approvals = settledAll(() => ({ approval: 'transfer' }))

/** Reclaim API access: revoked, or with `to` given to another (5.5, C5). */
export const apiAccess = settledAll(({ ask }) => ({ 'api-grant': ask.to == null ? 'revoke' : 'transfer' }))

/** Everything but customers: approvals go to `to`, keys and grants end, messages stop, meetings are left. */
export const reclaim = settledAll(() => ({
  approval: 'transfer',
  ...CHECK_KINDS.messages,
  ...CHECK_KINDS.meetings,
  ...CHECK_KINDS['third-party'],
  ...CHECK_KINDS['api-access'],
}))

/** One of the four last checks (7.2 to 7.5). */
export function lastCheck(check: LastCheck): StepAct {
  return settledAll(() => CHECK_KINDS[check])
}

/** Who carries on: an active administrator or owner, another than who leaves (C4). */
export const successor: StepAct = async (context) => {
  const { id: memberId, name, roles } = await namedMember(context, 'memberId', context.ask.memberId)
  if (!roles.includes('admin') && !roles.includes('owner')) throw new DomainError('target_not_admin')
  return { change: { state: 'done', by: context.by, progress: { done: 1, of: 1 }, evidence: { memberId, name } } }
}
