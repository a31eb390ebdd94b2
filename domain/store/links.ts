import type { Instant, LinkId, MemberId } from '../ids.ts'
import type { Link } from '../link.ts'

export interface LinkReads {
  byDeviceCode(hash: string): Promise<Link | null>
  byUserCode(code: string): Promise<Link | null>
  /** Codes of a member that are neither decided nor expired. */
  openOf(memberId: MemberId, now: Instant): Promise<readonly Link[]>
  /** Approved ones whose token was not fetched yet and that keep no session: each holds a place. */
  holdingOf(memberId: MemberId, now: Instant): Promise<readonly Link[]>
}

export interface LinkWrites extends LinkReads {
  insert(link: Link, deviceCodeHash: string): Promise<boolean>
  save(link: Link): Promise<void>
  /** Takes the link's row until the end of this write. */
  take(id: LinkId): Promise<Link | null>
  prune(before: Instant): Promise<void>
}
