import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Metric } from 'prom-client'
import type { Database } from '#db/database.ts'
import { openDatabase } from '#db/open.ts'
import { isDomainError } from '#domain/errors.ts'
import type { Store } from '#domain/store.ts'
import { createStore } from '#db/stores/index.ts'
import { createSetUpCode, type SetUpCode } from './api/set-up-code.ts'
import { companyArrival, passkeyArrival } from './auth/arrivals.ts'
import { codes } from './auth/codes.ts'
import { createCookieJar, type CookieJar } from './auth/cookie.ts'
import { createPasswords } from './auth/passwords.ts'
import { createPasskeys } from './auth/passkeys.ts'
import { proofs } from './auth/proofs.ts'
import { createSecrets } from './auth/secrets.ts'
import { openKeyRing, type KeyRing } from './auth/receipt-keys.ts'
import { redeemWeb, signInWeb } from './auth/web-sign-in.ts'
import { isChineseWorkingDay } from './calendar.ts'
import { createClock, type SettableClock } from './clock.ts'
import type { Ports } from './commands/ports.ts'
import { lacksAuthenticator } from './commands/admin-factor.ts'
import { requireOrg } from './commands/org.ts'
import { resumeBatches } from './commands/run-batch.ts'
import { setUp } from './commands/set-up.ts'
import { derive, type Config } from './config/config.ts'
import { startJobs, type Schedule } from './jobs/jobs.ts'
import { createBell, type LocalBell } from './live/bell.ts'
import { joinCluster, type Cluster } from './live/cluster.ts'
import { createPresence, type LivePresence } from './live/presence.ts'
import { createLog } from './log.ts'
import { searchText } from './member-search.ts'
import { createMeter } from './meter.ts'
import { openHooks } from './notify/hooks.ts'
import { sendingAfterCommit } from './notify/after-commit.ts'
import { openPost } from './notify/post.ts'
import { smtpCarrier } from './notify/smtp.ts'
import { adminPages } from './queries/admin-pages.ts'
import { exitPages } from './queries/exit-pages.ts'
import { whoHolds } from './queries/caller.ts'
import { getCredentials } from './queries/credentials.ts'
import { listDevices } from './queries/devices.ts'
import { countUnread, listInbox, preferenceShown } from './queries/inbox.ts'
import { measuredFigures } from './queries/measured.ts'
import { getMe } from './queries/me.ts'
import { openLinks } from './queries/open-links.ts'
import { signOutForItsDevice, signOutView } from './queries/sign-out-view.ts'
import { getBatch, getReceipt, getSignOut, listSignOuts } from './queries/sign-outs.ts'
import { places } from './places.ts'
import { random } from './random.ts'
import type { PageCaller, Running } from './running.ts'

/** Everything that runs in one process, put together here and nowhere else: the only file of the server that sees `db/`. */
export type Runtime = {
  readonly config: Config
  readonly ports: Ports
  /** What the ports' meter counts. */
  readonly metrics: readonly Metric[]
  readonly clock: SettableClock
  readonly bell: LocalBell
  readonly presence: LivePresence
  readonly keyRing: KeyRing
  readonly jar: CookieJar
  readonly setUpCode: SetUpCode
  readonly jobs: Schedule
  readonly running: Running
  /** Figures of the bell between the nodes, where there is one. */
  gauges(): Readonly<Record<string, number>>
  close(): Promise<void>
}

export async function startRuntime(config: Config): Promise<Runtime> {
  const log = createLog(config.logLevel)
  const database = await openDatabase(config.databaseUrl)
  try {
    const store = createStore(database)
    let aheadMs = () => 0
    const clock = createClock(await store.read.log.latestAt(), () => Date.now() + aheadMs())
    const live = await openLive(database, { store, clock, log, config })
    aheadMs = live.aheadMs
    const keyRing = await openKeyRing(store, clock, config.url, derive(config.secret, 'receipt keys'), log)
    const { bell, presence } = live
    const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url')
    const secrets = createSecrets(config.secret)
    const meter = createMeter()
    const post = postOffice(config, { store, clock, secrets, log })
    const ports: Ports = {
      store: post.on ? sendingAfterCommit(store, post.kick) : store,
      clock,
      random,
      hash,
      passwords: await createPasswords(),
      proofs,
      receipts: keyRing,
      bell,
      presence,
      log,
      meter,
      secrets,
      codes,
      passkeys: createPasskeys(config),
      post,
      hooks: openHooks({ store, clock, secrets, log, target: config.webhook }),
      searchText,
      places,
      isWorkingDay: isChineseWorkingDay,
    }
    await foundFromEnvironment(ports, config)
    const jar = createCookieJar(config)
    const jobs = startJobs(ports, { shared: database.engine === 'postgres' })
    resumeBatches(ports).catch((error: unknown) => log.error({ error: String(error) }, 'a batch could not be resumed'))
    const running = pagesSide(ports, config, jar)
    const setUpCode = createSetUpCode(random.token().slice(0, 22))
    const close = async () => {
      await jobs.stop()
      await live.close()
      await database.close()
    }
    const { gauges } = live
    const { metrics } = meter
    return { config, ports, metrics, clock, bell, presence, keyRing, jar, setUpCode, jobs, running, gauges, close }
  } catch (error) {
    await database.close()
    throw error
  }
}

