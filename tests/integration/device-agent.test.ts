import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Refused } from '#device/client/index.ts'
import type { DeviceList } from '#protocol/device.ts'
import { owner } from '#tests/support/server.ts'
import { newDevice, readSignOut, servedDevice, signedIn } from './device-bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { server, main } = await servedDevice()
let state: string

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'signoff-agent-'))
})
afterEach(async () => {
  await main.http.call('POST', '/api/v1/sign-outs', { scope: 'others', confirm: true })
  await rm(state, { recursive: true })
})

type Run = { readonly exit: number; readonly json: Record<string, unknown>; readonly said: string }

/** One command of the agent as a person runs it. `onText` sees everything it has said so far. */
async function agent(args: readonly string[], onText: (text: string) => void = () => {}): Promise<Run> {
  const env = { ...process.env, SIGNOFF_PASSWORD: owner.password, LANG: 'C' }
  const child = spawn(process.execPath, ['device/agent/main.ts', ...args, '--state', state, '--json'], {
    cwd: root,
    env,
  })
  let out = ''
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => onText((said += text)))
  const exit = await new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? -1)))
  return { exit, said, json: JSON.parse(out || '{}') as Record<string, unknown> }
}

/** Approves whatever link the agent shows, once. */
function approver(): (text: string) => void {
  let done = false
  return (text) => {
    const code = /code\s+([A-Z]{4}-[A-Z]{4})/.exec(text)?.[1]
    const checkNumber = /number\s+(\d+)/.exec(text)?.[1]
    if (done || code === undefined || checkNumber === undefined) return
    done = true
    void main.http.call('POST', `/api/v1/links/${code}/approve`, { checkNumber })
  }
}

async function sessionNamed(name: string): Promise<string> {
  const { devices } = await main.http.call<DeviceList>('GET', '/api/v1/devices')
  return devices.find((device) => device.name === name && device.session?.state === 'active')?.session?.id ?? ''
}

test('links, runs until it is signed out elsewhere, removes its profile and ends with 0', async () => {
  const link = await agent(['link', server.url, '--name', 'box'], approver())
  expect(link).toMatchObject({ exit: 0, json: { device: 'box', member: owner.name, used: 2 } })
  expect(link.said).toContain('█')
  expect(await readdir(join(state, 'sessions'))).toHaveLength(1)
  expect((await agent(['status'])).json).toMatchObject({ state: 'active', device: 'box' })
  let asked: Promise<{ signOuts: { id: string }[] }> | undefined
  const run = await agent(['run'], (text) => {
    if (asked === undefined && text.includes('Connected'))
      asked = sessionNamed('box').then((id) =>
        main.http.call('POST', '/api/v1/sign-outs', { sessions: [id], confirm: true }),
      )
  })
  const id = (await asked)?.signOuts[0]?.id ?? ''
  expect(run).toMatchObject({ exit: 0, json: { state: 'confirmed', signOutId: id } })
  expect(run.said).toContain('by you, on "main"')
  const { report } = await readSignOut(main, id)
  expect(report).toMatchObject({ result: 'done', leftovers: { files: 0 } })
  expect(Number(report?.['filesRemoved'])).toBeGreaterThan(0)
  expect(await readdir(join(state, 'sessions'))).toHaveLength(0)
  expect((await agent(['status'])).json).toMatchObject({ state: 'none' })
})

test('signs in with a password and signs itself out; what it reports is what was there', async () => {
  expect(await agent(['sign-in', server.url, '--email', owner.email, '--name', 'pc'])).toMatchObject({ exit: 0 })
  const out = await agent(['sign-out', '--unbind', '--clear-cache'])
  expect(out).toMatchObject({ exit: 0, json: { state: 'confirmed' } })
  expect(await readdir(state)).not.toContain('key.json')
})

test('a linked agent that signs itself out ends with 3 until its original has approved; then run ends with 0', async () => {
  await agent(['link', server.url, '--name', 'linked'], approver())
  const out = await agent(['sign-out'])
  expect(out).toMatchObject({ exit: 3, json: { state: 'awaiting-original' } })
  await main.http.call('POST', `/api/v1/sign-outs/${String(out.json['signOutId'])}/approve`)
  expect(await agent(['run'])).toMatchObject({ exit: 0, json: { state: 'confirmed' } })
})

