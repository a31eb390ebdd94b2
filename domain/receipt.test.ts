import { expect, it } from 'vitest'
import { CONFIRMED_EVENT, receiptClaims, SESSION_REVOKED, WAIVED_EVENT, type ReceiptFacts } from './receipt.ts'

const AT = 1_767_323_045_678
const facts: ReceiptFacts = {
  issuer: 'https://signoff.example',
  signOutId: 'out_1',
  memberId: 'mem_1',
  deviceId: 'dev_1',
  sessionId: 'ses_1',
  by: { kind: 'member', id: 'mem_1', name: '王芳' },
  reason: null,
  accessEndedAt: AT,
  lastAcceptedAt: AT - 5,
  closing: { kind: 'confirmed', at: AT + 4000, reportSha256: 'r', logSeq: 9, logHash: 'h' },
}

it('[SO50] a receipt is a Security Event Token (RFC 8417) of CAEP’s event and our own', () => {
  expect(receiptClaims(facts)).toEqual({
    iss: 'https://signoff.example',
    iat: 1_767_323_049,
    jti: 'out_1',
    sub_id: { format: 'opaque', id: 'mem_1' },
    events: {
      [SESSION_REVOKED]: { event_timestamp: 1_767_323_045, initiating_entity: 'user' },
      [CONFIRMED_EVENT]: {
        deviceId: 'dev_1',
        sessionId: 'ses_1',
        accessEndedAt: '2026-01-02T03:04:05.678Z',
        lastAcceptedAt: '2026-01-02T03:04:05.673Z',
        confirmedAt: '2026-01-02T03:04:09.678Z',
        lagMs: 4000,
        reportSha256: 'r',
        signature: 'verified',
        logSeq: 9,
        logHash: 'h',
      },
    },
  })
})

it('[SO51] a waived one says so, and claims no proof', () => {
  const by = { kind: 'admin', id: 'mem_2', name: 'Lin' } as const
  const { events } = receiptClaims({
    ...facts,
    by,
    reason: '遗失',
    closing: { kind: 'waived', at: AT + 1, by, reason: 'lost at sea' },
  })
  expect(events).toEqual({
    [SESSION_REVOKED]: {
      event_timestamp: 1_767_323_045,
      initiating_entity: 'admin',
      reason_user: { und: '遗失' },
      reason_admin: { und: '遗失' },
    },
    [WAIVED_EVENT]: { waivedAt: '2026-01-02T03:04:05.679Z', by: { kind: 'admin', id: 'mem_2' }, reason: 'lost at sea' },
  })
})

it('[SO52] it is a pure function: the same facts give the same claims, without sub and exp', () => {
  expect(receiptClaims(facts)).toEqual(receiptClaims(structuredClone(facts)))
  expect(Object.keys(receiptClaims(facts)).toSorted()).toEqual(['events', 'iat', 'iss', 'jti', 'sub_id'])
})
