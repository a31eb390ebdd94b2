import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CleanContext } from '#device/client/index.ts'
import type { Order } from '#protocol/entry.ts'
import { PROGRAM_MANIFEST } from '#tests/support/agent-process.ts'
import { writeProfile } from '#tests/support/desktop-program/profile.ts'
import { pause } from '#device/client/index.ts'
import { agentCleaner } from './clean/agent-cleaner.ts'
import { fileKeys } from './file-keys.ts'
import { fileVault } from './file-vault.ts'
import { Locked, takeLock } from './lock.ts'
import { cleanCommand } from './clean-command.ts'
import { totalOf } from './clean/figures.ts'
import { measureFiles } from './files/guarded-files.ts'
import { openGuard, ownPlaces, readManifest } from './manifest/guard.ts'
import { CLASSES } from './manifest/manifest.ts'
import { processTable } from './processes/process-table.ts'
import { startProfile } from './profile.ts'
import { prepareBackupKey } from './records/backup-key.ts'
import { agentDataKey } from './records/agent-data-key.ts'
import { keptArchiveKey } from './records/own-secret.ts'
import { intoSession, restoreRecords } from './records/restore-records.ts'
import { openStateFolder, type StateFolder } from './state-folder.ts'
import { wordsFor } from './words/words.ts'

let root: string
let folder: StateFolder
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-agent-'))
  folder = await openStateFolder(join(root, 'state'))
})
afterEach(() => rm(root, { recursive: true }))

const cleaner = () =>
  agentCleaner({
    folder,
    vault: fileVault(folder.vaultFile),
    key: agentDataKey(folder),
    guard: null,
    ender: { table: processTable(), pause, graceMs: 1_000 },
  })
const ownFiles = async (sessionId: string) =>
  totalOf(await measureFiles(await ownPlaces(folder, sessionId), new Set(CLASSES)))
const restore = async (sessionId: string, share: string) =>
  restoreRecords(
    { own: intoSession(folder, sessionId, agentDataKey(folder)), home: null },
    folder.keptFile('out_1'),
    await keptArchiveKey(folder, share),
  )

const HALF = Buffer.alloc(32, 9).toString('base64url')

const order = (options: Partial<Order['options']> = {}, attempt = 1): Order => ({
  signOutId: 'out_1',
  deviceId: 'dev_1',
  sessionId: 'ses_1',
  by: { kind: 'admin' },
  options: { keepRecords: false, clearCache: false, unbind: false, exit: 'full', cleanup: null, ...options },
  reason: null,
  accessEndedAt: new Date(0).toISOString(),
  nonce: 'n',
  attempt,
})

function context(): CleanContext {
  let figures: Readonly<Record<string, number>> | undefined
  return {
    signal: new AbortController().signal,
    report: () => {},
    recall: async () => figures,
    remember: async (next) => void (figures = next),
  }
}

test('the state folder is 0700 and the key file 0600', async () => {
  await fileKeys(folder.keyFile)
  await fileVault(folder.vaultFile).update('installId', () => 'i')
  expect((await stat(folder.path)).mode & 0o777).toBe(0o700)
  expect((await stat(folder.keyFile)).mode & 0o777).toBe(0o600)
  expect((await stat(folder.vaultFile)).mode & 0o777).toBe(0o600)
})

test('the key is the same after a restart, and signs what its public half verifies', async () => {
  const first = await fileKeys(folder.keyFile)
  const again = await fileKeys(folder.keyFile)
  expect(await again.publicKey()).toEqual(await first.publicKey())
  const bytes = new TextEncoder().encode('hello')
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey('jwk', await first.publicKey(), algorithm, true, ['verify'])
  const signature = new Uint8Array(await again.sign(bytes))
  expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, bytes)).toBe(true)
})

