import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { Manager } from 'socket.io-client'
import {
  createDeviceClient,
  pause,
  renewOnContact,
  type DeviceClient,
  type Keys,
  type DataKey,
  type SignedIn,
  type Vault,
} from '#device/client/index.ts'
import type { DeviceList } from '#protocol/device.ts'
import { TRANSPORTS } from '#protocol/socket.ts'
import { writeAccount, type Account } from './account.ts'
import { agentCleaner } from './clean/agent-cleaner.ts'
import { fileKeys } from './file-keys.ts'
import { fileVault } from './file-vault.ts'
import { readGuard, type GuardChoice } from './guard-choice.ts'
import { openLife, type Life } from './life/life.ts'
import { machineOs } from './machine.ts'
import { openGuard, readManifest, type Guard } from './manifest/guard.ts'
import { platformOf } from './manifest/manifest.ts'
import { GRACE_MS, type Ender } from './processes/end-processes.ts'
import { oneLook } from './processes/one-look.ts'
import { processTable, type ProcessTable } from './processes/process-table.ts'
import { cacheDevices, startProfile } from './profile.ts'
import { prepareBackupKey } from './records/backup-key.ts'
import { agentDataKey } from './records/agent-data-key.ts'
import { restoreKept } from './records/restore-kept.ts'
import { holdReserve } from './reserve.ts'
import type { StateFolder } from './state-folder.ts'
import { statusOf } from './status.ts'

/** The agent on one state folder, for one server. */
export type Agent = {
  readonly url: string
  readonly folder: StateFolder
  readonly vault: Vault
  readonly keys: Keys
  /** The data key of what the agent keeps for itself. */
  readonly key: DataKey
  /** What a manifest guards beside the agent's own profile. */
  readonly guard: Guard | null
  readonly ender: Ender
  /** What runs now, for who only looks: one look serves all who ask within a second. */
  readonly looks: ProcessTable
  readonly life: Life
  readonly client: DeviceClient
}
const LOOK_FRESH_MS = 1_000
type How = { readonly locale: string; readonly http: boolean; readonly guard: GuardChoice }

/** @throws {ManifestError} for a manifest that must not be guarded */
export async function openAgent(
  folder: StateFolder,
  url: string,
  { locale, http, guard: choice }: How,
): Promise<Agent> {
  const vault = fileVault(folder.vaultFile)
  const keys = await fileKeys(folder.keyFile)
  const key = agentDataKey(folder)
  const guard = await guardOf(folder, choice)
  const life = await openLife(folder.lifeFile)
  const table = processTable()
  const ender = { table, pause, graceMs: GRACE_MS }
  const parts = { folder, vault, key, guard, ender, looks: oneLook(table, LOOK_FRESH_MS), life }
  const connect = async (): Promise<Manager> => {
    const token = (await vault.get('session'))?.token ?? ''
    return new Manager(url, { ...TRANSPORTS, autoConnect: false, extraHeaders: { authorization: `Bearer ${token}` } })
  }
  const client = createDeviceClient({
    url,
    vault,
    keys,
    cleaner: agentCleaner({ ...parts, atExit: life.atExit }),
    credentials: 'token',
    locale,
    status: () => statusOf(parts),
    ...(http ? {} : { manager: connect }),
  })
  return { url, keys, client, ...parts }
}

/** The guard of the manifest that was given now, or last. */
export async function guardOf(folder: StateFolder, choice: GuardChoice): Promise<Guard | null> {
  const { manifest, home } = await readGuard(folder, choice)
  if (manifest === null) return null
  return openGuard(await readManifest(manifest), platformOf(machineOs()), resolve(home ?? homedir()), folder)
}

type Me = { readonly member: { readonly name: string }; readonly device: { readonly name: string } }
export type Welcome = {
  readonly memberName: string
  readonly deviceName: string
  readonly list: DeviceList
  /** Files of kept records that are back; null when they could not be restored. */
  readonly restored: number | null
}

/**
 * After a sign-in or a link: takes the session over, writes the profile, and asks whose account this is. `began`: when signing in began, by
 * `performance.now()`, what a person typed not counted.
 */
export async function settleIn(agent: Agent, signedIn: SignedIn, began: number): Promise<Welcome> {
  const { client, folder, url, key } = agent
  await client.begin(signedIn)
  await holdReserve(folder.path)
  // A node that does not know this call yet costs the key until `run` asks again, not the sign-in.
  await renewOnContact(client.http, key)
    .then((serverHalf) => prepareBackupKey(folder, serverHalf))
    .catch(() => {})
  const me = await client.http.call<Me>('GET', '/api/v1/me')
  const asked = performance.now()
  const list = await client.http.call<DeviceList>('GET', '/api/v1/devices')
  const firstLoadMs = Math.round(performance.now() - asked)
  const names = { memberName: me.member.name, deviceName: me.device.name }
  await startProfile(folder, signedIn.sessionId, {
    url,
    ...names,
    deviceId: signedIn.deviceId,
    since: new Date().toISOString(),
  })
  const restored = await restoreKept(agent, signedIn).catch(() => null)
  await cacheDevices(folder, key, signedIn.sessionId, list)
  const account: Account = { url, ...names, firstLoadMs, signInMs: Math.round(performance.now() - began) }
  await writeAccount(folder, account)
  return { ...names, list, restored }
}
