import type { DeviceView } from '#protocol/device.ts'

/** What runs on one computer: several installations have sessions of their own, and are signed out one by one (guide statement 2.6). */
export type Machine = { readonly installId: string; readonly devices: readonly DeviceView[] }

/** The devices in their order, those of one computer together at the place of the first. Pure. */
export function machinesOf(devices: readonly DeviceView[]): readonly Machine[] {
  const byInstall = Map.groupBy(devices, ({ installId }) => installId)
  return [...byInstall].map(([installId, together]) => ({ installId, devices: together }))
}
