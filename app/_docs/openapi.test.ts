import { expect, test } from 'vitest'
import { boundsOf, callsByTag, commonCodes, nameOf, refusalsOf, type OpenApi, type Operation } from './openapi.ts'

const call = (summary: string, codes: string): Operation => ({
  operationId: summary,
  tags: ['Devices'],
  summary,
  security: [],
  responses: {
    200: { description: 'Done' },
    409: { description: codes },
    500: { description: '`internal`: Our fault.' },
  },
})
const document: OpenApi = {
  info: { title: 'T', version: '1', description: '' },
  servers: [{ url: 'http://localhost' }],
  tags: [{ name: 'Devices' }, { name: 'Empty' }],
  paths: {
    '/a': { get: call('read', '`too_early`: Wait.\n\n`wrong_state`: No.'), post: call('write', '`wrong_state`: No.') },
  },
  components: { schemas: {} },
}

test('calls stand by their tag, in the order of the document', () => {
  expect(callsByTag(document).map(({ tag, calls }) => [tag, calls.map(({ method }) => method)])).toEqual([
    ['Devices', ['GET', 'POST']],
    ['Empty', []],
  ])
})

test('each code of a refusal is one line', () => {
  expect(refusalsOf(call('read', '`too_early`: Wait.\n\n`wrong_state`: No.'))).toEqual([
    { status: '409', code: 'too_early', detail: 'Wait.' },
    { status: '409', code: 'wrong_state', detail: 'No.' },
    { status: '500', code: 'internal', detail: 'Our fault.' },
  ])
})

test('what every call may answer is common', () => {
  expect([...commonCodes(document)].toSorted()).toEqual(['internal', 'wrong_state'])
})

test('names and bounds', () => {
  expect(nameOf({ $ref: '#/components/schemas/Device' })).toBe('Device')
  expect(nameOf({ type: 'string' })).toBeNull()
  expect(boundsOf({ minimum: 1, maximum: 5 })).toBe('1–5')
  expect(boundsOf({ minLength: 0, maxLength: 9, default: 'x' })).toBe('≤ 9 = "x"')
  expect(boundsOf({})).toBe('')
})