test('updates of the vault that come together lose nothing', async () => {
  const vault = fileVault(folder.vaultFile)
  const one = (seq: number) =>
    vault.update('cursor', (present) => ({ sessionId: 'ses_1', seq: (present?.seq ?? 0) + seq }))
  await Promise.all(Array.from({ length: 20 }, () => one(1)))
  expect(await fileVault(folder.vaultFile).get('cursor')).toEqual({ sessionId: 'ses_1', seq: 20 })
})

test('a sign-out removes the profile of its session alone, and says how many files and bytes', async () => {
  await startProfile(folder, 'ses_1', { member: 'Li Na' })
  await startProfile(folder, 'ses_2', { member: 'Wang Lei' })
  await writeFile(join(folder.sessionFolder('ses_1'), 'records', 'a.jsonl'), 'x'.repeat(1_000))
  const before = await ownFiles('ses_1')
  const result = await cleaner().clean(order(), context())
  expect(before.files).toBe(2)
  expect(result).toMatchObject({ result: 'done', filesRemoved: before.files, bytesFreed: before.bytes, exit: 'full' })
  expect(await ownFiles('ses_1')).toEqual({ files: 0, bytes: 0 })
  expect((await ownFiles('ses_2')).files).toBe(1)
})

test('figures hold when the clean-up runs again after a kill', async () => {
  await startProfile(folder, 'ses_1', { member: 'Li Na' })
  const same = context()
  const first = await cleaner().clean(order(), same)
  expect(await cleaner().clean(order(), same)).toEqual(first)
})

test('the cache stays in a standard sign-out, and goes with clearCache', async () => {
  await mkdir(folder.cacheFolder('ses_1'), { recursive: true })
  await writeFile(join(folder.cacheFolder('ses_1'), 'devices.json'), '{}')
  await cleaner().clean(order(), context())
  expect((await ownFiles('ses_1')).files).toBe(1)
  await cleaner().clean(order({ clearCache: true }, 2), context())
  expect((await ownFiles('ses_1')).files).toBe(0)
})

test('a link inside the profile is removed, and what it points at is not', async () => {
  await startProfile(folder, 'ses_1', {})
  const outside = join(root, 'outside.txt')
  await writeFile(outside, 'mine')
  await symlink(outside, join(folder.sessionFolder('ses_1'), 'records', 'link'))
  await cleaner().clean(order(), context())
  expect(await readFile(outside, 'utf8')).toBe('mine')
})

test('the key goes with unbind, after the confirmation, and only with the session that it was for', async () => {
  await fileKeys(folder.keyFile)
  await cleaner().clean(order({ unbind: true }), context())
  await cleaner().finish(order({ unbind: true }), false)
  await expect(stat(folder.keyFile)).resolves.toBeTruthy()
  await cleaner().finish(order({ unbind: true }), true)
  await expect(stat(folder.keyFile)).rejects.toThrow('ENOENT')
})

test('[1.10] with unbind nothing stays that could open anything: own secret, backups, data key, name', async () => {
  await prepareBackupKey(folder, HALF)
  await startProfile(folder, 'ses_1', {})
  await writeFile(join(folder.sessionFolder('ses_1'), 'records', 'chat.txt'), 'see you at nine')
  expect(await cleaner().clean(order(), context())).toMatchObject({ result: 'done', backup: { done: true, bytes: 15 } })
  expect(await readdir(folder.backupFolder)).toHaveLength(2)
  const unbind = order({ unbind: true }, 2)
  expect(await cleaner().clean(unbind, context())).toMatchObject({ backup: { done: false, bytes: 0 } })
  await cleaner().finish(unbind, true)
  expect(await readdir(folder.path, { recursive: true })).toEqual(['sessions', 'vault.json'])
})

