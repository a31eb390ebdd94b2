import { describe, expect, it } from 'vitest'
import { countOpen, guideSignIns, missedChecks } from './checks.ts'
import { ACTS, ACTS_OF, OBLIGATION_KINDS, type Obligation } from './obligation.ts'
import { conclude, passedOn, refusalToSettle, settle, type Target } from './settle.ts'

const by = { kind: 'admin', id: 'mem_a', name: 'A' } as const
const admin: Target = { id: 'mem_2', state: 'active', roles: ['admin'] }
const plain: Target = { id: 'mem_3', state: 'active', roles: [] }

function one(change: Partial<Obligation> = {}): Obligation {
  return {
    id: 'obl_1',
    kind: 'approval',
    title: 'Leave',
    ownerId: 'mem_1',
    source: 'oa',
    externalId: '1',
    state: 'open',
    data: {},
    settled: null,
    outcome: null,
    createdAt: 1,
    generation: 0,
    interruptedAt: null,
    repairMs: null,
    dueAt: null,
    ...change,
  }
}
const settling = { by, to: 'mem_2', now: 50, waits: false } as const

describe('settling', () => {
  it('[OB1] each kind has its acts, and no other', () => {
    const may = OBLIGATION_KINDS.map((kind) => [
      kind,
      ACTS.filter((act) => refusalToSettle(one({ kind }), act, admin) !== 'act_not_for_kind'),
    ])
    expect(Object.fromEntries(may)).toEqual(
      Object.fromEntries(OBLIGATION_KINDS.map((kind) => [kind, ACTS.filter((act) => ACTS_OF[kind].includes(act))])),
    )
  })

  it('[OB2] it is refused in the order of the contract', () => {
    const refused = (change: Partial<Obligation>, target: Target | null | undefined, act = 'transfer' as const) =>
      refusalToSettle(one(change), act, target)
    expect(refused({ kind: 'bill', state: 'settled' }, null)).toBe('act_not_for_kind')
    expect(refused({ state: 'settled', data: { applicantId: 'mem_2' } }, admin)).toBe('already_settled')
    expect(refused({}, undefined)).toBe('target_required')
    expect(refused({ data: { applicantId: 'mem_3' } }, { ...plain, state: 'suspended' })).toBe('own_request')
    expect(refused({}, { ...plain, state: 'suspended' })).toBe('target_not_active')
    expect(refused({}, null)).toBe('target_not_active')
    expect(refused({ ownerId: 'mem_2' }, admin)).toBe('same_person')
    expect(refused({}, plain)).toBe('target_not_admin')
    expect(refused({}, admin)).toBeNull()
    expect(refused({ kind: 'api-grant' }, plain)).toBeNull()
  })

  it('[OB3] the only owner of a meeting names another before leaving', () => {
    const meeting = (role: 'owner' | 'guest') => one({ kind: 'meeting', data: { role } })
    expect(refusalToSettle(meeting('guest'), 'leave', undefined)).toBeNull()
    expect(refusalToSettle(meeting('owner'), 'leave', undefined)).toBe('target_required')
    expect(refusalToSettle(meeting('owner'), 'leave', plain)).toBeNull()
  })

  it('[OB4] who takes it over has it open; what was settled stays as the record', () => {
    const done = settle(one({ interruptedAt: 20 }), { ...settling, act: 'transfer' })
    expect(done).toMatchObject({ state: 'settled', ownerId: 'mem_1', settled: { to: 'mem_2', at: 50 }, repairMs: 30 })
    expect(passedOn(done, 'obl_2', 50)).toMatchObject({ id: 'obl_2', ownerId: 'mem_2', state: 'open', generation: 1 })
    const stopped = settle(one({ kind: 'reminder' }), { ...settling, act: 'stop' })
    expect(passedOn(stopped, 'obl_2', 50)).toBeNull()
  })

  it('[OB5] a hand-over that waits is settled by its outcome or opens again', () => {
    const waiting = settle(one({ kind: 'customer' }), { ...settling, act: 'hand-over', waits: true })
    expect(waiting).toMatchObject({ state: 'waiting', settled: { to: 'mem_2' }, outcome: null })
    expect(passedOn(waiting, 'obl_2', 50)).toBeNull()
    expect(conclude(waiting, 'done')).toMatchObject({ state: 'settled', outcome: 'done' })
    for (const outcome of ['refused', 'taker-full', 'no-record'] as const)
      expect(conclude(waiting, outcome)).toMatchObject({ state: 'open', settled: null, outcome })
  })
})

it('[OB6] four checks are missed by what is open, and the guide expects 1.7 sign-ins for each', () => {
  const counts = countOpen([
    one({ kind: 'reminder' }),
    one({ kind: 'scheduled-message' }),
    one({ kind: 'api-grant', state: 'settled' }),
    one({ kind: 'third-party-grant' }),
    one({ kind: 'customer', state: 'waiting' }),
  ])
  expect(counts).toEqual({ reminder: 1, 'scheduled-message': 1, 'third-party-grant': 1, customer: 1 })
  expect(missedChecks(counts)).toEqual(['messages', 'third-party'])
  expect([0, 1, 2, 3].map(guideSignIns)).toEqual([0, 1.7, 3.4, 5.1])
})
