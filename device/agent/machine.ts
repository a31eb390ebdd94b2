import { randomUUID } from 'node:crypto'
import { hostname, platform, release, userInfo } from 'node:os'
import type { DeviceOs } from '#domain/device.ts'
import type { DeviceClaimInput } from '#protocol/device.ts'
import type { Keys, Vault } from '#device/client/index.ts'

export const AGENT_VERSION = '0.1.0'

const OSES: Readonly<Record<string, DeviceOs>> = { linux: 'linux', darwin: 'macos', win32: 'windows' }

/** The operating system that the agent really runs on. */
export function machineOs(): DeviceOs {
  return OSES[platform()] ?? 'other'
}

/** What the agent says of the machine that it runs on. `name` is the person's choice; by default user and host. */
export async function machineClaim(keys: Keys, vault: Vault, name?: string): Promise<DeviceClaimInput> {
  const installId = await vault.update('installId', (present) => present ?? randomUUID())
  return {
    kind: 'desktop',
    os: machineOs(),
    name: name ?? `${userInfo().username}@${hostname()}`,
    model: release(),
    appVersion: AGENT_VERSION,
    installId: installId ?? randomUUID(),
    publicKey: await keys.publicKey(),
  }
}
