import type { Viewer } from '#domain/access.ts'
import type { Actor } from '#domain/sign-out/sign-out.ts'

/** The member acting from one of their own devices. */
export function memberActor(viewer: Pick<Viewer, 'memberId' | 'name' | 'deviceId' | 'deviceName'>): Actor {
  return {
    kind: 'member',
    id: viewer.memberId,
    name: viewer.name,
    deviceId: viewer.deviceId,
    deviceName: viewer.deviceName,
  }
}

/** The same person acting on others: their device is nobody else's business. */
export function adminActor(viewer: Pick<Viewer, 'memberId' | 'name'>): Actor {
  return { kind: 'admin', id: viewer.memberId, name: viewer.name }
}

export const SYSTEM: Actor = { kind: 'system', id: null, name: null }

/** How a device hears of an actor: the member's own device, never a person (protocol.md, part 6). */
export function actorForDevices(by: Actor): { kind: Actor['kind']; deviceId?: string; deviceName?: string } {
  return {
    kind: by.kind,
    ...(by.deviceId === undefined ? {} : { deviceId: by.deviceId }),
    ...(by.deviceName === undefined ? {} : { deviceName: by.deviceName }),
  }
}

/** What stands as `by` in an entry's data. */
export function isActor(value: unknown): value is Actor {
  return typeof value === 'object' && value !== null && 'kind' in value
}
