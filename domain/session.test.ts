import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from './policy.ts'
import { isExpired, isSteppedUp, sessionLimits, STEP_UP_MS, type Session } from './session.ts'

const DAY = 86_400_000
const session: Session = {
  id: 'ses_1',
  memberId: 'mem_1',
  deviceId: 'dev_1',
  method: 'password',
  originalDeviceId: null,
  bySelf: true,
  startedAt: 0,
  lastSeenAt: 0,
  lastAcceptedAt: 0,
  ip: null,
  expiresAt: 180 * DAY,
  endedAt: null,
  signOutId: null,
  epoch: 1,
  startSeq: 1,
  ackedSeq: 0,
  steppedUpAt: null,
}

it('[SL1] a session of a browser lives shorter', () => {
  expect(sessionLimits('web', DEFAULT_POLICY)).toEqual({ idleMs: 7 * DAY, absoluteMs: 30 * DAY })
  for (const kind of ['phone', 'tablet', 'desktop'] as const)
    expect(sessionLimits(kind, DEFAULT_POLICY)).toEqual({ idleMs: 30 * DAY, absoluteMs: 180 * DAY })
})

it('[SL1] it expires when idle, and at its absolute limit however busy it is', () => {
  expect(isExpired(session, 'phone', DEFAULT_POLICY, 30 * DAY - 1)).toBe(false)
  expect(isExpired(session, 'phone', DEFAULT_POLICY, 30 * DAY)).toBe(true)
  expect(isExpired(session, 'web', DEFAULT_POLICY, 7 * DAY)).toBe(true)
  const busy = { ...session, lastSeenAt: 180 * DAY - 1 }
  expect(isExpired(busy, 'phone', DEFAULT_POLICY, 180 * DAY - 1)).toBe(false)
  expect(isExpired(busy, 'phone', DEFAULT_POLICY, 180 * DAY)).toBe(true)
})

it('[SL2] a step-up holds five minutes', () => {
  expect(isSteppedUp(session, 0)).toBe(false)
  expect(isSteppedUp({ steppedUpAt: 1000 }, 1000 + STEP_UP_MS - 1)).toBe(true)
  expect(isSteppedUp({ steppedUpAt: 1000 }, 1000 + STEP_UP_MS)).toBe(false)
})
