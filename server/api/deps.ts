import type { Metric } from 'prom-client'
import type { Session } from '#domain/session.ts'
import type { KeyRing } from '../auth/receipt-keys.ts'
import type { Ports } from '../commands/ports.ts'
import type { Config } from '../config/config.ts'
import type { SetUpCode } from './set-up-code.ts'

/** What the HTTP API needs of the rest of the server. Put together in server/runtime.ts. */
export type ApiDeps = {
  readonly ports: Ports
  readonly config: Pick<Config, 'url' | 'origins' | 'secure' | 'secret' | 'trusted' | 'oidc'>
  readonly keyRing: Pick<KeyRing, 'publicKeys'>
  readonly setUpCode: SetUpCode
  /** The opaque token inside next-auth's sealed cookie, or null. */
  readonly tokenOfCookie: (cookieHeader: string | null) => Promise<string | null>
  /** What stands in the cookie of somebody who has arrived and has no session yet, or null. */
  readonly arrivalOfCookie: (cookieHeader: string | null) => Promise<string | null>
  /** `Set-Cookie` lines that carry a session's token, and take the arrival's cookie back. */
  readonly cookieFor: (token: string) => Promise<readonly string[]>
  /** `Set-Cookie` lines that expire our own cookies, and no others. */
  readonly cookieClear: (secure: boolean) => readonly string[]
  /** A request of an active session was granted: collected, written at most once a second. */
  readonly accepted: (sessionId: string, deviceId: string, ip: string | null) => void
  /** A device whose access has ended was heard of (†): it is not unreachable. */
  readonly heard: (deviceId: string) => void
  /** A device polls `GET /device/log`: it is online until a little after this poll. */
  readonly polling: (deviceId: string, memberId: string) => void
  /** A device has applied everything up to `seq`: collected, written at most once a second. */
  readonly acknowledge: (session: Session, seq: number) => void
  /** Resolves when the bell rings for this stream, `ms` have passed, or `signal` aborts, whichever is first. Never rejects. */
  readonly waitForLog: (stream: string, signal: AbortSignal, ms: number) => Promise<void>
  /** Moves the test clock and runs every job due by then; resolves with the new time. Null unless SIGNOFF_TEST_CLOCK is on. */
  readonly advanceClock: ((ms: number) => Promise<number>) | null
  /** Whether the store can be read, is migrated and as durable as promised. */
  readonly readiness: () => Promise<boolean>
  /** Figures of this instant for `/metrics`, by Prometheus name without the `signoff_` in front (such as `sockets`). */
  /** What adds up over this process's life. */
  readonly metrics: readonly Metric[]
  readonly gauges: () => Readonly<Record<string, number>>
}
