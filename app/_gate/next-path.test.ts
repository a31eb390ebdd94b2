import { expect, test } from 'vitest'
import { nextPath } from './next-path.ts'

test.each([
  ['', '', '/devices'],
  ['?next=/approvals/out_1', '', '/approvals/out_1'],
  ['?next=%2Fl', '#BCDF-GHJK', '/l#BCDF-GHJK'],
  ['?next=/sign-outs/bat_1?x=1', '', '/sign-outs/bat_1?x=1'],
])('%s %s leads to %s', (search, hash, to) => {
  expect(nextPath(search, hash)).toBe(to)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/\t/evil.example',
  'devices',
  '/sign-in',
  '/api/v1/me',
  '',
])('next=%s never leaves our pages', (next) => {
  expect(nextPath(`?next=${encodeURIComponent(next)}`)).toBe('/devices')
})
