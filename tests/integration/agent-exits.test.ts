import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { DeviceClient } from '#device/client/index.ts'
import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { DeviceList, DeviceView } from '#protocol/device.ts'
import type { SignOutAccepted } from '#protocol/sign-out.ts'
import { installation, type Installation, type RunningAgent } from '#tests/support/agent-process.ts'
import { owner, startServer, type TestServer } from '#tests/support/server.ts'
import { newDevice, readSignOut, signedIn } from './device-bench.ts'
import { linuxProcesses } from '#device/agent/processes/linux-processes.ts'

let server: TestServer
let main: DeviceClient
let folder: string
let pc: Installation

beforeAll(async () => {
  server = await startServer()
  main = await signedIn(server.url, await newDevice('main'))
})
afterAll(async () => {
  await main?.stop()
  await server?.dispose()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-exit-'))
  pc = await installation(join(folder, 'pc'))
})
afterEach(async () => {
  for (const { pid } of await programs(folder)) process.kill(pid, 'SIGKILL')
  await rm(folder, { recursive: true, maxRetries: 3 })
})

/** What runs of the program whose home folder is below this one. */
async function programs(below: string) {
  return (await linuxProcesses()).filter(({ home, name }) => home?.startsWith(below) && name.startsWith('desk-'))
}
async function signIn(at: Installation, name: string): Promise<void> {
  expect(await at.command('sign-in', server.url, '--email', owner.email, '--name', name)).toMatchObject({ exit: 0 })
}
async function running(at: Installation, ...program: string[]): Promise<RunningAgent> {
  const agent = at.start('run', ...program)
  await agent.said('Connected.')
  return agent
}
async function deviceNamed(name: string): Promise<DeviceView | undefined> {
  const { devices } = await main.http.call<DeviceList>('GET', '/api/v1/devices')
  return devices.find((device) => device.name === name && device.session?.state === 'active')
}
/** Waits until this device's status passes. */
async function statusOf(name: string, fits: (status: NonNullable<DeviceView['status']>) => boolean) {
  await expect.poll(async () => fits((await deviceNamed(name))?.status ?? NONE), { timeout: 15_000 }).toBe(true)
  return (await deviceNamed(name))?.status ?? NONE
}
const NONE = { transfers: -1, processes: -1, leftovers: -1, cacheBytes: -1, recordsBytes: -1 }

async function signOut(name: string, options: object): Promise<string> {
  const body = { sessions: [(await deviceNamed(name))?.session?.id], confirm: true, ...options }
  const { signOuts } = await main.http.call<SignOutAccepted>('POST', '/api/v1/sign-outs', body)
  return signOuts[0]?.id ?? ''
}
async function reportOf(id: string): Promise<Partial<ConfirmationClaims>> {
  return (await readSignOut(main, id)).report ?? {}
}

test('[2.3, 2.4, 2.5] a full exit backs up, stops the transfer and ends every process, also a helper that left the tree', async () => {
  await signIn(pc, 'full')
  await pc.program('--transfers', '1', '--workers', '2', '--helper')
  const agent = await running(pc)
  const status = await statusOf('full', ({ processes }) => processes === 5)
  expect(status).toMatchObject({ transfers: 1, leftovers: 0 })
  expect(status.recordsBytes).toBeGreaterThan(70_000)
  const id = await signOut('full', { exit: 'full' })
  expect(await agent.ended).toMatchObject({ exit: 0, json: { state: 'confirmed', signOutId: id } })
  const report = await reportOf(id)
  expect(report).toMatchObject({
    result: 'done',
    exit: 'full',
    processesEnded: 5,
    leftovers: { processes: 0, files: 0, memoryBytes: 0 },
    memory: { afterBytes: 0 },
    backup: { done: true },
    classes: { config: { files: 6 }, records: { files: 4 } },
  })
  expect(report.memory?.beforeBytes).toBeGreaterThan(5 * 30_000_000)
  expect(await programs(folder)).toEqual([])
})
