import type { Instant, MemberId, ObligationId } from '../ids.ts'
import type { Member } from '../member.ts'
import type { Actor } from '../sign-out/sign-out.ts'
import { ACTS_OF, needsTarget, type Act, type Obligation, type Outcome } from './obligation.ts'

export type SettleRefusal =
  | 'act_not_for_kind'
  | 'already_settled'
  | 'target_required'
  | 'same_person'
  | 'own_request'
  | 'target_not_active'
  | 'target_not_admin'

/** Who takes a duty over, as far as the checks need them. */
export type Target = Pick<Member, 'id' | 'state' | 'roles'>

/**
 * The first reason why this act cannot settle this obligation, in protocol.md's order (part 9); null when it can.
 * `target` is undefined where nobody was named and null where the named one is unknown.
 */
export function refusalToSettle(
  obligation: Obligation,
  act: Act,
  target: Target | null | undefined,
): SettleRefusal | null {
  if (!ACTS_OF[obligation.kind].includes(act)) return 'act_not_for_kind'
  if (obligation.state !== 'open') return 'already_settled'
  if (!needsTarget(act, obligation)) return null
  if (target === undefined) return 'target_required'
  if (target !== null && obligation.kind === 'approval' && obligation.data.applicantId === target.id)
    return 'own_request'
  if (target?.state !== 'active') return 'target_not_active'
  if (target.id === obligation.ownerId) return 'same_person'
  const decides = target.roles.includes('admin') || target.roles.includes('owner')
  return obligation.kind === 'approval' && !decides ? 'target_not_admin' : null
}

export type Settling = {
  readonly act: Act
  readonly by: Actor
  readonly to: MemberId | null
  readonly now: Instant
  /** `policy.handOverWaits`: a hand-over is settled by its outcome, later. */
  readonly waits: boolean
}

/** An obligation after the act. It was asked before whether it may: `refusalToSettle`. */
export function settle(obligation: Obligation, { act, by, to, now, waits }: Settling): Obligation {
  const settled = { act, by, to: needsTarget(act, obligation) ? to : null, at: now }
  if (act === 'hand-over' && waits) return { ...obligation, state: 'waiting', settled, outcome: null }
  return {
    ...obligation,
    state: 'settled',
    settled,
    outcome: act === 'hand-over' ? 'done' : obligation.outcome,
    repairMs: obligation.interruptedAt === null ? null : Math.max(0, now - obligation.interruptedAt),
  }
}

/** What a waiting hand-over becomes by its outcome: settled, or open again with the reason why (guide statement 6.4). */
export function conclude(obligation: Obligation, outcome: Outcome): Obligation {
  return outcome === 'done'
    ? { ...obligation, state: 'settled', outcome }
    : { ...obligation, state: 'open', settled: null, outcome }
}

/**
 * The duty as the one who took it over now has it: open, theirs, under the same external name. Null where the act leaves nothing to anybody.
 * The settled one stays as the record of what was done.
 */
export function passedOn(settled: Obligation, id: ObligationId, now: Instant): Obligation | null {
  const to = settled.settled?.to ?? null
  if (settled.state !== 'settled' || to === null) return null
  return {
    ...settled,
    id,
    ownerId: to,
    state: 'open',
    settled: null,
    outcome: null,
    createdAt: now,
    generation: settled.generation + 1,
    interruptedAt: null,
    repairMs: null,
  }
}
