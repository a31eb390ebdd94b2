/** Ids are opaque and carry their kind in front (protocol.md, head). They are made by the server's `Random` port. */
export type MemberId = string
export type DeviceId = string
export type SessionId = string
export type SignOutId = string
export type BatchId = string
export type DepartmentId = string
export type LinkId = string
export type ObligationId = string
export type RunId = string
export type KeyId = string
export type VerificationId = string

export const ID_PREFIX = {
  member: 'mem',
  device: 'dev',
  session: 'ses',
  signOut: 'out',
  batch: 'bat',
  department: 'dep',
  key: 'key',
  obligation: 'obl',
  run: 'run',
  file: 'fil',
  link: 'lnk',
  notice: 'ntc',
  preview: 'pre',
  letter: 'let',
  hook: 'hok',
  passkey: 'pky',
  verification: 'ver',
} as const
export type IdKind = keyof typeof ID_PREFIX

/** An instant on the server's clock, in milliseconds since 1970 (UTC). */
export type Instant = number

/** RFC 3339, UTC, milliseconds: the only form of a time on the wire. */
export function rfc3339(at: Instant): string
export function rfc3339(at: Instant | null): string | null
export function rfc3339(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
