import type { DeviceView } from '#protocol/device.ts'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

/** A Mac of one's own with a desktop application on it, or null. */
export async function readMac(id: string): Promise<Pick<DeviceView, 'id' | 'name' | 'kind' | 'os'> | null> {
  const viewer = await requireViewer(`/devices/${id}/mac`)
  const { devices } = await runtime().queries.devices(viewer)
  return devices.find((device) => device.id === id && device.os === 'macos' && device.kind === 'desktop') ?? null
}
