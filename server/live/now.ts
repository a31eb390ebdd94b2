import type { DeviceId, SignOutId } from '#domain/ids.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { StreamId } from '#domain/log.ts'
import type { LiveNow } from '#protocol/socket.ts'
import { behind } from '../queries/devices.ts'
import type { Ports } from '../commands/ports.ts'

/** What is true only now of these devices and sign-outs of one member; not in the log, may be dropped (protocol.md, part 7). */
export async function nowOf(
  ports: Ports,
  stream: StreamId,
  what: { signOuts: ReadonlySet<SignOutId>; devices: ReadonlySet<DeviceId> },
): Promise<LiveNow> {
  const { read } = ports.store
  const signOuts = await read.signOuts.many([...what.signOuts])
  const followers = Map.groupBy(await read.signOuts.followers([...what.signOuts]), (follower) => follower.signOutId)
  const devices = await read.devices.many([...what.devices])
  const sessions = await read.sessions.activeOf(stream)
  const { seq: head } = await read.log.head(stream)
  const online = await ports.presence.online([...what.devices])
  const shown = []
  for (const device of devices) {
    const session = sessions.find((one) => one.deviceId === device.id)
    shown.push({
      id: device.id,
      online: online.has(device.id),
      lastSeenAt: rfc3339(device.lastSeenAt),
      behind: session ? await behind(ports, session, head) : { entries: 0, ms: 0 },
    })
  }
  return {
    devices: shown,
    signOuts: signOuts.map((signOut) => ({
      id: signOut.id,
      step: signOut.progress?.step ?? null,
      done: signOut.progress?.done ?? 0,
      of: signOut.progress?.of ?? 0,
      followers: (followers.get(signOut.id) ?? []).map(({ deviceId, name, syncedAt }) => ({
        deviceId,
        name,
        syncedAt: rfc3339(syncedAt),
        lagMs: syncedAt === null ? null : Math.max(0, syncedAt - signOut.accessEndedAt),
      })),
    })),
  }
}
