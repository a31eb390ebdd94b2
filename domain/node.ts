import type { DeviceId, Instant, MemberId } from './ids.ts'

/** One process of several over one store. An embedded store has one process, and never asks. */
export type NodeId = string
export type NodeRow = {
  readonly id: NodeId
  /** Until then the node counts as alive, unless it says so again. */
  readonly aliveUntil: Instant
  /** A fingerprint of its SIGNOFF_SECRET: nodes of different secrets cannot read each other's cookies and keys. */
  readonly secret: string
}

/** A device that is connected to a node; a device that polls is so `until` a little after its last poll. */
export type PresenceLine = {
  readonly deviceId: DeviceId
  readonly memberId: MemberId
  readonly until: Instant | null
}

export interface NodeReads {
  alive(now: Instant): Promise<readonly NodeRow[]>
  /** Which of these devices have a line to a living node other than `self`. */
  onlineElsewhere(devices: readonly DeviceId[], self: NodeId, now: Instant): Promise<ReadonlySet<DeviceId>>
}
export interface NodeWrites extends NodeReads {
  join(node: NodeRow): Promise<void>
  /** Says that a node lives; false when the others have given it up, and its lines with it. */
  beat(id: NodeId, aliveUntil: Instant): Promise<boolean>
  /** Takes a node and its lines away. */
  leave(id: NodeId): Promise<void>
  setLines(id: NodeId, lines: readonly PresenceLine[]): Promise<void>
  dropLines(id: NodeId, devices: readonly DeviceId[]): Promise<void>
  /** Takes away nodes that are no longer alive, their lines, and polls that are over. Returns whose lines went. */
  reap(now: Instant): Promise<readonly Pick<PresenceLine, 'deviceId' | 'memberId'>[]>
}

/** Work that one holder at a time does. Its row also keeps two holders apart inside one write, as a lock. */
export interface LeaseWrites {
  /** Takes a lease that is free, over or the holder's own, until an instant; false while another has it. */
  hold(name: string, holder: string, now: Instant, until: Instant): Promise<boolean>
  release(name: string, holder: string): Promise<void>
  /** For a store of one process: whoever held them is gone. */
  clear(): Promise<void>
}
