import type { Viewer } from '#domain/access.ts'
import type { Arrived } from './auth/arrivals.ts'
import type { CookieJar } from './auth/cookie.ts'
import type { Oidc } from './config/config.ts'
import type { AdminPages } from './queries/admin-pages.ts'
import type { ExitPages } from './queries/exit-pages.ts'
import type { getBatch, getReceipt, getSignOut, listSignOuts } from './queries/sign-outs.ts'
import type { getCredentials } from './queries/credentials.ts'
import type { listDevices } from './queries/devices.ts'
import type { countUnread, listInbox, preferenceShown } from './queries/inbox.ts'
import type { measuredFigures } from './queries/measured.ts'
import type { getMe } from './queries/me.ts'
import type { openLinks } from './queries/open-links.ts'
import type { SignOutShown } from './queries/sign-out-view.ts'

type Bound<F> = F extends (ports: never, ...rest: infer R) => infer T ? (...rest: R) => T : never
type Given = Readonly<Record<string, string | undefined>> | undefined

/** Who opens a page. `closed`: its sign-out is confirmed, and the cookie is all that is left. */
export type PageCaller =
  | { readonly kind: 'none' }
  | { readonly kind: 'ended'; readonly signOut: SignOutShown; readonly closed: boolean }
  | { readonly kind: 'viewer'; readonly viewer: Viewer }

/** What the pages see of the server. One object in the process, because Next bundles `app/` apart and would build a second one. */
export type Running = {
  /** The server's instant, in milliseconds. */
  now(): number
  /** `self`: where this process itself listens, for what a page asks of its own API. */
  readonly config: {
    readonly url: string
    readonly self: string
    readonly testClock: boolean
    readonly demo: boolean
    readonly mail: boolean
  }
  isSetUp(): Promise<boolean>
  company(): Promise<{ readonly name: string; readonly locale: 'en' | 'zh-CN'; readonly timeZone: string } | null>
  whoCalls(headers: Headers): Promise<PageCaller>
  readonly queries: {
    me(viewer: Viewer): ReturnType<Bound<typeof getMe>>
    devices(viewer: Viewer): ReturnType<typeof listDevices>
    signOuts: Bound<typeof listSignOuts>
    signOut: Bound<typeof getSignOut>
    batch: Bound<typeof getBatch>
    receipt: Bound<typeof getReceipt>
    openLinks: Bound<typeof openLinks>
    inbox: Bound<typeof listInbox>
    unread: Bound<typeof countUnread>
    preference: Bound<typeof preferenceShown>
    credentials(viewer: Viewer): ReturnType<typeof getCredentials>
    /** Whether the policy wants an authenticator app of this administrator, who has none. */
    lacksAuthenticator(viewer: Viewer): Promise<boolean>
    measured(): ReturnType<typeof measuredFigures>
  } & AdminPages &
    ExitPages
  readonly web: {
    readonly jar: CookieJar
    readonly secure: boolean
    signIn(given: Given, ip: string | null): Promise<{ token: string }>
    redeem(given: Given, ip: string | null): Promise<{ token: string }>
    /** The company's identity provider, or null. */
    readonly company: Oidc | null
    arriveByPasskey(given: Given, ip: string | null): Promise<{ token: string }>
    arriveByCompany(claims: Readonly<Record<string, unknown>>): Promise<Arrived>
  }
}

const KEY = Symbol.for('signoff.runtime')
const globals = globalThis as typeof globalThis & { [KEY]?: Running }

/** The server that runs in this process. Throws before it has started: a page is never rendered without it. */
export function runtime(): Running {
  const running = globals[KEY]
  if (!running) throw new Error('the server has not started: run it with npm start or npm run dev')
  return running
}

export function setRuntime(running: Running): void {
  globals[KEY] = running
}
