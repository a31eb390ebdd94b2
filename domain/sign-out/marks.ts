import { lagMs } from '../lag.ts'
import type { Instant } from '../ids.ts'
import type { Policy } from '../policy.ts'
import { isOpen, type SignOut } from './sign-out.ts'

/** The marks that time puts on an open sign-out; they change no state (protocol.md, part 4). */
export function marks(
  signOut: Pick<SignOut, 'state' | 'accessEndedAt'>,
  lastHeardAt: Instant,
  policy: Policy,
  now: Instant,
): { overdue: boolean; unreachable: boolean } {
  const open = isOpen(signOut.state)
  return {
    overdue: open && now - signOut.accessEndedAt > policy.overdueAfterMs,
    unreachable: open && now - lastHeardAt > policy.unreachableAfterMs,
  }
}

/** The lag of a sign-out at `now`, in milliseconds. */
export function lagOf(signOut: SignOut, now: Instant): number {
  const confirmedAt = signOut.state === 'confirmed' ? signOut.confirmedAt : null
  const closedAt = signOut.state === 'waived' ? signOut.waiver.at : null
  return lagMs(signOut.accessEndedAt, confirmedAt, closedAt, now)
}
