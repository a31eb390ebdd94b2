import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeviceClient } from '#device/client/index.ts'
import { RUN_KINDS } from '#domain/exit/run.ts'
import { OBLIGATION_KINDS, OUTCOMES } from '#domain/obligation/obligation.ts'
import type { DeviceList } from '#protocol/device.ts'
import type { ObligationView } from '#protocol/obligation.ts'
import type { RunView } from '#protocol/run.ts'
import type { SignOutAccepted } from '#protocol/sign-out.ts'
import { freePort } from '#tests/support/free-port.ts'
import { connect, newDevice, readSignOut } from './device-bench.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
let data: string
let url: string
let demo: ChildProcess
let ended: Promise<number | null>
let said = ''
let visitor: DeviceClient

/** What the table of the demo says: e-mail addresses in their order, and the password. */
function signIns() {
  const password = /Password of everybody: (\S+)/.exec(said)?.[1] ?? ''
  return { emails: [...said.matchAll(/(\S+@\S+)/g)].map(([email]) => email), password }
}

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'signoff-demo-'))
  const port = await freePort()
  url = `http://localhost:${port}`
  const env = { ...process.env, PORT: String(port), SIGNOFF_DATA: data }
  demo = spawn(process.execPath, ['scripts/demo.ts', '--api-only'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  ended = new Promise((resolve) => demo.on('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`the demo ended with ${code}: ${said}`)))
    demo.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('devices are ready')) resolve()
    })
  })
  const { emails, password } = signIns()
  const device = await newDevice('visitor', { kind: 'web' })
  visitor = connect(url, device)
  await visitor.signIn(device.claim, { email: emails[0] ?? '', password })
}, 60_000)
afterAll(async () => {
  demo?.kill('SIGKILL')
  await rm(data, { recursive: true, force: true })
})

test('thirteen sign-ins; the first has four devices, all online, and the visitor takes the fifth place', async () => {
  expect(signIns().emails).toHaveLength(14)
  await expect
    .poll(
      async () => {
        const { used, limit, devices } = await visitor.http.call<DeviceList>('GET', '/api/v1/devices')
        return { used, limit, online: devices.filter((device) => device.online).length }
      },
      { timeout: 20_000 },
    )
    .toEqual({ used: 5, limit: 5, online: 4 })
})

test('the linked one waits for its original, which approves; the slow one shows its steps; all confirm', async () => {
  const { devices } = await visitor.http.call<DeviceList>('GET', '/api/v1/devices')
  const linked = devices.find((device) => device.linkedBy !== null)
  const slow = devices.find((device) => device.os === 'windows')
  const sessions = [linked?.session?.id, slow?.session?.id]
  const { signOuts } = await visitor.http.call<SignOutAccepted>('POST', '/api/v1/sign-outs', {
    sessions,
    confirm: true,
  })
  expect(signOuts.map(({ state }) => state).sort()).toEqual(['awaiting-original', 'waiting'])
  const states = () => Promise.all(signOuts.map(async ({ id }) => (await readSignOut(visitor, id)).state))
  await expect.poll(states, { timeout: 50_000, interval: 500 }).toEqual(['confirmed', 'confirmed'])
})

test('one of each procedure is under way, and something of every kind hangs on somebody', async () => {
  const { emails, password } = signIns()
  const device = await newDevice('owner', { kind: 'web' })
  const owner = connect(url, device)
  await owner.signIn(device.claim, { email: emails[1] ?? '', password })
  const list = async <T>(path: string) => (await owner.http.call<{ items: T[] }>('GET', `/api/v1/admin/${path}`)).items
  const runs = await list<RunView>('runs?state=running&limit=50')
  expect(new Set(runs.map(({ kind }) => kind))).toEqual(new Set(RUN_KINDS))
  const duties = await list<ObligationView>('obligations?limit=200')
  expect(new Set(duties.map(({ kind }) => kind))).toEqual(new Set(OBLIGATION_KINDS))
  expect(new Set(duties.map(({ outcome }) => outcome))).toEqual(new Set([null, ...OUTCOMES]))
})

test('SIGTERM ends it with 0 in time, and nothing is left', async () => {
  const from = performance.now()
  demo.kill('SIGTERM')
  expect(await ended).toBe(0)
  expect(performance.now() - from).toBeLessThan(15_000)
  expect(await readdir(data)).toEqual([])
})
