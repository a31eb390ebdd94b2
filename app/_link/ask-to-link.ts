import type { Locale } from '#app/i18n/locale.ts'
import { authCall, type Refusal } from '#app/_gate/auth-call.ts'
import { deviceClaim } from '#app/_gate/sign-in-here.ts'

/** A link that waits for somebody to approve it (RFC 8628, 3.2). `expiresAt` is this browser's own clock. */
export type Asked = {
  readonly deviceCode: string
  readonly userCode: string
  readonly uri: string
  readonly uriComplete: string
  readonly checkNumber: string
  readonly intervalMs: number
  readonly expiresAt: number
  readonly proof: string
}
export type Ended = 'approved' | 'declined' | 'expired' | 'invalid'

const CLIENT_ID = 'signoff-device'
const SLOWER_MS = 5_000

/**
 * Asks to link this browser: a code for a device that is signed in, and a number that only this page shows.
 * Rejects when the server cannot be reached or this browser has no keys.
 */
export async function askToLink(locale: Locale): Promise<Asked> {
  const { browserSignInClaim, signDeviceCode } = await deviceClaim()
  const device = await browserSignInClaim(locale)
  const form = new URLSearchParams({
    client_id: CLIENT_ID,
    device_name: device.name,
    device_kind: device.kind,
    device_os: device.os,
    install_id: device.installId,
    device_key: JSON.stringify(device.publicKey),
  })
  if (typeof device.model === 'string') form.set('device_model', device.model)
  if (typeof device.appVersion === 'string') form.set('device_app_version', device.appVersion)
  const response = await fetch('/oauth/device_authorization', { method: 'POST', body: form, cache: 'no-store' })
  if (!response.ok) throw new Error(`device authorization answered ${response.status}`)
  const said = (await response.json()) as Readonly<Record<string, string | number>>
  const deviceCode = String(said.device_code)
  return {
    deviceCode,
    userCode: String(said.user_code),
    uri: String(said.verification_uri),
    uriComplete: String(said.verification_uri_complete),
    checkNumber: String(said.check_number),
    intervalMs: Number(said.interval) * 1000,
    expiresAt: Date.now() + Number(said.expires_in) * 1000,
    proof: await signDeviceCode(deviceCode),
  }
}

type Waiting = { readonly scanned: (by: string) => void; readonly signal: AbortSignal }

/**
 * Polls through next-auth's second provider, which sets the cookie: this page never sees an access token. `slow_down` adds five seconds for
 * good (RFC 8628, 3.5); a lost connection is waited for.
 */
export async function awaitDecision(asked: Asked, { scanned, signal }: Waiting): Promise<Ended | null> {
  let { intervalMs } = asked
  while (await paused(intervalMs, signal)) {
    const answer = await authCall('link', { deviceCode: asked.deviceCode, proof: asked.proof })
    if (signal.aborted) return null
    if (answer.ok) return 'approved'
    const error = errorOf(answer.refusal)
    if (error === 'slow_down') intervalMs += SLOWER_MS
    if (error === 'access_denied') return 'declined'
    if (error === 'expired_token') return 'expired'
    if (error === 'invalid_grant') return 'invalid'
    if (Date.now() > asked.expiresAt + SLOWER_MS) return 'expired'
    const by = answer.refusal.more.scannedBy
    if (typeof by === 'string') scanned(by)
  }
  return null
}

function errorOf({ code, more }: Refusal): string {
  return code === 'wrong_state' ? String(more.error) : code
}

/** False when the signal ended the pause. */
function paused(ms: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false)
    const stop = () => {
      clearTimeout(timer)
      resolve(false)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve(true)
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
