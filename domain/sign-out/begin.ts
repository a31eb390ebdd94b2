import type { DeviceId } from '../ids.ts'
import type { OriginalDecision } from './sign-out.ts'

/** What decides the first state of a sign-out (protocol.md, part 4, "First state"). */
export type Beginning = {
  /** The device that linked the session, or null when it signed in by itself. */
  readonly originalDeviceId: DeviceId | null
  /** The device the caller acts from, or null (an admin's page acts on others' devices; the system has none). */
  readonly callerDeviceId: DeviceId | null
  /** An admin, a suspension, an expiry or a restore: nobody is asked. */
  readonly forced: boolean
  /** Whether the original still has an active session that signed in by itself after this commit, and if not, since when. */
  readonly originalAfter: 'active' | 'ended-too' | 'gone'
}

export type First = { readonly state: 'waiting' | 'awaiting-original'; readonly decision: OriginalDecision | null }

/** The first state, and what is recorded of the original (null for a session that signed in by itself). */
export function firstState(b: Beginning): First {
  if (b.originalDeviceId === null) return { state: 'waiting', decision: null }
  if (b.forced) return { state: 'waiting', decision: 'forced' }
  if (b.callerDeviceId === b.originalDeviceId) return { state: 'waiting', decision: 'asked' }
  if (b.originalAfter !== 'active') return { state: 'waiting', decision: b.originalAfter }
  return { state: 'awaiting-original', decision: 'pending' }
}
