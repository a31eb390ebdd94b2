import { Manager } from 'socket.io-client'
import { createDeviceClient, type DeviceClient, type Keys, type SignedIn, type Vault } from '#device/client/index.ts'
import type { DeviceList } from '#protocol/device.ts'
import { TRANSPORTS } from '#protocol/socket.ts'
import { writeAccount, type Account } from './account.ts'
import { agentCleaner } from './agent-cleaner.ts'
import { fileKeys } from './file-keys.ts'
import { fileVault } from './file-vault.ts'
import { restoreRecords } from './kept-records.ts'
import { AGENT_VERSION } from './machine.ts'
import { cacheDevices, measure, startProfile } from './profile.ts'
import type { StateFolder } from './state-folder.ts'

/** The agent on one state folder, for one server. */
export type Agent = {
  readonly url: string
  readonly folder: StateFolder
  readonly vault: Vault
  readonly keys: Keys
  readonly client: DeviceClient
}

export async function openAgent(
  folder: StateFolder,
  url: string,
  how: { locale: string; http: boolean },
): Promise<Agent> {
  const vault = fileVault(folder.vaultFile)
  const keys = await fileKeys(folder.keyFile)
  const connect = async (): Promise<Manager> => {
    const token = (await vault.get('session'))?.token ?? ''
    return new Manager(url, { ...TRANSPORTS, autoConnect: false, extraHeaders: { authorization: `Bearer ${token}` } })
  }
  const client = createDeviceClient({
    url,
    vault,
    keys,
    cleaner: agentCleaner(folder, vault),
    credentials: 'token',
    locale: how.locale,
    status: () => statusOf(folder, vault),
    ...(how.http ? {} : { manager: connect }),
  })
  return { url, folder, vault, keys, client }
}

async function statusOf(folder: StateFolder, vault: Vault) {
  const session = await vault.get('session')
  if (session === undefined) return { appVersion: AGENT_VERSION }
  const [records, cache] = await Promise.all([
    measure(folder.sessionFolder(session.sessionId)),
    measure(folder.cacheFolder(session.sessionId)),
  ])
  return { appVersion: AGENT_VERSION, recordsBytes: records.bytes, cacheBytes: cache.bytes }
}

type Me = { readonly member: { readonly name: string }; readonly device: { readonly name: string } }
export type Welcome = { readonly memberName: string; readonly deviceName: string; readonly list: DeviceList }

/** After a sign-in or a link: takes the session over, writes the profile, and asks whose account this is. */
export async function settleIn({ client, folder, url }: Agent, signedIn: SignedIn): Promise<Welcome> {
  await client.begin(signedIn)
  const me = await client.http.call<Me>('GET', '/api/v1/me')
  const list = await client.http.call<DeviceList>('GET', '/api/v1/devices')
  const account: Account = { url, memberName: me.member.name, deviceName: me.device.name }
  await writeAccount(folder, account)
  await startProfile(folder, signedIn.sessionId, {
    ...account,
    deviceId: signedIn.deviceId,
    since: new Date().toISOString(),
  })
  await restoreKept({ client, folder }, signedIn)
  await cacheDevices(folder, signedIn.sessionId, list)
  return { memberName: me.member.name, deviceName: me.device.name, list }
}

/** Records that an earlier sign-out left here, sealed, are the member's again (protocol.md, part 6). */
async function restoreKept(
  { client, folder }: Pick<Agent, 'client' | 'folder'>,
  { kept, sessionId }: SignedIn,
): Promise<void> {
  if (kept === null) return
  const files = await restoreRecords(folder, sessionId, kept.signOutId, kept.share)
  if (files > 0) await client.http.call('POST', '/api/v1/device/restored', { signOutId: kept.signOutId })
}
