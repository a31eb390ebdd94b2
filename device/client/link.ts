import type { DeviceClaimInput } from '#protocol/device.ts'
import { CLIENT_ID, DEVICE_CODE_GRANT } from '#protocol/version.ts'
import type { Http } from './http.ts'
import { signCompact } from './jws.ts'
import { backoffMs } from './pause.ts'
import type { Keys, Pause } from './ports.ts'
import { Refused, Unreachable } from './problem.ts'
import type { SignedIn } from './sign-in.ts'

type Started = {
  readonly device_code: string
  readonly user_code: string
  readonly verification_uri: string
  readonly verification_uri_complete: string
  readonly expires_in: number
  readonly interval: number
  readonly check_number: string
}
type Token = {
  readonly access_token: string
  readonly device_id: string
  readonly session_id: string
  readonly kept?: SignedIn['kept']
  readonly pending?: unknown
}

/** A link that waits for somebody to approve it. */
export type Link = {
  readonly userCode: string
  readonly verificationUri: string
  /** What the QR code shows. */
  readonly verificationUriComplete: string
  /** Shown on this device alone; the approver types it. */
  readonly checkNumber: string
  readonly expiresInS: number
  /**
   * Polls until it is decided.
   * @throws {Refused} `access_denied`, `expired_token`, `invalid_grant` · {Unreachable} when the signal aborted
   */
  redeem(signal: AbortSignal): Promise<SignedIn>
}

type Ports = { readonly http: Http; readonly keys: Keys; readonly pause: Pause; readonly random: () => number }

/** Starts a link: RFC 8628, 3.1 and 3.2, with the device's own members (protocol.md, part 5). */
export async function startLink(ports: Ports, device: DeviceClaimInput): Promise<Link> {
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
  const started = await ports.http.call<Started>('POST', '/oauth/device_authorization', form)
  return {
    userCode: started.user_code,
    verificationUri: started.verification_uri,
    verificationUriComplete: started.verification_uri_complete,
    checkNumber: started.check_number,
    expiresInS: started.expires_in,
    redeem: (signal) => poll(ports, started, signal),
  }
}

/** RFC 8628, 3.4 and 3.5: `slow_down` adds five seconds for good, and a lost connection backs off. */
async function poll({ http, keys, pause, random }: Ports, started: Started, signal: AbortSignal): Promise<SignedIn> {
  const form = new URLSearchParams({
    grant_type: DEVICE_CODE_GRANT,
    client_id: CLIENT_ID,
    device_code: started.device_code,
    device_proof: await signCompact(keys, started.device_code),
  })
  let intervalMs = started.interval * 1_000
  let failures = 0
  while (!signal.aborted) {
    await pause(intervalMs + (failures === 0 ? 0 : backoffMs(failures, random, 1_000)), signal)
    try {
      const token = await http.call<Token>('POST', '/oauth/token', form, { signal })
      return { ...toSignedIn(token), memberId: null }
    } catch (error) {
      if (error instanceof Refused && error.code === 'slow_down') intervalMs += 5_000
      else if (error instanceof Refused && error.code !== 'authorization_pending') throw error
      failures = error instanceof Refused ? 0 : failures + 1
    }
  }
  throw new Unreachable('no longer waiting')
}

function toSignedIn(token: Token): Omit<SignedIn, 'memberId'> {
  const { access_token, device_id, session_id, kept = null, pending } = token
  return { token: access_token, sessionId: session_id, deviceId: device_id, kept, pending }
}
