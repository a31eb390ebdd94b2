import { isOpen } from '#domain/sign-out/sign-out.ts'
import type { SignOutView } from '#protocol/sign-out.ts'

export type Segment = {
  readonly kind: 'original' | 'wait' | 'received' | 'work' | 'late'
  readonly from: number
  readonly to: number
}
export type LaneTrack = {
  readonly segments: readonly Segment[]
  /** Where the lane ends now: a tick when it is confirmed, else an open ring. */
  readonly end: number
  readonly late: boolean
}

/** One axis for all devices: wide enough for the usual time and a fifth, or for the slowest; then nothing leaves the lane. */
export function axisSpan(signOuts: readonly SignOutView[], now: number, highMs: number): number {
  const longest = Math.max(0, ...signOuts.map((signOut) => endOf(signOut, now)))
  return Math.max(highMs * 1.2, Math.min(longest * 1.05, highMs * 4))
}

function endOf(signOut: SignOutView, now: number): number {
  return isOpen(signOut.state) ? Math.max(0, now - Date.parse(signOut.accessEndedAt)) : signOut.lagMs
}

/**
 * What happened on a device since its access ended, in milliseconds from then: waiting for the original, waiting, received, working;
 * and past the band's end, late, whatever it was doing.
 */
export function laneTrack(signOut: SignOutView, now: number, highMs: number): LaneTrack {
  const start = Date.parse(signOut.accessEndedAt)
  const since = (at: string | null | undefined) =>
    at === null || at === undefined ? null : Math.max(0, Date.parse(at) - start)
  const end = endOf(signOut, now)
  const { original, receivedAt, cleaningAt, state } = signOut
  const asked = original !== null && ['pending', 'approved', 'declined', 'overridden'].includes(original.decision)
  const approved = !asked ? 0 : state === 'awaiting-original' || state === 'declined' ? end : (since(original.at) ?? 0)
  const received = since(receivedAt) ?? end
  const cleaning = since(cleaningAt) ?? (receivedAt === null ? received : end)
  const marks: [Segment['kind'], number, number][] = [
    ['original', 0, approved],
    ['wait', approved, received],
    ['received', received, cleaning],
    ['work', cleaning, end],
  ]
  const late = isOpen(state) && end > highMs
  const until = late ? highMs : end
  const segments = marks
    .map(([kind, from, to]) => ({ kind, from: Math.min(from, until), to: Math.min(to, until) }))
    .filter(({ from, to }) => to > from)
  return { segments: late ? [...segments, { kind: 'late', from: highMs, to: end }] : segments, end, late }
}
