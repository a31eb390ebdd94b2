import { expect, it } from 'vitest'
import { z } from 'zod'
import { KEY_PREFIX, keyWorks } from '#domain/integration.ts'
import { DUTY_KINDS } from '#domain/obligation/checks.ts'
import * as key from './key.ts'
import * as obligation from './obligation.ts'
import * as run from './run.ts'

it('every schema of obligations, runs and keys can be written into the OpenAPI document', () => {
  const { closingRecord, ...runs } = run
  const { keyView, ...keys } = key
  const { obligationView, ...obligations } = obligation
  expect(closingRecord.type).toBe('application/jwt')
  for (const [name, schema] of Object.entries<z.ZodType>({ keyView, obligationView, ...keys, ...obligations, ...runs }))
    expect([name, typeof z.toJSONSchema(schema, { io: 'input' })]).toEqual([name, 'object'])
})

it('a key works until it is revoked or over, and a duty is an approval or a grant', () => {
  expect(KEY_PREFIX).toBe('sak_')
  expect(keyWorks({ revokedAt: null, expiresAt: 10 }, 9)).toBe(true)
  expect(keyWorks({ revokedAt: null, expiresAt: 10 }, 10)).toBe(false)
  expect(keyWorks({ revokedAt: 1, expiresAt: 10 }, 5)).toBe(false)
  expect(DUTY_KINDS).toEqual(['approval', 'api-grant'])
})
