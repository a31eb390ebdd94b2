import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { DeviceList, DeviceView } from '#protocol/device.ts'
import type { SignOutAccepted } from '#protocol/sign-out.ts'
import { installation, programCommand, type Installation, type RunningAgent } from '#tests/support/agent-process.ts'
import { owner } from '#tests/support/server.ts'
import { readSignOut, servedDevice } from './device-bench.ts'
import type { Exit, Memory } from '#device/agent/life/life.ts'
import { processTable } from '#device/agent/processes/process-table.ts'

const table = processTable()
const agents: RunningAgent[] = []
const { server, main } = await servedDevice()
let folder: string
let pc: Installation

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-exit-'))
  pc = await installation(join(folder, 'pc'))
})
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.child.kill('SIGKILL') // a test that failed leaves it behind
  for (const { pid } of await programs(folder)) process.kill(pid, 'SIGKILL')
  await rm(folder, { recursive: true, maxRetries: 3 })
})

/** What runs of the program whose home folder is below this one. */
async function programs(below: string) {
  return (await table()).filter(({ home, name }) => home?.startsWith(below) && name.startsWith('desk-'))
}
async function signIn(at: Installation, name: string): Promise<void> {
  expect(await at.command('sign-in', server.url, '--email', owner.email, '--name', name)).toMatchObject({ exit: 0 })
}
async function running(at: Installation, ...program: string[]): Promise<RunningAgent> {
  const agent = at.start('run', ...program)
  agents.push(agent)
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
const NONE: NonNullable<DeviceView['status']> = {
  transfers: -1,
  processes: -1,
  leftovers: -1,
  cacheBytes: -1,
  recordsBytes: -1,
}

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

test('[2.3, 2.7, 2.8] a quick exit ends the program alone, backs nothing up and counts what stays; the next start shows the leftover', async () => {
  await signIn(pc, 'quick')
  await pc.program('--transfers', '1', '--workers', '1', '--helper')
  const agent = await running(pc)
  await statusOf('quick', ({ processes }) => processes === 4)
  const id = await signOut('quick', { exit: 'quick' })
  expect(await agent.ended).toMatchObject({ exit: 0 })
  const report = await reportOf(id)
  expect(report).toMatchObject({ result: 'done', exit: 'quick', backup: { done: false, bytes: 0 } })
  expect(report.leftovers?.processes).toBeGreaterThanOrEqual(2)
  expect(report.leftovers?.memoryBytes).toBeGreaterThan(2 * 20_000_000)
  expect(report.memory?.afterBytes).toBe(report.leftovers?.memoryBytes)
  expect((await programs(folder)).map(({ name }) => name)).toEqual(
    expect.arrayContaining(['desk-transfer', 'desk-helper']),
  )
  await signIn(pc, 'quick again')
  const again = await running(pc)
  await statusOf(
    'quick',
    ({ leftovers, lastExit }) => leftovers === 2 && lastExit?.kind === 'quick' && lastExit.integrity === 'complete',
  )
  again.child.kill('SIGINT')
  await again.ended
})

test('[2.9, 2.15] killed: no goodbye, so the next start checks the records, finds the torn one and says so; [2.18] a log-off is no kill', async () => {
  await signIn(pc, 'killed')
  const agent = await running(pc, ...programCommand())
  await statusOf('killed', ({ processes }) => processes === 1)
  agent.child.kill('SIGTERM')
  await agent.ended
  expect(await exitOf(pc, 'logoff'), '[2.16] nothing outlived it').toMatchObject({ afterBytes: 0 })
  expect(await programs(folder)).toEqual([])
  const second = await running(pc)
  const loggedOff = await statusOf('killed', ({ lastExit }) => lastExit?.integrity === 'complete')
  expect(loggedOff.lastExit).toMatchObject({ kind: 'logoff' })
  const program = await pc.program()
  await program.say('torn')
  program.child.kill('SIGKILL')
  second.child.kill('SIGKILL')
  await second.ended
  expect((await deviceNamed('killed'))?.session?.state, 'nothing pretends that it was signed out').toBe('active')
  const third = await running(pc)
  const { lastExit } = await statusOf('killed', (status) => status.lastExit?.kind === 'killed')
  expect(lastExit).toMatchObject({ kind: 'killed', integrity: 'damaged' })
  expect(lastExit?.startMs).toBeGreaterThan(0)
  expect(lastExit?.startMedianMs).toBeGreaterThan(0)
  const id = await signOut('killed', {})
  await third.ended
  expect(await reportOf(id)).toMatchObject({ result: 'done' })
})

test('[AG9] [2.13] a program that is killed beside the agent: what it held and what outlives it is measured and kept', async () => {
  await signIn(pc, 'measured')
  const agent = await running(pc, ...programCommand('--transfers', '1', '--workers', '1'))
  await statusOf('measured', ({ processes }) => processes === 3)
  const [program] = (await programs(folder)).filter(({ name }) => name === 'desk-notes')
  process.kill(program?.pid ?? 0, 'SIGKILL')
  const killed = await exitOf(pc, 'killed')
  expect(killed?.beforeBytes).toBeGreaterThan(3 * 30_000_000)
  expect(killed?.afterBytes, 'the transfer outlived it, the worker did not').toBeGreaterThan(20_000_000)
  expect(killed?.afterBytes).toBeLessThan((killed?.beforeBytes ?? 0) * 0.6)
  agent.child.kill('SIGTERM')
  await agent.ended
  expect(await exitOf(pc, 'killed'), 'the end of the agent is no second exit of the program').toEqual(killed)
  await signOut('measured', {}) // gives its place back
})

/** Waits until the agent has written down an exit of this kind with what it freed. */
async function exitOf({ state }: Installation, kind: string): Promise<Memory | undefined> {
  const read = async () => {
    const { exit } = JSON.parse(await readFile(join(state, 'life.json'), 'utf8')) as { exit: Exit | null }
    return exit?.kind === kind ? exit.memory : undefined
  }
  await expect.poll(read, { timeout: 15_000 }).toBeDefined()
  return read()
}

test('[2.6] two installations on one computer sign out apart; [1.5, 1.6] kept records come back to the program', async () => {
  const other = await installation(join(folder, 'other'))
  await Promise.all([signIn(pc, 'one'), signIn(other, 'two')])
  const [mine] = await Promise.all([pc.program('--transfers', '1'), other.program('--transfers', '1')])
  await mine.say('see you at nine')
  const one = await running(pc)
  const id = await signOut('one', { exit: 'full', keepRecords: true })
  expect(await one.ended).toMatchObject({ exit: 0 })
  const report = await reportOf(id)
  expect(report).toMatchObject({ result: 'done', kept: true, backup: { done: true }, processesEnded: 2 })
  expect(report.classes).not.toHaveProperty('records')
  expect((await programs(folder)).map(({ home }) => home)).toEqual([other.home, other.home])
  expect(await readdir(join(other.home, '.config/desk-notes'))).toHaveLength(5)
  const notes = join(pc.home, '.local/share/desk-notes/notes.jsonl')
  await expect(readFile(notes)).rejects.toThrow('ENOENT')
  expect((await readFile(join(pc.state, 'kept', `${id}.sealed`))).toString('latin1')).not.toContain('nine')
  const back = await pc.command('sign-in', server.url, '--email', owner.email)
  expect(back.json).toMatchObject({ restored: 4 })
  expect(await readFile(notes, 'utf8')).toContain('see you at nine')
  expect(await readdir(join(pc.state, 'kept'))).toEqual([])
})

test('a backup of a full exit opens for the member who signs in here again, and its files are as they were', async () => {
  await signIn(pc, 'backed up')
  const program = await pc.program()
  await program.say('the plan for spring')
  const out = await pc.command('sign-out', '--exit', 'full')
  expect(out).toMatchObject({ exit: 0, json: { state: 'confirmed', report: { backup: { done: true } } } })
  const id = String(out.json['signOutId'])
  const to = join(folder, 'to')
  const open = () => pc.command('backups', '--restore', id, '--to', to)
  expect(await open(), 'nobody is signed in').not.toMatchObject({ exit: 0 })
  await signIn(pc, 'backed up')
  expect(await open()).toMatchObject({ exit: 0 })
  expect(await readFile(join(to, '.local/share/desk-notes/notes.jsonl'), 'utf8')).toContain('the plan for spring')
})
