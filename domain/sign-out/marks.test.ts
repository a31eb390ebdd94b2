import { expect, it } from 'vitest'
import { DEFAULT_POLICY } from '../policy.ts'
import { lagOf, marks } from './marks.ts'
import type { SignOut } from './sign-out.ts'

const AT = 1_767_323_045_678
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const facts = {
  id: 'out_1',
  batchId: 'bat_1',
  memberId: 'mem_1',
  deviceId: 'dev_1',
  sessionId: 'ses_1',
  by: { kind: 'system', id: null, name: null },
  reason: null,
  options: { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null },
  attempt: 1,
  accessEndedAt: AT,
  lastAcceptedAt: AT,
  original: null,
  receivedAt: null,
  cleaningAt: null,
  remindedAt: null,
  progress: null,
} as const
const waiting: SignOut = { ...facts, report: null, state: 'waiting' }
const confirmed: SignOut = {
  ...facts,
  report: { result: 'done' },
  state: 'confirmed',
  confirmedAt: AT + 20 * MINUTE,
  waiver: null,
}
const waived: SignOut = {
  ...facts,
  report: null,
  state: 'waived',
  waiver: { by: facts.by, at: AT + 3, reason: 'lost at sea' },
}

it('[SO43] an open one is overdue after a quarter of an hour and unreachable after a week without a word', () => {
  expect(marks(waiting, AT, DEFAULT_POLICY, AT + 15 * MINUTE)).toEqual({ overdue: false, unreachable: false })
  expect(marks(waiting, AT, DEFAULT_POLICY, AT + 15 * MINUTE + 1)).toEqual({ overdue: true, unreachable: false })
  expect(marks(waiting, AT, DEFAULT_POLICY, AT + 7 * DAY + 1)).toEqual({ overdue: true, unreachable: true })
  expect(marks(waiting, AT + DAY, DEFAULT_POLICY, AT + 7 * DAY + 1)).toEqual({ overdue: true, unreachable: false })
})

it('[SO43] what is closed has no mark', () => {
  for (const closed of [confirmed, waived])
    expect(marks(closed, AT, DEFAULT_POLICY, AT + 30 * DAY)).toEqual({ overdue: false, unreachable: false })
})

it('[SO40] the lag of each state', () => {
  expect([lagOf(waiting, AT + 5), lagOf(confirmed, AT + DAY), lagOf(waived, AT + DAY)]).toEqual([5, 20 * MINUTE, 3])
})
