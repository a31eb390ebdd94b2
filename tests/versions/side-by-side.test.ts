import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isOrder } from '#tests/faults/cluster-scene.ts'
import { openCompany, readSignOut, signOut } from '#tests/faults/scene.ts'
import { createTestDatabase } from '#tests/support/postgres.ts'
import { owner, startServer, type TestServer } from '#tests/support/server.ts'
import { signInDevice, type TestOrder } from '#tests/support/test-device.ts'

/** A node of an earlier commit (SIGNOFF_OLD) beside one of this tree, on one Postgres that the new one has migrated. */
const commit = process.env['SIGNOFF_OLD'] ?? 'HEAD~1'
const root = join(import.meta.dirname, '../..')
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, stdio: 'pipe' })
let tree: string
let database: { url: string; drop(): Promise<void> }
let older: TestServer
let newer: TestServer
beforeAll(async () => {
  tree = join(await mkdtemp(join(tmpdir(), 'signoff-old-')), 'tree')
  git('worktree', 'add', '--detach', tree, commit)
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'))
  database = await createTestDatabase()
  older = await startServer({ databaseUrl: database.url, tree })
  newer = await startServer({ databaseUrl: database.url })
}, 120_000)
afterAll(async () => {
  await newer?.dispose()
  await older?.dispose()
  await database?.drop()
  git('worktree', 'remove', '--force', tree)
  await rm(join(tree, '..'), { recursive: true, force: true })
})

it('[ND10] an order asked on either reaches the device on the other, and both see it confirmed', async () => {
  await openCompany(older.url)
  for (const [asked, there] of [
    [older, newer],
    [newer, older],
  ] as const) {
    const device = await signInDevice(there.url, owner, { name: `on ${there.port}` })
    const socket = device.connect()
    await socket.connected()
    const by = await signInDevice(asked.url, owner, { name: `by ${asked.port}` })
    expect((await signOut(by, { sessions: [device.sessionId] })).status).toBe(202)
    expect((await device.http.get('/api/v1/me', { token: device.token })).body.code).toBe('session_ended')
    const order = (await socket.entry(isOrder)).data as TestOrder
    expect(await socket.send('confirm', { jws: await device.confirmation(order) })).toMatchObject({
      state: 'confirmed',
    })
    expect((await readSignOut(by, order.signOutId)).state).toBe('confirmed')
  }
  for (const { url } of [older, newer]) expect((await fetch(`${url}/readyz`)).status).toBe(200)
})