test('the last three backups stay, and older ones make room', async () => {
  await prepareBackupKey(folder, HALF)
  for (const signOutId of ['out_1', 'out_2', 'out_3', 'out_4', 'out_5']) {
    await startProfile(folder, 'ses_1', {})
    await writeFile(join(folder.sessionFolder('ses_1'), 'records', 'chat.txt'), 'x')
    const one = { ...order(), signOutId }
    await cleaner().clean(one, context())
    await cleaner().finish(one, true)
  }
  const files = ['out_3.half', 'out_3.sealed', 'out_4.half', 'out_4.sealed', 'out_5.half', 'out_5.sealed']
  expect((await readdir(folder.backupFolder)).toSorted()).toEqual(files)
})

test('[AG2] clean: lists first and removes nothing, then takes its level’s classes, and never records', async () => {
  const home = join(root, 'home')
  await writeProfile(home, 'linux', 2)
  const guard = await openGuard(await readManifest(PROGRAM_MANIFEST), 'linux', home, folder)
  const said: string[] = []
  const output = {
    ...wordsFor('zh_CN.UTF-8'),
    say: (text: string) => void said.push(text),
    finish: () => {},
  }
  const ports = {
    folder,
    vault: fileVault(folder.vaultFile),
    guard,
    ender: { table: processTable(), pause, graceMs: 1 },
  }
  const clean = (level: 'basic' | 'deep' | 'full', list: boolean) => cleanCommand(ports, output, { level, list })
  const all = async () => totalOf(await measureFiles(guard.places, new Set(CLASSES))).files
  const listed = await clean('full', true)
  expect(listed.json).toMatchObject({ files: 8, classes: { config: { files: 2 }, logs: { files: 2 } } })
  expect(said.join('\n')).toContain('仅列出')
  expect(await all()).toBe(10)
  expect((await clean('basic', false)).json).toMatchObject({ files: 2, classes: { config: { files: 2 } } })
  expect((await clean('deep', false)).json).toMatchObject({ files: 4, left: { files: 0 }, stuck: [] })
  expect((await clean('full', false)).json).toMatchObject({ files: 2, classes: { logs: { files: 2 } } })
  expect(await all(), 'records').toBe(2)
})

test('[1.5, 1.6] kept records are not readable on the disk, and the share opens them again', async () => {
  const share = Buffer.alloc(32, 7).toString('base64url')
  await startProfile(folder, 'ses_1', {})
  await writeFile(join(folder.sessionFolder('ses_1'), 'records', 'chat.txt'), 'see you at nine')
  const keep = { ...order({ keepRecords: true }), share }
  const same = context()
  expect(await cleaner().clean(keep, same)).toMatchObject({
    result: 'done',
    kept: true,
  })
  expect(await cleaner().clean(keep, same), 'again after a kill').toMatchObject({
    result: 'done',
    kept: true,
  })
  const sealed = Buffer.from(await readFile(folder.keptFile('out_1'))).toString('latin1')
  expect(sealed).not.toContain('nine')
  const other = Buffer.alloc(32, 8).toString('base64url')
  await expect(restore('ses_2', other)).rejects.toThrow('authenticate')
  expect(await restore('ses_2', share)).toBe(1)
  expect(await readFile(join(folder.sessionFolder('ses_2'), 'records', 'chat.txt'), 'utf8')).toBe('see you at nine')
})

test('a stricter order takes kept records away', async () => {
  await startProfile(folder, 'ses_1', {})
  await cleaner().clean({ ...order({ keepRecords: true }), share: 'c2hhcmU' }, context())
  expect(await cleaner().clean(order({}, 2), context())).not.toHaveProperty('kept')
  await expect(stat(folder.keptFile('out_1'))).rejects.toThrow('ENOENT')
})

test('a session id never leads out of the state folder', () => {
  expect(folder.sessionFolder('../../etc')).toBe(join(folder.path, 'sessions', '______etc'))
})

test('one agent at a time; the lock of a killed one is taken over', async () => {
  const release = await takeLock(folder.lockFile)
  await expect(takeLock(folder.lockFile)).rejects.toThrow(Locked)
  await release()
  await writeFile(folder.lockFile, '999999999')
  await (
    await takeLock(folder.lockFile)
  )()
})
