import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Viewer } from '#domain/access.ts'
import type { DeviceList } from '#protocol/device.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { requireViewer, whoCalls } from './viewer.ts'

export type DevicesData = {
  readonly list: DeviceList
  readonly signOuts: readonly SignOutView[]
  readonly band: readonly [number, number]
  readonly serverNow: number
}

/** A viewer's devices, read once for one rendering. */
const devicesOf = cache(async (viewer: Viewer) => runtime().queries.devices(viewer))

/** Answers 404 where a viewer has no such device. Whoever is no viewer is led away by the page itself. */
export async function refuseForeignDevice(id: string): Promise<void> {
  const caller = await whoCalls()
  if (caller.kind !== 'viewer') return
  const { devices } = await devicesOf(caller.viewer)
  if (!devices.some((device) => device.id === id)) notFound()
}

/** The devices of the member who calls and their sign-outs of the last 28 days. */
export async function readDevices(path: string): Promise<DevicesData> {
  const viewer = await requireViewer(path)
  const rt = runtime()
  const [list, signOuts, me] = await Promise.all([
    devicesOf(viewer),
    rt.queries.signOuts(viewer, {}),
    rt.queries.me(viewer),
  ])
  const [low, high] = me.policy.lagBand
  return { list, signOuts: signOuts.items, band: [low, high], serverNow: rt.now() }
}
