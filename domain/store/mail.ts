import type { Instant, MemberId } from '../ids.ts'
import type { Language, LetterKind } from '../letter.ts'

/** A letter in the outbox. It is written in the commit that it tells of, and sent by whichever node claims it first. */
export type Outgoing = {
  readonly id: string
  readonly memberId: MemberId
  readonly address: string
  readonly name: string
  readonly language: Language
  readonly kind: LetterKind
  /** Its data, sealed: a letter may carry a link that lets somebody in. Null once it is sent or given up. */
  readonly sealed: string | null
  readonly createdAt: Instant
  /** Not sent any more from then on: its link would be void. */
  readonly uselessAt: Instant | null
  readonly nextTryAt: Instant | null
  readonly tries: number
  readonly sentAt: Instant | null
}

export interface MailReads {
  /** Letters whose next try is due, the longest waiting first. */
  due(now: Instant, limit: number): Promise<readonly Outgoing[]>
  /** The language that a member last signed in with; null when they never have. */
  languageOf(memberId: MemberId): Promise<Language | null>
}

export interface MailWrites extends MailReads {
  put(letter: Outgoing): Promise<void>
  /** Takes one that is due for this try, until `until`; false when another node was faster. */
  claim(id: string, now: Instant, until: Instant): Promise<boolean>
  sent(id: string, at: Instant): Promise<void>
  /** Tried in vain: again at `nextTryAt`, or given up with null. */
  failed(id: string, nextTryAt: Instant | null): Promise<void>
  speak(memberId: MemberId, language: Language): Promise<void>
  prune(before: Instant): Promise<void>
  /** After a restore: what was not sent by then is void. */
  clear(): Promise<void>
}
