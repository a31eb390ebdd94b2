import { randomUUID } from 'node:crypto'
import { Manager } from 'socket.io-client'
import {
  createDeviceClient,
  memoryVault,
  newKeyPair,
  pause,
  webCryptoKeys,
  type Cleaner,
  type ClientState,
  type DeviceClient,
  type Keys,
  type Vault,
} from '#device/client/index.ts'
import type { DeviceClaimInput, DeviceStatusInput } from '#protocol/device.ts'
import { TRANSPORTS } from '#protocol/socket.ts'
import type { DevicePlan } from './plan.ts'
import { realFiles } from './real-files.ts'
import { pick, simulatedCleaner } from './simulated-cleaner.ts'
import { simulatedStatus } from './simulated-status.ts'

/** A device that signs itself out has been there long enough to say what its sign-in cost. */
const STAYS_MS = 1_000
/** The longest a timer can be set to. */
const FOREVER_MS = 2 ** 31 - 1

export type Say = (device: string, what: string) => void
export type SimulatedDevice = {
  readonly name: string
  /** Signs in, or links through its original. Resolves when it has a session. */
  enter(original: SimulatedDevice | undefined, signal: AbortSignal): Promise<void>
  /** Follows until it is signed out for good or the signal aborts. */
  live(signal: AbortSignal): Promise<void>
  /** Approves a link with this device's session. */
  approve(userCode: string, checkNumber: string): Promise<void>
}

/** One device of the plan, through the real protocol, with a key of its own and everything it keeps in memory. */
export async function simulateDevice(
  plan: DevicePlan,
  url: string,
  password: string,
  say: Say,
): Promise<SimulatedDevice> {
  const vault = memoryVault({ installId: randomUUID() })
  const keys = webCryptoKeys(await newKeyPair())
  const files = await realFiles(plan, vault)
  const says = simulatedStatus(plan)
  const how = { cleaner: files?.cleaner ?? simulatedCleaner(plan), status: files?.status ?? says.status }
  const connect = () => newClient(plan, url, vault, keys, how)
  const leaving = [...plan.signsOut]
  const claim: DeviceClaimInput = {
    kind: plan.kind,
    os: plan.os,
    name: plan.name,
    model: plan.model ?? null,
    appVersion: '4.1.0',
    installId: randomUUID(),
    publicKey: await keys.publicKey(),
  }

  async function enter(original: SimulatedDevice | undefined, signal: AbortSignal): Promise<void> {
    const client = connect()
    if (original === undefined) {
      const began = performance.now()
      const signedIn = await client.signIn(claim, { email: plan.email, password: plan.password ?? password })
      if (plan.signsOut.length > 0) await says.entered(performance.now() - began, () => directoryOf(client))
      await files?.entered(client, signedIn)
      return say(plan.name, 'signed in')
    }
    const link = await client.link(claim)
    const redeemed = link.redeem(signal)
    await original.approve(link.userCode, link.checkNumber)
    const signedIn = await redeemed
    await client.begin(signedIn)
    await files?.entered(client, signedIn)
    say(plan.name, `linked by ${original.name}`)
  }

  return {
    name: plan.name,
    enter,
    async approve(userCode, checkNumber) {
      await connect().http.call('POST', `/api/v1/links/${userCode}/approve`, { checkNumber })
    },
    async live(signal) {
      while (!signal.aborted) {
        if (plan.behaviour === 'offline') {
          say(plan.name, 'offline')
          await pause(plan.forMs ?? FOREVER_MS, signal)
          if (signal.aborted) return
        }
        const client = connect()
        const dies = plan.behaviour === 'killed' && !says.wasKilled()
        const state = await follow(client, plan, say, signal, { leaving: leaving.shift(), dies })
        if (dies && state.phase === 'active') {
          await pause(plan.forMs ?? FOREVER_MS, signal)
          says.killed()
          continue
        }
        if (state.phase !== 'signed-out' || plan.returnAfterMs === undefined) return
        await pause(pick(plan.returnAfterMs), signal)
        says.returned()
        if (!signal.aborted) await enter(undefined, signal)
      }
    },
  }
}

/** What a phone loads first. */
const directoryOf = (client: DeviceClient) => client.http.call('GET', '/api/v1/directory?limit=200')

type Own = { readonly cleaner: Cleaner; readonly status: () => Promise<DeviceStatusInput> }

function newClient(plan: DevicePlan, url: string, vault: Vault, keys: Keys, own: Own): DeviceClient {
  const manager = async () => {
    const token = (await vault.get('session'))?.token ?? ''
    return new Manager(url, { ...TRANSPORTS, autoConnect: false, extraHeaders: { authorization: `Bearer ${token}` } })
  }
  return createDeviceClient({
    url,
    vault,
    keys,
    ...own,
    credentials: 'token',
    ...(plan.connection === 'http' ? {} : { manager }),
  })
}

async function follow(
  client: DeviceClient,
  plan: DevicePlan,
  say: Say,
  signal: AbortSignal,
  { leaving, dies }: { leaving: DevicePlan['signsOut'][number] | undefined; dies: boolean },
): Promise<ClientState> {
  const { name } = plan
  approveLinked(client, plan, say, signal)
  client.on('state', (state) => say(name, state.phase === 'locked' ? `locked, ${state.step}` : state.phase))
  client.on('refused', ({ code }) => say(name, `refused: ${code}`))
  signal.addEventListener('abort', () => void client.stop(), { once: true })
  await client.start()
  if (leaving !== undefined) {
    await pause(STAYS_MS, signal)
    if (!signal.aborted) await signOutBySelf(client, leaving)
  }
  if (dies) void pause(pick(plan.afterMs), signal).then(() => client.stop())
  return client.ended
}

async function signOutBySelf(client: DeviceClient, options: DevicePlan['signsOut'][number]): Promise<void> {
  await client.http.call('POST', '/api/v1/sign-outs', { scope: 'this', confirm: true, ...options })
}

/** The original hears that a sign-out waits for it: an entry without a nonce. Whose original it is, the server decides. */
function approveLinked(
  client: DeviceClient,
  { name, approvesAfterMs }: DevicePlan,
  say: Say,
  signal: AbortSignal,
): void {
  if (approvesAfterMs === undefined) return
  client.on('entry', ({ type, data }) => {
    const state = client.state()
    if (type !== 'sign-out.requested' || typeof data.signOutId !== 'string' || state.phase !== 'active') return
    if (data.sessionId === state.sessionId) return
    const path = `/api/v1/sign-outs/${data.signOutId}/approve`
    void pause(pick(approvesAfterMs), signal)
      .then(() => client.http.call('POST', path))
      .then(() => say(name, 'approved the sign-out of a device that it linked'))
      .catch(() => {}) // not its own to approve
  })
}
