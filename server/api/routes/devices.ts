import { z } from 'zod'
import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import { deviceChange, deviceList, deviceView } from '#protocol/device.ts'
import { authoriseOn } from '../../commands/authorise.ts'
import { changeDevice, checkDevice, forgetDevice, ownDevice } from '../../commands/change-device.ts'
import { requireOrg } from '../../commands/org.ts'
import type { Ports } from '../../commands/ports.ts'
import { listDevices, oneDevice } from '../../queries/devices.ts'
import { accepted, ok } from '../reply.ts'
import { session, type Route } from '../route.ts'

const checked = z.object({ online: z.boolean() }).meta({ id: 'Checked' })

/** A member's devices (protocol.md, part 3). */
export const deviceRoutes: readonly Route[] = [
  session({
    method: 'get',
    path: '/api/v1/devices',
    name: 'listDevices',
    tag: 'Devices',
    summary: "The caller's devices, those signed out in the last 28 days too",
    answer: deviceList,
    async run({ ports, caller: { viewer, org, head } }) {
      return ok(await listDevices(ports, viewer.memberId, viewer, { limit: org.policy.limit, head }))
    },
  }),
  session({
    method: 'patch',
    path: '/api/v1/devices/{id}',
    name: 'changeDevice',
    tag: 'Devices',
    summary: 'Renames a device, or flags it as shared',
    body: deviceChange,
    answer: deviceView,
    refusals: ['not_found'],
    async run({ ports, caller, id, body }) {
      await ownDevice(ports.store.read, caller.viewer, id())
      const device = await changeDevice(ports, caller.viewer, id(), await body())
      return ok(await oneDevice(ports, device, caller.viewer.sessionId))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/devices/{id}/check',
    name: 'checkDevice',
    tag: 'Devices',
    summary: 'Asks a device to catch up now',
    status: 202,
    answer: checked,
    refusals: ['not_found', 'forbidden'],
    async run({ ports, caller, id }) {
      await requireVisible(ports, caller.viewer, id())
      return accepted(await checkDevice(ports, caller.viewer, id()))
    },
  }),
  session({
    method: 'post',
    path: '/api/v1/devices/{id}/forget',
    name: 'forgetDevice',
    tag: 'Devices',
    summary: 'Takes a signed-out device off the list; receipts stay',
    answer: deviceView,
    refusals: ['not_found', 'sign_out_open'],
    async run({ ports, caller, id }) {
      const device = await forgetDevice(ports, caller.viewer, id())
      return ok(await oneDevice(ports, device, caller.viewer.sessionId))
    },
  }),
]

/** One's own, or one whose member's devices the caller may see. Anything else answers like an unknown id. */
async function requireVisible(ports: Ports, viewer: Viewer, id: string): Promise<void> {
  const { read } = ports.store
  const device = await read.devices.get(id)
  if (!device) throw new DomainError('not_found')
  if (device.memberId === viewer.memberId) return
  const { policy } = await requireOrg(read.org)
  await authoriseOn(read.members, viewer, 'see-devices', device.memberId, policy, read.runs).catch(() => {
    throw new DomainError('not_found')
  })
}