function postOffice({ mail, url }: Config, parts: Pick<Ports, 'store' | 'clock' | 'secrets' | 'log'>): Ports['post'] {
  return openPost({ ...parts, url, carrier: mail && smtpCarrier(mail, new URL(url).hostname) })
}

type LiveParts = {
  readonly store: Store
  readonly clock: SettableClock
  readonly log: Ports['log']
  readonly config: Config
}

/** Bell and presence: of this process alone over a file, of one node among several over Postgres. */
async function openLive(database: Database, { store, clock, log, config }: LiveParts): Promise<Cluster> {
  if (database.engine === 'sqlite') {
    await store.write((tx) => tx.leases.clear()) // the file is this process's alone: whoever held one is gone
    const close = () => Promise.resolve()
    return { bell: createBell(), presence: createPresence(clock), gauges: () => ({}), aheadMs: () => 0, close }
  }
  const { openPostgresBell } = await import('#db/postgres-bell.ts')
  return joinCluster({
    store,
    clock,
    log,
    self: random.token().slice(0, 22),
    secret: derive(config.secret, 'the nodes of one database').toString('base64url'),
    openWire: (on) => openPostgresBell(config.databaseUrl, on),
  })
}

/** Set-up without the wizard, when the store is empty (protocol.md, part 1). */
async function foundFromEnvironment(ports: Ports, { firstOwner }: Config): Promise<void> {
  if (firstOwner === null || (await ports.store.read.org.get()) !== null) return
  const { company, name, email, password } = firstOwner
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  try {
    await setUp(ports, { company, locale: 'en', timeZone, owner: { name, email, password } })
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'already_set_up') throw error // another node that starts now was faster
  }
}

function pagesSide(ports: Ports, config: Config, jar: CookieJar): Running {
  return {
    now: () => ports.clock.now(),
    config: {
      url: config.url,
      self: selfOf(config),
      testClock: config.testClock,
      demo: config.demo,
      mail: ports.post.on,
    },
    isSetUp: async () => (await ports.store.read.org.get()) !== null,
    async company() {
      const org = await ports.store.read.org.get()
      return org && { name: org.name, locale: org.locale, timeZone: org.timeZone }
    },
    whoCalls: (headers) => whoOpens(ports, jar, headers),
    queries: {
      me: (viewer) => getMe(ports, viewer),
      devices: (viewer) => listDevices(ports, viewer.memberId, viewer),
      signOuts: (viewer, ask) => listSignOuts(ports, viewer, ask),
      signOut: (viewer, id) => getSignOut(ports, viewer, id),
      batch: (viewer, id) => getBatch(ports, viewer, id),
      receipt: (viewer, id) => getReceipt(ports, viewer, id),
      openLinks: (viewer) => openLinks(ports, viewer),
      inbox: (viewer, ask) => listInbox(ports, viewer, ask),
      unread: (viewer) => countUnread(ports, viewer),
      preference: (viewer) => preferenceShown(ports, viewer),
      credentials: (viewer) => getCredentials(ports, viewer, config.oidc),
      async lacksAuthenticator({ memberId: id, roles }) {
        return lacksAuthenticator(ports, (await requireOrg(ports.store.read.org)).policy, { id, roles })
      },
      measured: () => measuredFigures(ports),
      ...adminPages(ports),
      ...exitPages(ports),
    },
    web: {
      jar,
      secure: config.secure,
      signIn: (given, ip) => signInWeb(ports, given, ip),
      redeem: (given, ip) => redeemWeb(ports, given, ip),
      company: config.oidc,
      arriveByPasskey: (given, ip) => passkeyArrival(ports, given, ip),
      arriveByCompany: (claims) => companyArrival(ports, claims),
    },
  }
}

function selfOf({ host, port }: Config): string {
  const any = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '[::1]' : host
  return `http://${any}:${port}`
}

async function whoOpens(ports: Ports, jar: CookieJar, headers: Headers): Promise<PageCaller> {
  const token = await jar.tokenOf(headers.get('cookie'))
  if (token === null) return { kind: 'none' }
  const caller = await whoHolds(ports, token)
  if (caller.kind === 'active') return { kind: 'viewer', viewer: caller.viewer }
  if (caller.kind !== 'ended') return { kind: 'none' }
  const signOut = await ports.store.read.signOuts.get(caller.signOutId)
  return signOut
    ? { kind: 'ended', signOut: signOutForItsDevice(await signOutView(ports, signOut)), closed: caller.closed }
    : { kind: 'none' }
}

/** Where the agent's one file lies, built by the start command. */
export const AGENT_FILE = join(import.meta.dirname, '..', 'dist', 'agent.mjs')
