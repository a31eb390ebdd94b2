import type { Viewer } from '#domain/access.ts'
import { rfc3339, type DeviceId } from '#domain/ids.ts'
import { isThorough, untouchedMac, type MacExit } from '#domain/mac-exit.ts'
import { ownMac } from '../commands/change-mac-exit.ts'
import type { Ports } from '../commands/ports.ts'

export function macExitShown({ deviceId, done, found, updatedAt }: MacExit) {
  // Rows from before the sizes have none.
  return {
    ...done,
    found: { ...untouchedMac(deviceId).found, ...found },
    thorough: isThorough({ done }),
    updatedAt: rfc3339(updatedAt),
  }
}

/** What was ticked and counted at a Mac of one's own. Throws `not_found`. */
export async function getMacExit(ports: Ports, viewer: Viewer, id: DeviceId) {
  await ownMac(ports.store.read, viewer, id)
  return macExitShown((await ports.store.read.macExits.get(id)) ?? untouchedMac(id))
}
