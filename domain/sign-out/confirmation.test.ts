import { expect, it } from 'vitest'
import { effectiveResult } from './confirmation.ts'
import type { SignOut } from './sign-out.ts'

const at = (attempt: number, keepRecords: boolean): SignOut => ({
  id: 'out_1',
  batchId: 'bat_1',
  memberId: 'mem_1',
  deviceId: 'dev_1',
  sessionId: 'ses_1',
  by: { kind: 'system', id: null, name: null },
  reason: null,
  options: { keepRecords, clearCache: false, unbind: false, exit: null, cleanup: null },
  attempt,
  accessEndedAt: 0,
  lastAcceptedAt: 0,
  original: null,
  receivedAt: null,
  cleaningAt: null,
  remindedAt: null,
  progress: null,
  report: null,
  state: 'cleaning',
})

it('[SO30] done counts as done for the present attempt, or where none is named', () => {
  expect(effectiveResult(at(2, false), { result: 'done' })).toBe('done')
  expect(effectiveResult(at(2, false), { result: 'done', attempt: 2 })).toBe('done')
  expect(effectiveResult(at(2, true), { result: 'done', kept: true })).toBe('done')
})

it('[SO31] done of an earlier attempt, or with records kept against the options, is only partial', () => {
  expect(effectiveResult(at(2, false), { result: 'done', attempt: 1 })).toBe('partial')
  expect(effectiveResult(at(1, false), { result: 'done', kept: true })).toBe('partial')
})

it('[SO31] what is not done is never made better', () => {
  for (const result of ['partial', 'failed'] as const)
    expect(effectiveResult(at(1, true), { result, kept: true, attempt: 1 })).toBe(result)
})
