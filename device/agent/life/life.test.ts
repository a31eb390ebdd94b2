import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { memoryVault, pause, Unreachable, type DataKey } from '#device/client/index.ts'
import type { Place } from '../files/guarded-files.ts'
import type { Guard } from '../manifest/guard.ts'
import { processTable } from '../processes/process-table.ts'
import { agentDataKey } from '../records/agent-data-key.ts'
import { openRecord, ownRecordsFolder, recordEntry } from '../records/own-records.ts'
import { openStateFolder, type StateFolder } from '../state-folder.ts'
import { checkIntegrity, checkRecord } from './integrity.ts'
import { medianOf, openLife } from './life.ts'
import { keepOrWipe } from './self-wipe.ts'

const DAY = 24 * 60 * 60_000
const HALF = Buffer.alloc(32, 9).toString('base64url')
let root: string
let folder: StateFolder
let clock: number
let key: DataKey
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'signoff-life-'))
  folder = await openStateFolder(join(root, 'state'))
  clock = Date.parse('2026-03-01T08:00:00Z')
  key = agentDataKey(folder, () => clock)
})
afterEach(() => rm(root, { recursive: true }))

const never = () => Promise.reject(new Error('not to be checked'))
const life = () => openLife(folder.lifeFile, () => clock)

test('[AG5] a life without a goodbye was killed: records are checked, and the start is compared with those after a goodbye', async () => {
  for (const ms of [100, 300, 200]) {
    const normal = await life()
    await normal.begin(never)
    await normal.ready(ms)
    await normal.goodbye('full')
  }
  const killed = await life()
  await killed.begin(never)
  await killed.ready(200)
  clock += 60_000
  await killed.seen()
  const next = await life()
  await next.begin(async () => 'damaged')
  expect(next.lastExit(), 'only once it has started').toBeNull()
  await next.ready(230)
  expect(next.lastExit()).toEqual({
    kind: 'killed',
    at: '2026-03-01T08:01:00.000Z',
    integrity: 'damaged',
    startMs: 230,
    startMedianMs: 200,
  })
})

test('[AG5] a goodbye says how; only the first of a life counts', async () => {
  const first = await life()
  await first.begin(never)
  await first.ready(50)
  expect(first.lastExit(), 'there was none before').toBeNull()
  await first.goodbye('logoff')
  await first.goodbye('quick')
  const second = await life()
  await second.begin(never)
  await second.ready(60)
  await second.checked('complete')
  expect(second.lastExit()).toMatchObject({ kind: 'logoff', integrity: 'complete', startMs: 60, startMedianMs: 50 })
})

test('[AG9] what an exit freed is written down once, beside its kind, and stays when the next start checks', async () => {
  const one = await life()
  await one.begin(never)
  await one.freed({ beforeBytes: 9, afterBytes: 9 })
  expect(one.exit(), 'nothing has ended yet').toBeNull()
  await one.goodbye('killed')
  await one.freed({ beforeBytes: 300, afterBytes: 50 })
  await one.freed({ beforeBytes: 1, afterBytes: 1 })
  const next = await life()
  await next.begin(async () => 'complete')
  await next.ready(10)
  expect(next.exit()).toMatchObject({
    kind: 'killed',
    integrity: 'complete',
    memory: { beforeBytes: 300, afterBytes: 50 },
  })
  expect(next.lastExit()).toMatchObject({ memory: { beforeBytes: 300, afterBytes: 50 } })
})

test('medians are nearest ranks', () => {
  expect([medianOf([]), medianOf([5]), medianOf([9, 1]), medianOf([3, 1, 2])]).toEqual([null, 5, 1, 2])
})

