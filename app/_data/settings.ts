import type { DeviceView } from '#protocol/device.ts'
import type { PreferenceView } from '#protocol/inbox.ts'
import type { Band } from '#app/_components/lag-band.tsx'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

export type OwnData = {
  readonly member: { readonly name: string; readonly email: string; readonly roles: readonly string[] }
  readonly device: DeviceView
  /** All of the member's devices: who could confirm in this one's place. */
  readonly devices: readonly DeviceView[]
  readonly company: string
  readonly band: Band
  /** What the member chose for all their devices. */
  readonly preference: PreferenceView
}

/** Who is signed in here, and on what. */
export async function readOwn(path: string): Promise<OwnData> {
  const viewer = await requireViewer(path)
  const { queries } = runtime()
  const [me, list, preference] = await Promise.all([
    queries.me(viewer),
    queries.devices(viewer),
    queries.preference(viewer),
  ])
  const device = list.devices.find(({ current }) => current) ?? me.device
  const [low, high] = me.policy.lagBand
  return { member: me.member, device, devices: list.devices, company: me.company, band: [low, high], preference }
}