test('at the limit it shows the devices and ends with 4; with --replace it takes that place', async () => {
  const others = await Promise.all(['a', 'b', 'c', 'd'].map((name) => newDevice(name)))
  const clients = await Promise.all(others.map((device) => signedIn(server.url, device)))
  const full = await agent(['sign-in', server.url, '--email', owner.email])
  expect(full).toMatchObject({ exit: 4, json: { error: 'device_limit', limit: 5 } })
  const place = await sessionNamed('a')
  expect(await agent(['sign-in', server.url, '--email', owner.email, '--replace', place])).toMatchObject({ exit: 0 })
  await Promise.all(clients.map((client) => client.stop()))
})

test('a sixth link: the approver is shown the devices, chooses one, and the agent says who made room', async () => {
  const others = await Promise.all(['a', 'b', 'c', 'd'].map((name) => newDevice(name)))
  const clients = await Promise.all(others.map((device) => signedIn(server.url, device)))
  const place = await sessionNamed('b')
  const refusals: string[] = []
  let seen = false
  const link = await agent(['link', server.url, '--name', 'sixth'], (text) => {
    const code = /code\s+([A-Z]{4}-[A-Z]{4})/.exec(text)?.[1]
    const checkNumber = /number\s+(\d+)/.exec(text)?.[1]
    if (seen || code === undefined || checkNumber === undefined) return
    seen = true
    const approve = (body: object) => main.http.call('POST', `/api/v1/links/${code}/approve`, body)
    void approve({ checkNumber }).catch((error: Refused) => {
      refusals.push(error.code)
      return approve({ checkNumber, replace: place })
    })
  })
  expect(refusals).toEqual(['device_limit'])
  expect(link).toMatchObject({ exit: 0, json: { used: 5, limit: 5 } })
  expect(link.json['devices']).toContainEqual(expect.objectContaining({ name: 'b', state: 'ended' }))
  await Promise.all(clients.map((client) => client.stop()))
})

test('a declined link and a wrong password end with 4, a wrong command with 2', async () => {
  const declined = await agent(['link', server.url], (text) => {
    const code = /code\s+([A-Z]{4}-[A-Z]{4})/.exec(text)?.[1]
    if (code !== undefined)
      void main.http
        .call('GET', `/api/v1/links/${code}`)
        .then(() => main.http.call('POST', `/api/v1/links/${code}/deny`))
        .catch(() => {})
  })
  expect(declined).toMatchObject({ exit: 4, json: { error: 'access_denied' } })
  expect(await agent(['sign-in', server.url, '--email', 'nobody@example.com'])).toMatchObject({
    exit: 4,
    json: { error: 'bad_credentials' },
  })
  expect(await agent(['frob'])).toMatchObject({ exit: 2 })
})

test('agent.mjs is one file that runs with nothing beside it', async () => {
  const build = spawn(process.execPath, ['scripts/build-agent.ts'], { cwd: root })
  expect(await new Promise((resolve) => build.on('exit', resolve))).toBe(0)
  const alone = join(state, 'agent.mjs')
  await copyFile(join(root, 'dist/agent.mjs'), alone)
  const child = spawn(process.execPath, [alone, 'status', '--json', '--state', join(state, 'own')], { cwd: state })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0)
  expect(JSON.parse(out)).toEqual({ exit: 0, state: 'none' })
})

test('kept records come back with the next sign-in', async () => {
  await agent(['sign-in', server.url, '--email', owner.email])
  const run = agent(['run'])
  const out = await agent(['sign-out', '--keep-records'])
  expect(out.exit).toBe(0)
  await run
  expect(await readdir(join(state, 'kept'))).toHaveLength(1)
  await agent(['sign-in', server.url, '--email', owner.email])
  expect(await readdir(join(state, 'kept'))).toHaveLength(0)
})
