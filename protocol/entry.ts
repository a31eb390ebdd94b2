import type { SignOutOptions } from '#domain/sign-out/options.ts'

/** An entry as devices and pages get it (protocol.md, part 6). Unknown types are skipped by the reader. */
export type LogEntry = {
  readonly seq: number
  readonly at: string
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}
export type LogMessage = { readonly entries: readonly LogEntry[]; readonly head: number }

/** A device's order: the newest `sign-out.requested` of its own with a nonce. */
export type Order = {
  readonly signOutId: string
  readonly deviceId: string
  readonly sessionId: string
  readonly by: {
    readonly kind: 'member' | 'admin' | 'system'
    readonly deviceId?: string
    readonly deviceName?: string
  }
  readonly options: SignOutOptions
  readonly reason: string | null
  readonly accessEndedAt: string
  readonly nonce: string
  readonly attempt: number
  readonly share?: string
}

export const DEVICE_ENTRY_TYPES = [
  'session.started',
  'session.ended',
  'device.renamed',
  'sign-out.requested',
  'sign-out.approved',
  'sign-out.declined',
  'sign-out.received',
  'sign-out.cleaning',
  'sign-out.not-now',
  'sign-out.failed',
  'sign-out.confirmed',
  'sign-out.waived',
  'link.requested',
  'link.decided',
] as const
export type DeviceEntryType = (typeof DEVICE_ENTRY_TYPES)[number]