test('[2.15] integrity: lines of JSON, SQLite and sealed lines are really looked at; what nobody can judge is unknown', async () => {
  const files = { 'a.jsonl': '{"a":1}\n', 'b.json': '{}' }
  for (const [name, text] of Object.entries(files)) await writeFile(join(root, name), text)
  const database = new DatabaseSync(join(root, 'c.db'))
  database.exec('create table t (x); insert into t values (1)')
  database.close()
  await key.renew({ salt: HALF, days: 1 })
  await recordEntry(folder, key, 'ses_1', { seq: 1, at: '', type: 'session.started', data: {} })
  const sealed = join(ownRecordsFolder(folder, 'ses_1'), 'activity.sealed')
  for (const path of [...['a.jsonl', 'b.json', 'c.db'].map((name) => join(root, name)), sealed])
    expect(await checkRecord(path, key), path).toBe('complete')
  await appendFile(join(root, 'a.jsonl'), '{"half')
  await appendFile(join(root, 'b.json'), '}')
  await writeFile(join(root, 'c.db'), `SQLite format 3\0${'x'.repeat(5_000)}`)
  await appendFile(sealed, 'aGFsZg==')
  for (const path of [...['a.jsonl', 'b.json', 'c.db'].map((name) => join(root, name)), sealed])
    expect(await checkRecord(path, key), path).toBe('damaged')
  await writeFile(join(root, 'd.bin'), 'x')
  expect(await checkRecord(join(root, 'd.bin'), key)).toBe('unknown')
  expect(await checkIntegrity([], key), 'nothing to judge').toBe('unknown')
})

test('[OK2] a computer whose clock is set back while the agent does not run keeps nothing readable, and wins no day', async () => {
  await key.renew({ salt: HALF, days: 14 })
  await recordEntry(folder, key, 'ses_1', { seq: 1, at: '', type: 'session.started', data: {} })
  const activity = join(ownRecordsFolder(folder, 'ses_1'), 'activity.sealed')
  clock += 13 * DAY
  expect(await openRecord(activity, key)).not.toBeNull()
  clock -= 400 * DAY
  const started = agentDataKey(folder, () => clock)
  expect([await started.check(), await openRecord(activity, started)]).toEqual(['closed', null])
  expect(await readFile(folder.dataKeyFile, 'utf8'), 'the key itself has left the disk').toContain('"key":null')
  clock += DAY
  expect(await agentDataKey(folder, () => clock).check(), 'the fourteenth day, whatever it calls itself').toBe('gone')
})

test('[AG6] no contact for longer than the policy’s days: the agent’s own records are unreadable and go, then the program’s', async () => {
  const home = join(root, 'home')
  await mkdir(join(home, 'app'), { recursive: true })
  await writeFile(join(home, 'app', 'chat.jsonl'), '{}\n')
  const places: Place[] = [{ home, class: 'records', path: '~/app' }]
  const guard: Guard = { app: 'App', platform: 'linux', home, processes: [], places, keychain: [] }
  const session = { sessionId: 'ses_1', deviceId: 'dev_1', memberId: 'mem_1', token: 't' }
  await key.renew({ salt: HALF, days: 14 })
  await recordEntry(folder, key, 'ses_1', { seq: 1, at: '', type: 'session.started', data: {} })
  const activity = join(ownRecordsFolder(folder, 'ses_1'), 'activity.sealed')
  clock += 13 * DAY
  expect((await openRecord(activity, key))?.toString()).toContain('session.started')
  const stopping = new AbortController()
  const wiped: string[] = []
  const agent = {
    folder,
    key,
    guard,
    vault: memoryVault({ session }),
    ender: { table: processTable(), pause, graceMs: 1_000 },
    client: { http: { call: () => Promise.reject(new Unreachable('no network')) } },
  }
  const told = (app: string) => {
    wiped.push(app)
    if (wiped.length === 2) stopping.abort()
  }
  // Half a day passes at every pause: on the second, the fourteen days are over.
  const halfADay = async () => {
    clock += DAY / 2
    await new Promise((resolve) => setImmediate(resolve))
  }
  await keepOrWipe(agent, told, stopping.signal, halfADay)
  expect(wiped).toEqual(['Signoff', 'App'])
  expect(await readdir(home)).toEqual([])
  expect(await readdir(join(folder.path, 'sessions', 'ses_1'))).toEqual([])
  expect(await key.key()).toBeNull()
})
