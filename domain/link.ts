import type { DeviceClaim } from './device.ts'
import type { DeviceId, Instant, LinkId, MemberId, SessionId } from './ids.ts'

/** No vowels, nothing confusable: 20^8, about 34.6 bits (ux.md, part 5.3; RFC 8628, part 6.1). */
export const CODE_ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ'
export const CODE_LENGTH = 8
export const LINK_LIFE_MS = 300_000
export const POLL_INTERVAL_S = 2
export const WRONG_NUMBERS = 5
export const OPEN_LINKS = 3

/** A request to link a device (RFC 8628). The approver types `checkNumber`, which only the new device shows. */
export type Link = {
  readonly id: LinkId
  readonly userCode: string
  readonly checkNumber: string
  readonly claim: DeviceClaim
  readonly ip: string | null
  readonly createdAt: Instant
  readonly expiresAt: Instant
  readonly state: 'open' | 'approved' | 'denied' | 'burnt' | 'redeemed'
  /** The member whose page looked the code up first: from then on it is theirs to decide. */
  readonly memberId: MemberId | null
  readonly scannedBy: DeviceId | null
  readonly wrongNumbers: number
  readonly decidedAt: Instant | null
  readonly approverSessionId: SessionId | null
  readonly approverDeviceId: DeviceId | null
  /** The session that its token opened; while approved, the one that this device has and keeps (null: it holds a place of its own). */
  readonly sessionId: SessionId | null
  readonly intervalS: number
  readonly polledAt: Instant | null
}

/** The code as it is stored: letters of the alphabet alone. Null when it cannot be one. */
export function normalizeUserCode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s\-–—_.]/g, '')
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter)) ? code : null
}

/** `BCDF-GHJK`, as people read it. */
export function showUserCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** Where a link stands for whoever would decide it, or the code of the refusal. */
export function linkStanding(link: Link, now: Instant): 'open' | 'code_expired' | 'code_burnt' | 'already_decided' {
  if (link.state === 'burnt') return 'code_burnt'
  if (link.state !== 'open') return 'already_decided'
  return now >= link.expiresAt ? 'code_expired' : 'open'
}
