import type { Viewer } from '#domain/access.ts'
import type { Device } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { DeviceId } from '#domain/ids.ts'
import { MAC_COUNTS, MAC_STEPS, untouchedMac, type MacCount, type MacExit, type MacStep } from '#domain/mac-exit.ts'
import type { Reads } from '#domain/store.ts'
import { ownDevice } from './change-device.ts'
import type { Ports } from './ports.ts'

type MacChange = { readonly [Step in MacStep]?: boolean | undefined } & {
  readonly found?: { readonly [Count in MacCount]?: number | null | undefined } | undefined
}

/** A Mac of one's own that holds a desktop application. Throws `not_found` for anything else: there is nothing to do at it. */
export async function ownMac(reads: Pick<Reads, 'devices'>, viewer: Viewer, id: DeviceId): Promise<Device> {
  const device = await ownDevice(reads, viewer, id)
  if (device.os !== 'macos' || device.kind !== 'desktop') throw new DomainError('not_found')
  return device
}

/** Ticks steps at a Mac, or unticks them, and notes what was counted there. Two windows at once lose nothing of each other. Throws `not_found`. */
export async function changeMacExit(ports: Ports, viewer: Viewer, id: DeviceId, change: MacChange): Promise<MacExit> {
  return ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    await ownMac(tx, viewer, id)
    const before = (await tx.macExits.get(id)) ?? untouchedMac(id)
    const done = { ...before.done }
    const found = { ...before.found }
    for (const step of MAC_STEPS) done[step] = change[step] ?? done[step]
    for (const count of MAC_COUNTS) {
      const said = change.found?.[count]
      if (said !== undefined) found[count] = said
    }
    const next: MacExit = { deviceId: id, done, found, updatedAt: ports.clock.now() }
    await tx.macExits.put(next)
    return next
  })
}
