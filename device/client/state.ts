import type { ConfirmationClaims } from '#protocol/confirmation.ts'
import type { LogEntry, Order } from '#protocol/entry.ts'
import type { Connection } from './channel.ts'
import type { Step } from './ports.ts'
import type { Notice } from './records.ts'

/** Where this device stands. `locked`: its session has ended; it shows nothing of the account and is finishing its sign-out. */
export type ClientState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'none' }
  | { readonly phase: 'active'; readonly sessionId: string; readonly deviceId: string }
  | Locked
  | SignedOut

export type LockedStep = 'waiting' | 'received' | 'cleaning' | 'not-now' | 'confirming' | 'failed'
export type Locked = {
  readonly phase: 'locked'
  readonly signOutId: string
  /** Who, when, why. Null until the order, or the request that waits for the original device, has been heard. */
  readonly notice: Notice | null
  readonly step: LockedStep
  readonly progress: Step | null
}
/** The confirmation was accepted. */
export type SignedOut = {
  readonly phase: 'signed-out'
  readonly signOutId: string
  readonly notice: Notice | null
  /** From the end of access to the confirmation, in milliseconds of the server's clock; null when it was not heard. */
  readonly lagMs: number | null
  /** What this device signed: durations in milliseconds, sizes in bytes. Absent when another tab or an earlier life confirmed it. */
  readonly report?: ConfirmationClaims
}

export type DeviceEvents = {
  state: ClientState
  /** Once, as soon as the device hears that its session has ended: show nothing from now on. */
  locked: Locked
  order: Order
  signedOut: SignedOut
  entry: LogEntry
  connection: Connection
  /** The server refused for good (`token_replaced`, `bad_signature`, …), or this device failed (`device_fault`). */
  refused: { readonly code: string; readonly data: Readonly<Record<string, unknown>> }
}
