import { randomUUID } from 'node:crypto'
import { Manager } from 'socket.io-client'
import { afterAll } from 'vitest'
import {
  createDeviceClient,
  memoryVault,
  newKeyPair,
  webCryptoKeys,
  type Cleaner,
  type CleanResult,
  type ClientState,
  type DeviceClient,
  type Keys,
  type Vault,
} from '#device/client/index.ts'
import type { DeviceClaimInput } from '#protocol/device.ts'
import type { SignOutAccepted, SignOutView } from '#protocol/sign-out.ts'
import { owner, startServer, type TestServer } from '#tests/support/server.ts'

/** A device of the owner's: what is durable (vault, keys) outlives the client, as a disk outlives a process. */
export type TestDevice = { readonly claim: DeviceClaimInput; readonly vault: Vault; readonly keys: Keys }

export async function newDevice(name: string, more: Partial<DeviceClaimInput> = {}): Promise<TestDevice> {
  const keys = webCryptoKeys(await newKeyPair())
  const claim = {
    kind: 'desktop',
    os: 'linux',
    name,
    installId: randomUUID(),
    publicKey: await keys.publicKey(),
  } as const
  return { claim: { ...claim, ...more }, keys, vault: memoryVault() }
}

export const DONE: CleanResult = {
  result: 'done',
  bytesFreed: 1_000,
  filesRemoved: 2,
  processesEnded: 0,
  steps: [{ name: 'records', ok: true }],
  leftovers: { processes: 0, files: 0, memoryBytes: 0 },
}
export const cleanAt = (clean: Cleaner['clean']): Cleaner => ({ clean, finish: async () => {} })
export const cleanDone = cleanAt(async () => DONE)

type How = { readonly cleaner?: Cleaner; readonly over?: 'socket' | 'http' }

export function connect(
  url: string,
  { vault, keys }: TestDevice,
  { cleaner = cleanDone, over = 'socket' }: How = {},
): DeviceClient {
  const manager = async () => {
    const token = (await vault.get('session'))?.token ?? ''
    return new Manager(url, { autoConnect: false, extraHeaders: { authorization: `Bearer ${token}` } })
  }
  return createDeviceClient({
    url,
    vault,
    keys,
    cleaner,
    credentials: 'token',
    ...(over === 'http' ? {} : { manager }),
  })
}

/** Signs a device in with the owner's password, and follows its log. */
export async function signedIn(url: string, device: TestDevice, how: How = {}): Promise<DeviceClient> {
  const client = connect(url, device, how)
  await client.signIn(device.claim, { email: owner.email, password: owner.password })
  await client.start()
  return client
}

/** A server, and the owner's first device on it, for one file of tests: it approves and signs out the others. */
export async function servedDevice(): Promise<{ server: TestServer; main: DeviceClient }> {
  const server = await startServer()
  afterAll(() => server.dispose())
  const main = await signedIn(server.url, await newDevice('main'))
  afterAll(() => main.stop())
  return { server, main }
}

/** Links a device, approved by another. */
export async function linked(
  url: string,
  device: TestDevice,
  original: DeviceClient,
  how: How = {},
): Promise<DeviceClient> {
  const client = connect(url, device, how)
  const link = await client.link(device.claim)
  const redeemed = link.redeem(new AbortController().signal)
  await original.http.call('POST', `/api/v1/links/${link.userCode}/approve`, { checkNumber: link.checkNumber })
  await client.begin(await redeemed)
  await client.start()
  return client
}

export async function sessionOf(device: TestDevice): Promise<string> {
  const session = await device.vault.get('session')
  if (session === undefined) throw new Error('no session')
  return session.sessionId
}

export async function signOut(by: DeviceClient, device: TestDevice, options: object = {}): Promise<SignOutView> {
  const body = { sessions: [await sessionOf(device)], confirm: true, ...options }
  const { signOuts } = await by.http.call<SignOutAccepted>('POST', '/api/v1/sign-outs', body)
  if (signOuts[0] === undefined) throw new Error('no sign-out')
  return signOuts[0]
}

export const readSignOut = (by: DeviceClient, id: string) => by.http.call<SignOutView>('GET', `/api/v1/sign-outs/${id}`)

/** Resolves with the first state that passes. */
export function until(client: DeviceClient, test: (state: ClientState) => boolean): Promise<ClientState> {
  return new Promise((resolve) => {
    if (test(client.state())) return resolve(client.state())
    const off = client.on('state', (state) => {
      if (!test(state)) return
      off()
      resolve(state)
    })
  })
}
