import type { DeviceId, Instant, MemberId } from './ids.ts'

/** The saved views of everybody’s devices (ux.md, part 3, Admin devices). */
export const DEVICE_VIEWS = ['active', 'idle', 'unknown-place', 'unconfirmed', 'shared'] as const

export const DEVICE_KINDS = ['web', 'phone', 'tablet', 'desktop'] as const
export type DeviceKind = (typeof DEVICE_KINDS)[number]
export const DEVICE_OSES = ['ios', 'ipados', 'android', 'windows', 'macos', 'linux', 'other'] as const
export type DeviceOs = (typeof DEVICE_OSES)[number]

/** The public half of a device's key: EC P-256 or Ed25519 (protocol.md, part 3). */
export type PublicJwk =
  | { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }

/** What a device says of itself when it signs in. All of it is a claim, but the key. */
export type DeviceClaim = {
  readonly kind: DeviceKind
  readonly os: DeviceOs
  readonly name: string
  readonly model: string | null
  readonly appVersion: string | null
  readonly installId: string
  readonly publicKey: PublicJwk
}

/** A device of a member. It is its key: the same thumbprint within a member is the same device. Its row is never deleted. */
export type Device = {
  readonly id: DeviceId
  readonly memberId: MemberId
  readonly name: string
  readonly kind: DeviceKind
  readonly os: DeviceOs
  readonly model: string | null
  readonly appVersion: string | null
  readonly installId: string
  readonly publicKey: PublicJwk
  readonly thumbprint: string
  readonly bound: boolean
  readonly shared: boolean
  readonly createdAt: Instant
  readonly lastSeenAt: Instant | null
  readonly forgottenAt: Instant | null
  readonly status: DeviceStatus | null
}

/** What a device last said of itself (protocol.md, part 6, `status`). Shown in the sign-out dialog and the insights. */
export type DeviceStatus = {
  readonly transfers: number
  readonly processes: number
  readonly leftovers: number
  readonly cacheBytes: number
  readonly recordsBytes: number
  readonly appVersion?: string | undefined
  readonly signInMs?: number | undefined
  readonly firstLoadMs?: number | undefined
  readonly lastExit?:
    | {
        readonly kind: 'full' | 'quick' | 'killed' | 'logoff'
        readonly at: string
        readonly integrity: 'complete' | 'damaged' | 'unknown'
        readonly startMs: number
        readonly startMedianMs: number
        readonly memory?: { readonly beforeBytes: number; readonly afterBytes: number } | undefined
      }
    | undefined
}

const CONTROL_AND_BIDI = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g

/** A device's name as it is stored: no control or direction marks, single spaces, 1 to 64 characters (quality.md, G9). */
export function cleanName(name: string): string {
  const clean = name.toWellFormed().normalize('NFC').replaceAll(CONTROL_AND_BIDI, ' ').replaceAll(/\s+/g, ' ').trim()
  return [...clean].slice(0, 64).join('')
}
