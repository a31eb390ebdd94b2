import type { Device, DeviceClaim } from '#domain/device.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import type { Writes } from '#domain/store.ts'
import type { Ports } from './ports.ts'

/** A device is its key: the member's device with this thumbprint, as it says it is now; a key that is not known yet is a new device. */
export async function recogniseDevice(
  ports: Ports,
  tx: Writes,
  memberId: MemberId,
  claim: DeviceClaim,
  thumbprint: string,
  now: Instant,
): Promise<Device> {
  const known = await tx.devices.byThumbprint(memberId, thumbprint)
  if (known) {
    // The name is people's: a sign-in does not undo a rename.
    const change = {
      model: claim.model,
      appVersion: claim.appVersion,
      installId: claim.installId,
      lastSeenAt: now,
      forgottenAt: null,
      bound: true,
    }
    await tx.devices.update(known.id, change)
    return { ...known, ...change }
  }
  const { kind, os, name, model, appVersion, installId, publicKey } = claim
  const device: Device = {
    id: ports.random.id('device'),
    memberId,
    name,
    kind,
    os,
    model,
    appVersion,
    installId,
    publicKey,
    thumbprint,
    bound: true,
    shared: false,
    createdAt: now,
    lastSeenAt: now,
    forgottenAt: null,
    status: null,
  }
  await tx.devices.insert(device)
  return device
}
