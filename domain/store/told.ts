import type { DeviceKind, DeviceOs } from '../device.ts'
import type { DepartmentId, Instant, MemberId, SignOutId } from '../ids.ts'
import type { NewNotice, Notice, NoticeAnswer } from '../notice.ts'
import type { IdleDays, Preference } from '../preference.ts'
import type { Metric, Sample } from '../sample.ts'
import type { Session } from '../session.ts'
import type { SignOut } from '../sign-out/sign-out.ts'
import type { Page } from './page.ts'

export type NoticeFilter = {
  readonly memberId: MemberId
  readonly unread?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
export interface NoticeReads {
  get(id: string): Promise<Notice | null>
  byKey(memberId: MemberId, key: string): Promise<Notice | null>
  /** Newest first. */
  list(filter: NoticeFilter): Promise<Page<Notice>>
  unread(memberId: MemberId): Promise<number>
  /** New sign-ins that nobody has answered for. */
  openQuestions(memberId: MemberId): Promise<readonly Notice[]>
  /** Open sign-outs whose access ended before `before` and whose member was not told that they are late; oldest first. */
  untoldOverdue(before: Instant, limit: number): Promise<readonly SignOut[]>
}
export interface NoticeWrites extends NoticeReads {
  /** Tells each once: a key that the member was told of before is left as it was. Returns those that are new. */
  add(notices: readonly (NewNotice & { readonly id: string })[], at: Instant): Promise<readonly Notice[]>
  /** Marks those as read that were not; of all when `ids` is null. Returns how many. */
  read(memberId: MemberId, ids: readonly string[] | null, at: Instant): Promise<number>
  answer(id: string, answer: NoticeAnswer, at: Instant): Promise<void>
  prune(before: Instant): Promise<void>
}

export interface PreferenceReads {
  of(memberId: MemberId): Promise<Preference>
  /** Active sessions that were not heard of for as long as their member chose. */
  idleSessions(now: Instant, limit: number): Promise<readonly (Session & { readonly idleDays: IdleDays })[]>
}
export interface PreferenceWrites extends PreferenceReads {
  set(memberId: MemberId, preference: Preference): Promise<void>
}

export type SampleAsk = { readonly subject: string; readonly metric: Metric }
/** One closed or open sign-out, as the insights count it. */
export type LagRow = {
  readonly signOutId: SignOutId
  readonly kind: DeviceKind
  readonly os: DeviceOs
  readonly state: SignOut['state']
  readonly accessEndedAt: Instant
  readonly closedAt: Instant | null
}
export interface SampleReads {
  /** The newest values of each, at most `limit`. */
  values(
    asks: readonly SampleAsk[],
    limit: number,
    departments?: ReadonlySet<DepartmentId>,
  ): Promise<readonly (readonly number[])[]>
  /** Sign-outs that were closed since then or are still open, newest first, at most `limit`. */
  lags(since: Instant, limit: number, departments?: ReadonlySet<DepartmentId>): Promise<readonly LagRow[]>
}
export interface SampleWrites extends SampleReads {
  /** A sample that is known is left as it was. */
  add(samples: readonly Sample[]): Promise<void>
}
