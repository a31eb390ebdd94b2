import type { Device, DeviceStatus } from '../device.ts'
import type { DepartmentId, DeviceId, Instant, MemberId } from '../ids.ts'
import type { Page } from './page.ts'

export interface DeviceReads {
  get(id: DeviceId): Promise<Device | null>
  byThumbprint(memberId: MemberId, thumbprint: string): Promise<Device | null>
  ofMember(memberId: MemberId): Promise<readonly Device[]>
  many(ids: readonly DeviceId[]): Promise<readonly Device[]>
  list(filter: DeviceFilter): Promise<Page<Device>>
}

/** A saved view of the devices, with what it measures by. */
export type SavedView =
  | { readonly is: 'active' | 'shared' | 'unknown-place' | 'unconfirmed' }
  /** Signed in, and not heard of since this instant. */
  | { readonly is: 'idle'; readonly since: Instant }

export type DeviceFilter = {
  readonly query?: string | undefined
  readonly kind?: string | undefined
  readonly view?: SavedView | undefined
  readonly memberId?: MemberId | undefined
  readonly departments?: ReadonlySet<DepartmentId> | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export interface DeviceWrites extends DeviceReads {
  insert(device: Device): Promise<void>
  update(id: DeviceId, change: Partial<Omit<Device, 'id' | 'memberId' | 'thumbprint'>>): Promise<void>
  setStatus(id: DeviceId, status: DeviceStatus): Promise<void>
  /** Raises lastSeenAt, never lowers it. */
  seen(seen: readonly { id: DeviceId; at: Instant }[]): Promise<void>
}
