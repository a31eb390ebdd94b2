import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openGuard, readManifest } from './guard.ts'
import { classesOfLevel, classesOfOrder } from './levels.ts'
import { ManifestError, parseManifest } from './manifest.ts'

let root: string
let home: string
let state: { path: string }
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-manifest-'))
  home = join(root, 'home')
  state = { path: join(root, 'state') }
  for (const path of [home, state.path, join(root, 'outside')]) await mkdir(path)
})
afterEach(() => rm(root, { recursive: true }))

const withPaths = (...paths: string[]) => ({
  app: 'App',
  platforms: { linux: { processes: ['app'], paths: paths.map((path) => ({ class: 'config', path })) } },
})
const open = (...paths: string[]) => openGuard(parseManifest(JSON.stringify(withPaths(...paths))), 'linux', home, state)

const REFUSED: readonly (readonly [what: string, text: string])[] = [
  ['not JSON', '{'],
  ['no app', JSON.stringify({ platforms: {} })],
  ['a mistyped member', JSON.stringify({ app: 'App', platforms: {}, path: [] })],
  ['an unknown platform', JSON.stringify({ app: 'App', platforms: { beos: {} } })],
  [
    'an unknown class',
    JSON.stringify({ app: 'App', platforms: { linux: { paths: [{ class: 'all', path: '~/a' }] } } }),
  ],
  ...['~', '~/', '~//', '/etc', 'a', '~root/x', '~/../x', '~/a/../../x', '~/a/./b', '~\\x', '~/a\\b', '~/a\0b'].map(
    (path) => [`the path ${JSON.stringify(path)}`, JSON.stringify(withPaths(path))] as const,
  ),
]

test.each(REFUSED)('[AG1] a manifest with %s is refused', (_what, text) => {
  expect(() => parseManifest(text)).toThrow(ManifestError)
})

test('[AG1] a path through a link that leaves the home folder, or to it, is refused; one through a link inside is not', async () => {
  await mkdir(join(home, 'data'))
  await symlink(join(root, 'outside'), join(home, 'out'))
  await symlink(home, join(home, 'self'))
  await symlink(join(home, 'data'), join(home, 'in'))
  for (const path of ['~/out', '~/out/deep/er', '~/self', '~/in/../../x', '~/self/../..'])
    await expect((async () => open(path))(), path).rejects.toThrow(ManifestError)
  await expect(open('~/in/app', '~/not/there/yet')).resolves.toMatchObject({ app: 'App', home })
})

test('[AG1] a manifest that would remove the agent’s own state is refused', async () => {
  const inside = { path: join(home, '.local', 'state', 'signoff') }
  await mkdir(inside.path, { recursive: true })
  for (const path of ['~/.local', '~/.local/state/signoff', '~/.local/state/signoff/sessions'])
    await expect(openGuard(parseManifest(JSON.stringify(withPaths(path))), 'linux', home, inside)).rejects.toThrow(
      'state',
    )
})

test('[3.4, 3.5] WeCom’s manifest names the guide’s process and container', async () => {
  const { platforms } = await readManifest('wecom')
  expect(platforms.macos?.processes).toContain('WXWork')
  expect(platforms.macos?.paths.map(({ path }) => path)).toContain('~/Library/Containers/com.tencent.WeWorkMac')
  expect(platforms.windows?.processes[0]).toBe('WXWork.exe')
})

test('[AG2] levels take their classes, and none of them records', () => {
  expect(classesOfLevel('basic')).toEqual(['config'])
  expect(classesOfLevel('deep')).toEqual(['config', 'cache', 'plugins'])
  expect(classesOfLevel('full')).toEqual(['config', 'cache', 'plugins', 'logs'])
})

test.each([
  [{}, 'config records'],
  [{ keepRecords: true }, 'config'],
  [{ clearCache: true }, 'cache config records'],
  [{ cleanup: 'deep' as const }, 'cache config plugins records'],
  [{ cleanup: 'full' as const, keepRecords: true }, 'cache config logs plugins'],
])('[AG2] an order with %j takes %s', (options, classes) => {
  const standard = { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null }
  expect([...classesOfOrder({ ...standard, ...options })].toSorted().join(' ')).toBe(classes)
})
