import type { Viewer } from '#domain/access.ts'
import type { Device } from '#domain/device.ts'
import { previewSignOut as preview, type Preview } from '#domain/sign-out/preview.ts'
import { openOfAll } from './obligation/impact.ts'
import { checkOptions, chosen, type SignOutAsk } from './request-sign-out.ts'
import type { Ports } from './ports.ts'

/** What a sign-out would do, without doing any of it: what `confirmation_required` carries (protocol.md, part 4). */
export async function previewSignOut(ports: Ports, viewer: Viewer, ask: SignOutAsk): Promise<Preview> {
  const { read } = ports.store
  const choice = await chosen(read, viewer, ask)
  await checkOptions(read, choice, ask)
  const { ending, ended } = choice
  const active = await read.sessions.activeOf(viewer.memberId)
  const devices = new Map<string, Device>(
    (await read.devices.ofMember(viewer.memberId)).map((device) => [device.id, device]),
  )
  const online = await ports.presence.online([...devices.keys()])
  return preview({
    sessions: [...ending, ...ended],
    active,
    devices,
    asked: ask,
    callerSessionId: viewer.sessionId,
    callerDeviceId: viewer.deviceId,
    approverNamed: ask.approver !== undefined,
    online: (id) => online.has(id),
    open: await openOfAll(read, ending.length > 0 ? [viewer.memberId] : []),
  })
}
