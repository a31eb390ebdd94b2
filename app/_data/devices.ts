import type { DeviceList } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

export type DevicesData = {
  readonly list: DeviceList
  readonly signOuts: readonly SignOutView[]
  readonly band: readonly [number, number]
  readonly serverNow: number
}

/** The devices of the member who calls and their sign-outs of the last 28 days. */
export async function readDevices(path: string): Promise<DevicesData> {
  const viewer = await requireViewer(path)
  const rt = runtime()
  const [list, signOuts, me] = await Promise.all([
    rt.queries.devices(viewer),
    rt.queries.signOuts(viewer, {}),
    rt.queries.me(viewer),
  ])
  const [low, high] = me.policy.lagBand
  return { list, signOuts: signOuts.items, band: [low, high], serverNow: rt.now() }
}
