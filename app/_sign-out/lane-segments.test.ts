import { expect, it } from 'vitest'
import type { SignOutView } from '#protocol/sign-out.ts'
import { axisSpan, laneTrack } from './lane-segments.ts'

const start = Date.parse('2025-06-01T10:02:03.000Z')
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString()
const minutes = (n: number) => n * 60_000
const HIGH = minutes(15)

function signOut(more: Partial<SignOutView>): SignOutView {
  return {
    id: 'out_1',
    batchId: 'bat_1',
    memberId: 'mem_1',
    device: { id: 'dev_1', name: 'iPad Air', kind: 'tablet', os: 'ipados' },
    sessionId: 'ses_1',
    by: { kind: 'member', id: 'mem_1', name: null },
    reason: null,
    options: { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null },
    state: 'waiting',
    attempt: 1,
    overdue: false,
    unreachable: false,
    accessEndedAt: at(0),
    lastAcceptedAt: at(0),
    receivedAt: null,
    cleaningAt: null,
    confirmedAt: null,
    closedAt: null,
    lagMs: 0,
    original: null,
    progress: null,
    report: null,
    signature: 'none',
    followers: [],
    ...more,
  }
}

it('draws waiting, received and working one after another up to the confirmation', () => {
  const done = signOut({
    state: 'confirmed',
    receivedAt: at(3),
    cleaningAt: at(3.5),
    confirmedAt: at(4),
    lagMs: minutes(4),
  })
  expect(laneTrack(done, start + minutes(60), HIGH)).toEqual({
    end: minutes(4),
    late: false,
    segments: [
      { kind: 'wait', from: 0, to: minutes(3) },
      { kind: 'received', from: minutes(3), to: minutes(3.5) },
      { kind: 'work', from: minutes(3.5), to: minutes(4) },
    ],
  })
})

it('draws the wait for the original first, and past the band what is late', () => {
  const original = { deviceId: 'dev_2', decision: 'pending', by: null, at: null, reason: null } as const
  const waiting = signOut({ state: 'awaiting-original', original })
  expect(laneTrack(waiting, start + minutes(16), HIGH)).toEqual({
    end: minutes(16),
    late: true,
    segments: [
      { kind: 'original', from: 0, to: HIGH },
      { kind: 'late', from: HIGH, to: minutes(16) },
    ],
  })
  const approved = signOut({ original: { ...original, decision: 'approved', at: at(2) } })
  expect(laneTrack(approved, start + minutes(5), HIGH).segments).toEqual([
    { kind: 'original', from: 0, to: minutes(2) },
    { kind: 'wait', from: minutes(2), to: minutes(5) },
  ])
})

it('keeps one axis for all, never narrower than the usual time', () => {
  expect(axisSpan([signOut({})], start + minutes(1), HIGH)).toBe(minutes(18))
  expect(axisSpan([signOut({})], start + minutes(40), HIGH)).toBe(minutes(42))
  expect(axisSpan([signOut({})], start + minutes(4000), HIGH)).toBe(minutes(60))
})
