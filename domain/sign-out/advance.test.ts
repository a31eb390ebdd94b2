import { describe, expect, it } from 'vitest'
import { advance, REMIND_EVERY_MS, TRANSITIONS } from './advance.ts'
import {
  isOpen,
  isOrdered,
  SIGN_OUT_STATES,
  type Actor,
  type Report,
  type SignOut,
  type SignOutEvent,
  type SignOutState,
} from './sign-out.ts'

const AT = 1_767_323_045_678
const TIMEOUT_MS = 900_000
const member: Actor = { kind: 'member', id: 'mem_1', name: '王芳', deviceId: 'dev_2', deviceName: 'iPad' }
const admin: Actor = { kind: 'admin', id: 'mem_2', name: 'Lin' }
const done: Report = { result: 'done' }
const partial: Report = { result: 'partial', left: 3 }

/**
 * Protocol.md, part 4, written down once more and not derived from TRANSITIONS. `same` answers 200 and changes nothing at all; `same+` keeps the
 * state and notes something of the moment (progress, a reminder, a new report) or sends the order again.
 */
const TABLE = `
  event          awaiting-original  declined   waiting    received   cleaning   failed     confirmed  waived
  approve        waiting            waiting    409        409        409        409        409        409
  decline        declined           same       409        409        409        409        409        409
  override       waiting            waiting    409        409        409        409        409        409
  original-gone  waiting            waiting    same       same       same       same       same       same
  received       not_ordered        409        received   same       same       same       401        same
  progress       409                409        cleaning   cleaning   same+      same       401        same
  not-now        409                409        received   same+      same       same       401        same
  done           409                409        confirmed  confirmed  confirmed  confirmed  same       confirmed
  not-done       409                409        failed     failed     failed     same+      same       same+
  retry          409                409        same+      same+      same+      waiting    409        409
  remind         same+              same+      409        409        409        409        409        409
  waive          waived             waived     waived     waived     waived     waived     409        same`

const EVENTS: Readonly<Record<SignOutEvent['type'], SignOutEvent>> = {
  approve: { type: 'approve', by: member },
  decline: { type: 'decline', by: member, reason: 'not mine' },
  override: { type: 'override', by: admin, reason: 'the phone is lost' },
  'original-gone': { type: 'original-gone', decision: 'gone' },
  received: { type: 'received' },
  progress: { type: 'progress', progress: { step: 'caches', done: 1, of: 2 } },
  'not-now': { type: 'not-now' },
  done: { type: 'done', report: done },
  'not-done': { type: 'not-done', report: partial },
  retry: { type: 'retry' },
  remind: { type: 'remind' },
  waive: { type: 'waive', by: admin, reason: 'lost at sea' },
}

function inState(state: SignOutState): SignOut {
  const original = { deviceId: 'dev_o', decision: 'pending', by: null, at: null, reason: null } as const
  const facts = {
    id: 'out_1',
    batchId: 'bat_1',
    memberId: 'mem_1',
    deviceId: 'dev_1',
    sessionId: 'ses_1',
    by: member,
    reason: null,
    options: { keepRecords: false, clearCache: true, unbind: false, exit: null, cleanup: null },
    attempt: 1,
    accessEndedAt: AT,
    lastAcceptedAt: AT - 5,
    original,
    receivedAt: null,
    cleaningAt: null,
    remindedAt: null,
    progress: null,
  }
  switch (state) {
    case 'confirmed':
      return { ...facts, state, report: done, confirmedAt: AT + 9, waiver: null }
    case 'waived':
      return { ...facts, state, report: null, waiver: { by: admin, at: AT + 8, reason: 'lost at sea' } }
    case 'failed':
      return { ...facts, state, report: partial }
    default:
      return { ...facts, state, report: null }
  }
}

const LATER = AT + TIMEOUT_MS
const [states = [], ...rows] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s{2,}/))
const cells = rows.flatMap(([event = '', ...row]) =>
  row.map((cell, i) => [states[i + 1] as SignOutState, event as SignOutEvent['type'], cell] as const),
)

