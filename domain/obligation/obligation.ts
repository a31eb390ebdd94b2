import type { Instant, MemberId, ObligationId } from '../ids.ts'
import type { Actor } from '../sign-out/sign-out.ts'

/** What still hangs on a member (protocol.md, part 9). */
export const OBLIGATION_KINDS = [
  'approval',
  'api-grant',
  'scheduled-message',
  'reminder',
  'meeting',
  'third-party-grant',
  'customer',
  'customer-group',
  'bill',
] as const
export type ObligationKind = (typeof OBLIGATION_KINDS)[number]

export const ACTS = ['transfer', 'revoke', 'stop', 'leave', 'unbind', 'hand-over', 'pay', 'cancel'] as const
export type Act = (typeof ACTS)[number]

export const OBLIGATION_STATES = ['open', 'waiting', 'settled'] as const
export type ObligationState = (typeof OBLIGATION_STATES)[number]

/** How a hand-over ended (the guide's words: 完成, 拒绝, 已达上限, 无记录). */
export const OUTCOMES = ['done', 'refused', 'taker-full', 'no-record'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Which acts settle which kind. */
export const ACTS_OF: Record<ObligationKind, readonly Act[]> = {
  approval: ['transfer'],
  'api-grant': ['revoke', 'transfer'],
  'scheduled-message': ['stop'],
  reminder: ['stop'],
  meeting: ['leave', 'transfer'],
  'third-party-grant': ['unbind'],
  customer: ['hand-over'],
  'customer-group': ['hand-over'],
  bill: ['pay', 'cancel'],
}

/** The members of `data` that mean something to us; each may be missing. */
export type ObligationData = {
  readonly applicantId?: MemberId | undefined
  readonly flow?: string | undefined
  /** RFC 3339: when a message or reminder is due. */
  readonly at?: string | undefined
  readonly to?: readonly string[] | undefined
  readonly text?: string | undefined
  readonly role?: 'owner' | 'guest' | undefined
  readonly amount?: number | undefined
  readonly currency?: string | undefined
  readonly due?: string | undefined
  /** The key of ours that this grant is. */
  readonly keyId?: string | undefined
}

export type Settlement = {
  readonly act: Act
  readonly by: Actor
  readonly to: MemberId | null
  readonly at: Instant
}

export type Obligation = {
  readonly id: ObligationId
  readonly kind: ObligationKind
  readonly title: string
  /** Null for what hangs on the company itself (a bill). */
  readonly ownerId: MemberId | null
  readonly source: string
  readonly externalId: string | null
  readonly state: ObligationState
  readonly data: ObligationData
  /** Also while `waiting`: which hand-over is waited for, to whom and since when. */
  readonly settled: Settlement | null
  readonly outcome: Outcome | null
  readonly createdAt: Instant
  /** How often it was passed on: what source and externalId name is the newest. */
  readonly generation: number
  /** Since when its flow stands still because its approver left or was disabled (guide statement 5.6). */
  readonly interruptedAt: Instant | null
  /** How long it stood still, in ms, once somebody had taken it over (5.7). */
  readonly repairMs: number | null
  /** When a message or reminder is due; null for what has no time. */
  readonly dueAt: Instant | null
}

/** Acts that pass a duty on to another member, who then has it open. */
export function passesOn(act: Act): boolean {
  return act === 'transfer' || act === 'hand-over'
}

/** Whether this act on this obligation must name another member. A meeting's owner cannot leave it without one (guide statement 7.4). */
export function needsTarget(act: Act, { kind, data }: Pick<Obligation, 'kind' | 'data'>): boolean {
  return passesOn(act) || (act === 'leave' && kind === 'meeting' && data.role === 'owner')
}
