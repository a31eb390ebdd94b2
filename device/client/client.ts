import type { Manager } from 'socket.io-client'
import type { DeviceClaimInput, DeviceStatusInput } from '#protocol/device.ts'
import { createEvents } from './events.ts'
import { createFollower } from './follower.ts'
import { createHttp, type Fetch, type Http } from './http.ts'
import { createJournal } from './journal.ts'
import { startLink, type Link } from './link.ts'
import { alone } from './memory.ts'
import { pause as realPause } from './pause.ts'
import type { Cleaner, Keys, Pause, Peers, Vault } from './ports.ts'
import { readPending } from './read-log.ts'
import { httpReports } from './reports.ts'
import { settleBefore } from './settle-before.ts'
import { signIn, type SignedIn, type SignInInput } from './sign-in.ts'
import type { ClientState, DeviceEvents } from './state.ts'

export type DeviceClientOptions = {
  /** The server's origin; empty for a page of its own. */
  readonly url: string
  readonly vault: Vault
  readonly keys: Keys
  readonly cleaner: Cleaner
  /** `token`: this device signs in itself and keeps its token in the vault. `cookie`: the browser's own cookie stands for it. */
  readonly credentials: 'token' | 'cookie'
  /** The Socket.IO connection, which others may share. Without one the log comes over HTTP alone. */
  readonly manager?: () => Manager | Promise<Manager>
  /** `http`: the confirmation goes over HTTP, because its answer clears the cookie. Default `channel`. */
  readonly confirmBy?: 'channel' | 'http'
  /** Milliseconds without a socket before the log is also fetched over HTTP. Default 8,000. */
  readonly fallbackMs?: number
  /** What this device says of itself on every connection and when it is asked. */
  readonly status?: () => Promise<DeviceStatusInput>
  /** Other tabs or processes of this same device. Default: alone. */
  readonly peers?: Peers<ClientState>
  readonly locale?: string
  readonly fetch?: Fetch
  readonly pause?: Pause
  readonly random?: () => number
  /** Milliseconds since 1970 on this device's clock: only ever a claim. */
  readonly now?: () => number
}

/** One device, as the server sees it (protocol.md, parts 3 to 6). */
export type DeviceClient = {
  state(): ClientState
  on<K extends keyof DeviceEvents>(event: K, listener: (value: DeviceEvents[K]) => void): () => void
  /** Follows the log and carries out orders until the device is signed out or `stop` is called. Resolves when it has begun. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Says anew what `status` tells, because it has changed. */
  sayStatus(): void
  /** Resolves when following has ended, with the state it ended in. */
  readonly ended: Promise<ClientState>
  /** Finishes an open order first. @throws {Refused} as `signIn` */
  signIn(claim: DeviceClaimInput, input: SignInInput): Promise<SignedIn>
  /** Finishes an open order first; call `redeem` and then `begin` with what it returns. */
  link(claim: DeviceClaimInput): Promise<Link>
  /** Takes a session over that was signed in or linked. */
  begin(signedIn: SignedIn): Promise<void>
  /** The API with this device's credentials. */
  readonly http: Http
}

export function createDeviceClient(options: DeviceClientOptions): DeviceClient {
  const { vault, keys, url, credentials, locale } = options
  const journal = createJournal(vault)
  const events = createEvents<DeviceEvents>()
  const token = async () => (credentials === 'cookie' ? null : ((await journal.session())?.token ?? null))
  const shared = { ...(options.fetch ? { fetch: options.fetch } : {}), ...(locale === undefined ? {} : { locale }) }
  const http = createHttp({ url, token, ...shared })
  const stranger = createHttp({ url, token: async () => null, ...shared })
  const clock = {
    pause: options.pause ?? realPause,
    random: options.random ?? Math.random,
    now: options.now ?? Date.now,
  }
  const follower = createFollower({
    journal,
    keys,
    http,
    events,
    token,
    ...clock,
    cleaner: options.cleaner,
    peers: options.peers ?? alone(),
    cookie: credentials === 'cookie',
    confirmByHttp: options.confirmBy === 'http',
    fallbackMs: options.fallbackMs ?? 8_000,
    manager: options.manager ?? null,
    status: options.status ?? null,
  })
  const settle = () =>
    settleBefore({ ...clock, journal, keys, http, cleaner: options.cleaner, reports: httpReports(http) })

  async function begin({ sessionId, deviceId, memberId, token: fresh, pending }: SignedIn): Promise<void> {
    await journal.begin({ sessionId, deviceId, memberId, token: fresh })
    const orders = readPending(pending)
    for (const order of orders ?? []) await journal.store(order)
    if (orders !== null) await journal.keepOnly(orders.map((order) => order.signOutId))
  }

  return {
    http,
    on: (event, listener) => events.on(event, listener),
    state: () => follower.state(),
    start: () => follower.start(),
    stop: () => follower.stop(),
    sayStatus: () => follower.sayStatus(),
    ended: follower.ended,
    begin,
    async signIn(claim, input) {
      await settle()
      const signedIn = await signIn(stranger, keys, claim, input)
      await begin(signedIn)
      return signedIn
    },
    async link(claim) {
      await settle()
      return startLink({ http: stranger, keys, ...clock }, claim)
    },
  }
}
