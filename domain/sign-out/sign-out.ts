import type { BatchId, DeviceId, Instant, MemberId, SessionId, SignOutId } from '../ids.ts'
import type { SignOutOptions } from './options.ts'

export const SIGN_OUT_STATES = [
  'awaiting-original',
  'declined',
  'waiting',
  'received',
  'cleaning',
  'failed',
  'confirmed',
  'waived',
] as const
export type SignOutState = (typeof SIGN_OUT_STATES)[number]
export const OPEN_STATES = [
  'awaiting-original',
  'declined',
  'waiting',
  'received',
  'cleaning',
  'failed',
] as const satisfies readonly SignOutState[]

/** Who asked. The device is named only when a member did it from one of their own. */
export type Actor = {
  readonly kind: 'member' | 'admin' | 'system'
  readonly id: MemberId | null
  readonly name: string | null
  readonly deviceId?: DeviceId
  readonly deviceName?: string
}

export const ORIGINAL_DECISIONS = [
  'pending',
  'approved',
  'declined',
  'asked',
  'ended-too',
  'gone',
  'forced',
  'overridden',
] as const
export type OriginalDecision = (typeof ORIGINAL_DECISIONS)[number]

/** The part of the original device in the sign-out of one that was linked from it; null for a session that signed in by itself. */
export type Original = {
  readonly deviceId: DeviceId
  readonly decision: OriginalDecision
  readonly by: Actor | null
  readonly at: Instant | null
  readonly reason: string | null
}

export type Progress = { readonly step: string; readonly done: number; readonly of: number }

/** What the device signed (protocol.md, part 6, Confirmation), as it came. */
export type Report = Readonly<Record<string, unknown>> & { readonly result: 'done' | 'partial' | 'failed' }

type Facts = {
  readonly id: SignOutId
  readonly batchId: BatchId
  readonly memberId: MemberId
  readonly deviceId: DeviceId
  readonly sessionId: SessionId
  readonly by: Actor
  readonly reason: string | null
  readonly options: SignOutOptions
  readonly attempt: number
  readonly accessEndedAt: Instant
  readonly lastAcceptedAt: Instant
  readonly original: Original | null
  readonly receivedAt: Instant | null
  readonly cleaningAt: Instant | null
  readonly remindedAt: Instant | null
  readonly progress: Progress | null
  readonly report: Report | null
}

/** One device's sign-out. Access has ended in every state; only `confirmed` holds the device's own signed word. */
export type SignOut =
  | (Facts & { readonly state: 'awaiting-original' | 'declined'; readonly original: Original })
  | (Facts & { readonly state: 'waiting' | 'received' | 'cleaning' })
  | (Facts & { readonly state: 'failed'; readonly report: Report })
  | (Facts & {
      readonly state: 'confirmed'
      readonly report: Report
      readonly confirmedAt: Instant
      readonly waiver: Waiver | null
    })
  | (Facts & { readonly state: 'waived'; readonly waiver: Waiver })

export type Waiver = { readonly by: Actor; readonly at: Instant; readonly reason: string }

export type SignOutEvent =
  | { readonly type: 'approve'; readonly by: Actor }
  | { readonly type: 'decline'; readonly by: Actor; readonly reason: string }
  | { readonly type: 'override'; readonly by: Actor; readonly reason: string }
  | { readonly type: 'original-gone'; readonly decision: 'ended-too' | 'gone' }
  | { readonly type: 'received' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'not-now' }
  | { readonly type: 'done'; readonly report: Report }
  | { readonly type: 'not-done'; readonly report: Report }
  | { readonly type: 'retry' }
  | { readonly type: 'remind' }
  | { readonly type: 'waive'; readonly by: Actor; readonly reason: string }
export type SignOutEventType = SignOutEvent['type']

export function isOpen(state: SignOutState): boolean {
  return state !== 'confirmed' && state !== 'waived'
}

/** Whether the device may do its part: its order is out. */
export function isOrdered(state: SignOutState): boolean {
  return state !== 'awaiting-original' && state !== 'declined'
}
