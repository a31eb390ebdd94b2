import type { Locale } from '#app/i18n/locale.ts'
import type { PlaceView } from '#protocol/link.ts'
import { call } from '#app/_live/call.ts'
import { authCall, type AuthAnswer } from './auth-call.ts'

export type Credentials = {
  readonly email: string
  readonly password: string
  readonly shared: boolean
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string
  /** Stands for a code that was right, where something else was in the way then. */
  readonly pass?: string
  /** Proved already, by the company or a passkey: only the device's place is wanted. */
  readonly arrived?: true
}

/** One of the sessions that hold the member's places, most idle first (protocol.md, part 3, `device_limit`). */
export type Holder = PlaceView
export type DeviceLimit = { readonly limit: number; readonly sessions: readonly Holder[] }

/** The part of the device's code that says what this browser is; it comes when somebody begins to type. */
export const deviceClaim = () => import('#device/browser/at-sign-in.ts')

/**
 * Signs this browser in with its own key. A key that the member already has proves itself over the server's challenge. `replace` ends that
 * session and takes its place, in one commit.
 */
export async function signInHere(who: Credentials, locale: Locale, replace?: string): Promise<AuthAnswer> {
  const claimed = await claim(locale)
  if (claimed === null) return { ok: false, refusal: { code: 'no_keys', more: {} } }
  const place = replace === undefined ? {} : { replace }
  const enter = who.arrived === true ? enrol : byPassword
  const first = await enter(who, claimed.device, place, locale)
  if (first.ok || first.refusal.code !== 'proof_required') return first
  const { challenge, pass } = first.refusal.more
  const proof = await claimed.sign(String(challenge))
  const passed = typeof pass === 'string' ? { ...who, pass } : who
  return enter(passed, claimed.device, { ...place, proof }, locale)
}

type More = Readonly<Record<string, string>>

function byPassword({ email, password, code, pass }: Credentials, device: string, more: More, language: Locale) {
  const factor = { ...(code === undefined ? {} : { code }), ...(pass === undefined ? {} : { pass }) }
  return authCall('password', { email, password, language, device, ...factor, ...more })
}

/** The one call that is allowed between the company's sign-in, or a passkey, and the session (protocol.md, part 2). */
async function enrol(_: Credentials, device: string, more: More): Promise<AuthAnswer> {
  const claim: unknown = JSON.parse(device)
  const answer = await call('POST', '/api/v1/device/enrol', { device: claim, ...more })
  return answer.ok ? { ok: true } : { ok: false, refusal: { code: answer.problem.code, more: answer.problem.more } }
}

/** Null where the browser gives this page no keys or no database: neither https nor loopback, or a private window that forbids both. */
async function claim(locale: Locale): Promise<{ device: string; sign: (challenge: string) => Promise<string> } | null> {
  const { browserSignInClaim, signChallenge } = await deviceClaim()
  try {
    return { device: JSON.stringify(await browserSignInClaim(locale)), sign: signChallenge }
  } catch {
    return null
  }
}

/** Says of the device that has just signed in that others use it too. The sign-in stands whether this works or not. */
export async function markShared(): Promise<void> {
  const me = await call<{ device: { id: string } }>('GET', '/api/v1/me')
  if (me.ok) await call('PATCH', `/api/v1/devices/${me.body.device.id}`, { shared: true })
}

/** The members of a `device_limit`. */
export function limitOf(more: Readonly<Record<string, unknown>>): DeviceLimit {
  // The contract's shape (protocol.md, part 3); the page carries no schema to check it again.
  return { limit: Number(more.limit), sessions: (more.sessions ?? []) as readonly Holder[] }
}
