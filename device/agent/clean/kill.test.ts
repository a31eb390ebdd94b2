import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { memoryVault, pause, type CleanContext, type CleanResult } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { folderOf, writeProfile, type Layout } from '#tests/support/desktop-program/profile.ts'
import { PROGRAM_MANIFEST } from '#tests/support/agent-process.ts'
import { fileVault } from '../file-vault.ts'
import { listFiles } from '../files/guarded-files.ts'
import { openGuard, ownPlaces, readManifest } from '../manifest/guard.ts'
import { CLASSES } from '../manifest/manifest.ts'
import { openBackupKey, prepareBackupKey } from '../records/backup-key.ts'
import { agentDataKey } from '../records/agent-data-key.ts'
import { recordEntry } from '../records/own-records.ts'
import { keptArchiveKey } from '../records/own-secret.ts'
import { intoFolder, restoreRecords } from '../records/restore-records.ts'
import { openStateFolder } from '../state-folder.ts'
import { cutPowerAt } from '../test/power-switch.ts'
import { startProfile } from '../profile.ts'
import { agentCleaner } from './agent-cleaner.ts'

const SHARE = Buffer.alloc(32, 7).toString('base64url')
const HALF = Buffer.alloc(32, 9).toString('base64url')
let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-kill-'))
  for (const layout of ['linux', 'macos'] as const) await prepare(join(root, layout), layout)
})
afterAll(() => rm(root, { recursive: true }))

/** A computer on which somebody is signed in: the agent's state, and a home folder with the program's profile. */
async function prepare(path: string, layout: Layout): Promise<void> {
  const { folder, key } = await computer(path, layout)
  await writeProfile(join(path, 'home'), layout, 2)
  await key.renew({ salt: HALF, days: 14 })
  await prepareBackupKey(folder, HALF)
  await startProfile(folder, 'ses_1', { member: 'Li Na' })
  for (const seq of [1, 2]) await recordEntry(folder, key, 'ses_1', { seq, at: '', type: 'session.started', data: {} })
}

async function computer(path: string, layout: Layout) {
  await mkdir(join(path, 'home'), { recursive: true })
  const folder = await openStateFolder(join(path, 'state'))
  const guard = await openGuard(await readManifest(PROGRAM_MANIFEST), layout, join(path, 'home'), folder)
  return {
    folder,
    guard: { ...guard, processes: [] },
    key: agentDataKey(folder),
  }
}

/** Its figures outlive a kill, as the vault's do. */
function contextOf(disk: { figures?: Readonly<Record<string, number>> }): CleanContext {
  return {
    signal: new AbortController().signal,
    report: () => {},
    recall: async () => disk.figures,
    remember: async (next) => {
      await readFile('/dev/null') // a turn, as a real write takes
      disk.figures = next
    },
  }
}

const order = (options: Partial<Order['options']>): Order => ({
  signOutId: 'out_1',
  deviceId: 'dev_1',
  sessionId: 'ses_1',
  by: { kind: 'member' },
  options: { keepRecords: false, clearCache: false, unbind: false, exit: null, cleanup: null, ...options },
  reason: null,
  accessEndedAt: '',
  nonce: 'n',
  attempt: 1,
  ...(options.keepRecords ? { share: SHARE } : {}),
})

/** One life: cleans, and when that is done lets go of what had to stay for the confirmation. */
type Disk = { figures?: Readonly<Record<string, number>> }
async function life(path: string, layout: Layout, ordered: Order, disk: Disk): Promise<CleanResult> {
  const { folder, guard, key } = await computer(path, layout)
  const session = { sessionId: 'ses_1', deviceId: 'dev_1', memberId: 'mem_1', token: 't' }
  const ender = { table: async () => [], pause, graceMs: 1 }
  const cleaner = agentCleaner({ folder, guard, key, ender, vault: memoryVault({ session }) })
  const outcome = await cleaner.clean(ordered, contextOf(disk))
  if ('notNow' in outcome) throw new Error('an agent never puts an order off')
  if (outcome.result === 'done') await cleaner.finish(ordered, true)
  return outcome
}

/** `every`: not each place is tried, but in `npm run test:long`. */
const CASES = [
  ['a standard full exit', 'linux', 3, { exit: 'full' }],
  ['keepRecords', 'linux', 3, { exit: 'full', keepRecords: true }],
  ['a quick exit with unbind', 'linux', 6, { exit: 'quick', unbind: true, clearCache: true }],
  ['a Mac’s full level', 'macos', 7, { cleanup: 'full' }],
] as const

test.each(CASES)(
  '[AG7] %s: whatever change to the disk the power goes before, the next life says what one life would have',
  async (_name, layout, every, options) => {
    const ordered = order(options)
    const one = join(root, 'one')
    await cp(join(root, layout), one, { recursive: true })
    const expected = await life(one, layout, ordered, {})
    expect(expected.result).toBe('done')
    await rm(one, { recursive: true })
    const stride = process.env['SIGNOFF_TEST_LONG'] === '1' ? 1 : every
    let cut = true
    for (let n = 1; cut; n += stride) {
      const path = join(root, 'tried')
      await cp(join(root, layout), path, { recursive: true })
      const disk: Disk = {}
      const power = cutPowerAt(n)
      const first = await Promise.race([life(path, layout, ordered, disk), power.dead])
      await power.restore()
      cut = first === undefined
      const last = first ?? (await life(path, layout, ordered, disk))
      const { steps, bytesFreed } = last
      expect(last, `power cut ${n}`).toEqual({ ...expected, steps, bytesFreed })
      expect(Math.abs(bytesFreed - expected.bytesFreed), `power cut ${n}`).toBeLessThan(64)
      await look(path, layout, options)
      await rm(path, { recursive: true })
    }
  },
  120_000,
)

/** Nothing of the classes that go is readable, and the records are where they should be, whole. */
async function look(path: string, layout: Layout, options: Partial<Order['options']>): Promise<void> {
  const { folder, guard } = await computer(path, layout)
  const places = [...guard.places, ...(await ownPlaces(folder, 'ses_1'))]
  const left = new Set((await listFiles(places, new Set(CLASSES))).map(({ class: name }) => name))
  expect([...left].filter((name) => name === 'config' || name === 'records')).toEqual([])
  const to = join(path, 'restored')
  const where = { own: intoFolder(join(to, 'Signoff')), home: to }
  await mkdir(to)
  if (options.keepRecords) await restoreRecords(where, folder.keptFile('out_1'), await keptArchiveKey(folder, SHARE))
  else if (options.exit === 'full') {
    const key = await openBackupKey(folder, 'out_1', HALF)
    await restoreRecords(where, folder.backupFile('out_1'), key ?? Buffer.alloc(32))
  } else return expect(await readdir(path).then((names) => names.includes('kept'))).toBe(false)
  const before = folderOf(join(root, layout, 'home'), layout, 'records')
  const after = folderOf(to, layout, 'records')
  for (const name of ['notes.jsonl', 'chats/chat-1.jsonl'])
    expect(await readFile(join(after, name), 'utf8')).toBe(await readFile(join(before, name), 'utf8'))
  expect((await readFile(join(to, 'Signoff', 'activity.jsonl'), 'utf8')).split('\n')).toHaveLength(3)
  expect(await stat(join(folder.path, 'data-key.json')).catch(() => null), 'the data key went').toBeNull()
  expect(await fileVault(folder.vaultFile).get('session')).toBeUndefined()
}
