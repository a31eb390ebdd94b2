import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataKey } from '#device/client/index.ts'
import { closeRecord } from './records/own-records.ts'
import type { StateFolder } from './state-folder.ts'

/** What the agent keeps for one session: a profile, the records it has heard (`records/`), and a cache of the list of devices. */
export async function startProfile(folder: StateFolder, sessionId: string, profile: object): Promise<void> {
  const own = folder.sessionFolder(sessionId)
  await mkdir(join(own, 'records'), { recursive: true, mode: 0o700 })
  await writeFile(join(own, 'profile.json'), JSON.stringify(profile, null, 2), { mode: 0o600 })
}

/** Sealed with the data key, like all that tells of the account. */
export async function cacheDevices(
  folder: StateFolder,
  key: DataKey,
  sessionId: string,
  devices: unknown,
): Promise<void> {
  await closeRecord(
    join(folder.cacheFolder(sessionId), 'devices.sealed'),
    key,
    Buffer.from(`${JSON.stringify(devices)}\n`),
  )
}
