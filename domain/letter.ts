import type { Instant } from './ids.ts'
import type { NoticeKind } from './notice.ts'

export const LANGUAGES = ['en', 'zh-CN'] as const
export type Language = (typeof LANGUAGES)[number]

/** What a person proves themselves with, and what may happen to it. */
export const CREDENTIAL_CHANGES = [
  'password-changed',
  'password-reset',
  'passkey-added',
  'passkey-removed',
  'authenticator-added',
  'authenticator-removed',
  'recovery-renewed',
  'recovery-used',
  'company-linked',
] as const
export type CredentialChange = (typeof CREDENTIAL_CHANGES)[number]

/** What each kind of letter tells. `path` is of ours, begins with a slash, and may carry a secret in its fragment. */
export type LetterData = {
  readonly invitation: { readonly by: string; readonly path: string; readonly expiresAt: Instant }
  /** `by`: the administrator who gave the link; null or missing when the member asked for it. */
  readonly 'password-reset': { readonly path: string; readonly expiresAt: Instant; readonly by?: string | null }
  readonly 'credential-changed': {
    readonly what: CredentialChange
    /** What it is called, where it has a name: a passkey. */
    readonly name: string | null
    /** The device from which it was done; null for none, such as a reset by mail. */
    readonly device: string | null
    readonly at: Instant
  }
  /** A line of the inbox, by mail too. */
  readonly told: ToldData
}

/** What a message says goes out by other ways; all else that a member is told can be a letter. */
export type ToldKind = Exclude<NoticeKind, 'message'>
export type ToldData = {
  readonly what: ToldKind
  /** What it is about: a device, several, or members. */
  readonly device: string
  /** Several by name, to be listed as the language does; an older letter has `device` alone. */
  readonly names?: readonly string[]
  /** A lag or an age, in milliseconds; 0 where there is none. */
  readonly ms: number
  readonly n: number
  /** Of a sign-in: an ISO 3166-1 country, `private`, or null. */
  readonly place: string | null
  readonly at: Instant
  readonly path: string
}
export type LetterKind = keyof LetterData

/** One letter to one person, before it has words. */
export type Letter<K extends LetterKind = LetterKind> = {
  [P in K]: { readonly kind: P; readonly data: LetterData[P] }
}[K]

const MINUTE = 60_000
/** How long to wait after the first, second, … failed try. After the last the letter is given up. */
const WAITS = [1, 2, 5, 15, 60, 240, 720, 1_440].map((minutes) => minutes * MINUTE)

/** When a letter is tried again after `tries` failed tries; null when it is given up. */
export function nextTry(tries: number, now: Instant): Instant | null {
  const wait = WAITS[tries - 1]
  return wait === undefined ? null : now + wait
}
