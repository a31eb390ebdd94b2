import type { Viewer } from '#domain/access.ts'
import { cleanName, type Device, type DeviceStatus } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { DeviceId, SignOutId } from '#domain/ids.ts'
import type { Reads } from '#domain/store.ts'
import type { Reporter } from './advance-sign-out.ts'
import { authoriseOn } from './authorise.ts'
import { measureStatus } from './measure.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/** A device of one's own that was not forgotten. Throws `not_found`. */
export async function ownDevice(
  reads: Pick<Reads, 'devices'>,
  viewer: Pick<Viewer, 'memberId'>,
  id: DeviceId,
): Promise<Device> {
  const device = await reads.devices.get(id)
  if (!device || device.memberId !== viewer.memberId || device.forgottenAt !== null) throw new DomainError('not_found')
  return device
}

/** Renames a device of one's own, or flags it as shared. Throws `not_found`, `invalid` for a name that is empty once cleaned. */
export async function changeDevice(
  ports: Ports,
  viewer: Viewer,
  id: DeviceId,
  change: { name?: string | undefined; shared?: boolean | undefined },
): Promise<Device> {
  const device = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const before = await ownDevice(tx, viewer, id)
    const name = change.name === undefined ? before.name : cleanName(change.name)
    if (name === '') throw new DomainError('invalid', { errors: [{ field: 'name', code: 'empty' }] })
    const next = { ...before, name, shared: change.shared ?? before.shared }
    await tx.devices.update(id, { name, shared: next.shared })
    const entries = [
      ...(name === before.name ? [] : [{ type: 'device.renamed', data: { deviceId: id, name } }]),
      ...(next.shared === before.shared
        ? []
        : [{ type: 'device.changed', data: { deviceId: id, shared: next.shared } }]),
    ]
    await tx.log.append(viewer.memberId, entries, ports.clock.now())
    return next
  })
  ports.bell.ring(viewer.memberId)
  return device
}

/** Takes a signed-out device off the list. Its sign-outs and receipts stay. Throws `sign_out_open` while one is unfinished or it is signed in. */
export async function forgetDevice(ports: Ports, viewer: Viewer, id: DeviceId): Promise<Device> {
  const device = await ports.store.write(async (tx) => {
    await tx.log.take(viewer.memberId)
    const before = await ownDevice(tx, viewer, id)
    const active = (await tx.sessions.activeOf(viewer.memberId)).some((session) => session.deviceId === id)
    const open = (await tx.signOuts.unfinishedOf(viewer.memberId)).some(
      (signOut) => signOut.deviceId === id && signOut.state !== 'waived',
    )
    if (active || open) throw new DomainError('sign_out_open')
    const forgottenAt = ports.clock.now()
    await tx.devices.update(id, { forgottenAt })
    await tx.log.append(
      viewer.memberId,
      [{ type: 'device.forgotten', data: { deviceId: id, name: before.name } }],
      forgottenAt,
    )
    return { ...before, forgottenAt }
  })
  ports.bell.ring(viewer.memberId)
  return device
}

/** Asks a device to catch up now: one's own, or one that an admin may attend to. `online: false` says that it could not be asked. */
export async function checkDevice(ports: Ports, viewer: Viewer, id: DeviceId): Promise<{ online: boolean }> {
  const device = await ports.store.read.devices.get(id)
  if (!device) throw new DomainError('not_found')
  if (device.memberId !== viewer.memberId) {
    const { policy } = await requireOrg(ports.store.read.org)
    await authoriseOn(ports.store.read.members, viewer, 'attend', device.memberId, policy, ports.store.read.runs)
  } else await ownDevice(ports.store.read, viewer, id)
  return { online: await ports.presence.check(id) }
}

export async function recordStatus(ports: Ports, reporter: Reporter, status: DeviceStatus): Promise<void> {
  await ports.store.write(async (tx) => {
    await tx.devices.setStatus(reporter.deviceId, status)
    await measureStatus(tx, reporter.deviceId, reporter.memberId, status, ports.clock.now())
  })
}

/** The device has its kept records back: the share has done its work. Throws `unknown_sign_out`. */
export async function recordRestored(ports: Ports, reporter: Reporter, id: SignOutId): Promise<void> {
  await ports.store.write(async (tx) => {
    await tx.log.take(reporter.memberId)
    const signOut = await tx.signOuts.get(id)
    if (!signOut || signOut.deviceId !== reporter.deviceId) throw new DomainError('unknown_sign_out')
    const secrets = await tx.signOuts.secrets(id)
    if (secrets?.share == null) return
    await tx.signOuts.setShare(id, null)
    await tx.log.append(
      reporter.memberId,
      [{ type: 'records.restored', data: { signOutId: id, deviceId: reporter.deviceId } }],
      ports.clock.now(),
    )
  })
}
