import type { OutgoingHook } from '../hook.ts'
import type { Instant } from '../ids.ts'

export interface HookReads {
  /** Calls whose next try is due, the longest waiting first. */
  due(now: Instant, limit: number): Promise<readonly OutgoingHook[]>
  /** How many wait for their next try, and how many were given up and are not forgotten yet. */
  standing(): Promise<{ readonly waiting: number; readonly givenUp: number }>
}

export interface HookWrites extends HookReads {
  put(hook: OutgoingHook): Promise<void>
  /** Takes one that is due for this try, until `until`; false when another node was faster. */
  claim(id: string, now: Instant, until: Instant): Promise<boolean>
  sent(id: string, at: Instant): Promise<void>
  /** Tried in vain: again at `nextTryAt`, or given up with null. */
  failed(id: string, nextTryAt: Instant | null): Promise<void>
  prune(before: Instant): Promise<void>
  /** After a restore: what had not arrived by then is void. */
  clear(): Promise<void>
}
