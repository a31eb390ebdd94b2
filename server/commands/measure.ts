import type { Device, DeviceStatus } from '#domain/device.ts'
import type { Instant } from '#domain/ids.ts'
import { samplesOfReport, samplesOfStatus } from '#domain/sample.ts'
import type { SignOut } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'

/** Keeps what a confirmed sign-out's signed report measured, for the medians beside the guide's figures. */
export async function measureReport(tx: Writes, device: Device, signOut: SignOut, now: Instant): Promise<void> {
  if (signOut.state === 'confirmed') await tx.samples.add(samplesOfReport(device, signOut, signOut.report, now))
}

/** Keeps what a device measured of its present sign-in and of its program's last exit. Said again, it is the same sample. */
export async function measureStatus(
  tx: Writes,
  deviceId: string,
  memberId: string,
  status: DeviceStatus,
  now: Instant,
): Promise<void> {
  const { signInMs, firstLoadMs, lastExit } = status
  if (signInMs === undefined && firstLoadMs === undefined && lastExit === undefined) return
  const device = await tx.devices.get(deviceId)
  const session = (await tx.sessions.activeOf(memberId)).find((one) => one.deviceId === deviceId)
  if (!device || !session) return
  const cameBack = await tx.signOuts.lastOf(deviceId)
  await tx.samples.add(samplesOfStatus(device, session.id, cameBack, status, now))
}