describe('[SO1] the machine is the table of protocol.md, part 4', () => {
  it('which has a cell for every state and event', () => {
    expect(states.slice(1)).toEqual(SIGN_OUT_STATES)
    expect(cells).toHaveLength(8 * 12)
    for (const state of SIGN_OUT_STATES)
      expect(Object.keys(TRANSITIONS[state]).toSorted()).toEqual(Object.keys(EVENTS).toSorted())
  })

  it.each(cells)('%s, %s: %s', (state, type, cell) => {
    const before = inState(state)
    const after = advance(before, EVENTS[type], LATER, TIMEOUT_MS)
    const codes: Record<string, string> = { 409: 'wrong_state', 401: 'session_ended', not_ordered: 'not_ordered' }
    if (cell in codes) expect(after).toEqual({ ok: false, code: codes[cell] })
    else if (cell === 'same') expect(after).toEqual({ ok: true, signOut: before, changed: false })
    else expect(after).toMatchObject({ ok: true, changed: true, signOut: { state: cell === 'same+' ? state : cell } })
  })
})

function step(before: SignOut, event: SignOutEvent, now = LATER): SignOut {
  const after = advance(before, event, now, TIMEOUT_MS)
  if (!after.ok) throw new Error(after.code)
  return after.signOut
}

it('[SO2] an override of an unanswered original waits for its time; of a declined one it does not', () => {
  const early = advance(inState('awaiting-original'), EVENTS.override, LATER - 1, TIMEOUT_MS)
  expect(early).toEqual({ ok: false, code: 'too_early', at: LATER })
  expect(step(inState('awaiting-original'), EVENTS.override, LATER).original).toMatchObject({
    decision: 'overridden',
    by: admin,
    at: LATER,
  })
  expect(step(inState('declined'), EVENTS.override, AT + 1).state).toBe('waiting')
})

it('[SO3] a reminder comes at most once in five minutes', () => {
  const reminded = step(inState('awaiting-original'), EVENTS.remind, AT)
  expect(reminded.remindedAt).toBe(AT)
  expect(advance(reminded, EVENTS.remind, AT + REMIND_EVERY_MS - 1, TIMEOUT_MS)).toEqual({
    ok: false,
    code: 'too_soon',
    at: AT + REMIND_EVERY_MS,
  })
  expect(step(reminded, EVENTS.remind, AT + REMIND_EVERY_MS).remindedAt).toBe(AT + REMIND_EVERY_MS)
})

it('[SO4] instants that were skipped stay null, and the first one stands', () => {
  const confirmed = step(inState('waiting'), EVENTS.done)
  expect(confirmed).toMatchObject({ receivedAt: null, cleaningAt: null, confirmedAt: LATER })
  const received = step(inState('waiting'), EVENTS.received, AT + 1)
  expect(step(received, EVENTS['not-now'], AT + 2).receivedAt).toBe(AT + 1)
  const cleaning = step(received, EVENTS.progress, AT + 3)
  expect(step(cleaning, { type: 'progress', progress: { step: 'logs', done: 2, of: 2 } }, AT + 4)).toMatchObject({
    cleaningAt: AT + 3,
    progress: { step: 'logs' },
  })
})

it('[SO5] what the original decides is kept with who and when', () => {
  expect(step(inState('awaiting-original'), EVENTS.approve).original).toMatchObject({
    deviceId: 'dev_o',
    decision: 'approved',
    by: member,
    at: LATER,
  })
  expect(step(inState('awaiting-original'), EVENTS.decline).original).toMatchObject({
    decision: 'declined',
    by: member,
    reason: 'not mine',
  })
  expect(step(inState('declined'), EVENTS['original-gone']).original).toMatchObject({ decision: 'gone', by: null })
})

it('[SO6] the proof of a waived one confirms it, and tells that it had been waived', () => {
  expect(step(inState('waived'), EVENTS.done)).toMatchObject({
    state: 'confirmed',
    confirmedAt: LATER,
    waiver: { reason: 'lost at sea' },
  })
  expect(step(inState('waived'), EVENTS['not-done'])).toMatchObject({ state: 'waived', report: partial })
  expect(step(inState('cleaning'), EVENTS.done)).toMatchObject({ waiver: null })
})

it('[SO7] a retry after a failure is a new attempt; before it, the same one', () => {
  expect(step(inState('failed'), EVENTS.retry)).toMatchObject({ state: 'waiting', attempt: 2, progress: null })
  expect(step(inState('cleaning'), EVENTS.retry)).toEqual(inState('cleaning'))
})

it('[SO8] confirmed and waived are closed for people; an order is out in every state but the original’s two', () => {
  expect(SIGN_OUT_STATES.filter((state) => !isOpen(state))).toEqual(['confirmed', 'waived'])
  expect(SIGN_OUT_STATES.filter((state) => !isOrdered(state))).toEqual(['awaiting-original', 'declined'])
})
