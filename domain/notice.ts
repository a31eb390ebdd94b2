import type { Instant, MemberId } from './ids.ts'

/**
 * What a member is told of (mission.md, row 4.8). `new-sign-in` asks a question; `secure-account` asks for a new password; `overdue-members` is
 * for administrators; `message` is a text that the product was asked to deliver.
 */
export const NOTICE_KINDS = [
  'sign-out-confirmed',
  'sign-out-failed',
  'sign-out-waived',
  'sign-out-forced',
  'sign-out-overdue',
  'new-sign-in',
  'secure-account',
  'overdue-members',
  'message',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** What a member says of a new sign-in. */
export const NOTICE_ANSWERS = ['mine', 'not-mine'] as const
export type NoticeAnswer = (typeof NOTICE_ANSWERS)[number]

/** One line of a member's inbox. */
export type Notice = {
  readonly id: string
  readonly memberId: MemberId
  /** What it is about: a member is told the same thing once, however many nodes and retries there are. */
  readonly key: string
  readonly kind: NoticeKind
  readonly at: Instant
  readonly data: Readonly<Record<string, unknown>>
  readonly readAt: Instant | null
  readonly answer: NoticeAnswer | null
  readonly answeredAt: Instant | null
}
export type NewNotice = Pick<Notice, 'memberId' | 'key' | 'kind' | 'data'>

/** The entries that make a page's inbox worth reading anew: a notice rides with the entry of what it tells of, in the same commit. */
export const INBOX_ENTRY_TYPES: ReadonlySet<string> = new Set([
  'session.started',
  'sign-out.confirmed',
  'sign-out.failed',
  'sign-out.waived',
  'sign-out.requested',
  'sign-out.overdue',
  'inbox.added',
  'member.password-link',
  'inbox.read',
])
