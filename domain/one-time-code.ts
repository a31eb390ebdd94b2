import type { Instant } from './ids.ts'

/** An authenticator's code changes every 30 seconds (RFC 6238), and has six digits. */
export const STEP_MS = 30_000
export const CODE_DIGITS = 6
/** A clock that is one step off is forgiven, either way (RFC 6238, 5.2). */
const FORGIVEN = 1

/**
 * The step whose code this is, near `now`; null when it is none, or one that is not after `lastStep`: a code is used once.
 * @param codeOf the code of a step
 */
export function stepOf(code: string, now: Instant, lastStep: number, codeOf: (step: number) => string): number | null {
  const present = Math.floor(now / STEP_MS)
  for (let step = present - FORGIVEN; step <= present + FORGIVEN; step += 1)
    if (step > lastStep && codeOf(step) === code) return step
  return null
}

/** What to put into an app by its QR code (the `otpauth` format that every authenticator reads). */
export function otpauthUri(secret: string, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}&algorithm=SHA1&digits=${CODE_DIGITS}&period=${STEP_MS / 1000}`
}

/** No letters or digits that are mistaken for one another. */
export const RECOVERY_ALPHABET = 'BCDFGHJKLMNPQRSTVWXYZ23456789'
export const RECOVERY_LENGTH = 15
export const RECOVERY_COUNT = 10

/** A recovery code as it is shown: three groups of five. */
export function shownRecovery(code: string): string {
  return code.match(/.{1,5}/g)?.join('-') ?? code
}

/** What somebody typed, as it was made: case, spaces and dashes do not matter. Null when it cannot be one. */
export function typedRecovery(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, '')
  return code.length === RECOVERY_LENGTH && [...code].every((sign) => RECOVERY_ALPHABET.includes(sign)) ? code : null
}

/** An app's code as it is typed: six digits, spaces do not matter. Null when it is none. */
export function typedCode(text: string): string | null {
  const code = text.replaceAll(/\s/g, '')
  return /^\d{6}$/.test(code) ? code : null
}
