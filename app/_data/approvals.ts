import type { DeviceList } from '#protocol/device.ts'
import type { LinkView } from '#protocol/link.ts'
import type { SignOutView } from '#protocol/sign-out.ts'
import { runtime } from '#server/running.ts'
import { readSignOuts } from './sign-outs.ts'
import { requireViewer } from './viewer.ts'

export type ApprovalsData = {
  readonly list: DeviceList
  readonly signOuts: readonly SignOutView[]
  readonly links: readonly LinkView[]
  /** Only a session that signed in by itself may approve. */
  readonly bySelf: boolean
}

/** What waits for a decision of this device: sign-outs of devices it linked, and devices that ask to be linked. */
export async function readApprovals(): Promise<ApprovalsData> {
  const viewer = await requireViewer('/approvals')
  const { queries } = runtime()
  const [list, signOuts, links] = await Promise.all([
    queries.devices(viewer),
    queries.signOuts(viewer, { state: ['awaiting-original', 'declined'] }),
    queries.openLinks(viewer),
  ])
  return { list, signOuts: signOuts.items, links, bySelf: viewer.bySelf }
}

/** One sign-out that asks this device. */
export async function readApproval(id: string): Promise<Omit<ApprovalsData, 'links'>> {
  const viewer = await requireViewer(`/approvals/${id}`)
  const { list, signOuts } = await readSignOuts(id)
  return { list, signOuts, bySelf: viewer.bySelf }
}
