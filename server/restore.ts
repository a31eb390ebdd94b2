/** `npm run restore -- FILE` (server stopped), or `npm run restore -- --after` for a store that was brought back by other means. */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Database } from '#db/database.ts'
import { finishRestore, restoreStoreFile } from '#db/maintenance.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { createStore } from '#db/stores/index.ts'
import type { Store } from '#domain/store.ts'
import { isChineseWorkingDay } from './calendar.ts'
import { createClock } from './clock.ts'
import type { Ports } from './commands/ports.ts'
import { restoreStore } from './commands/restore-store.ts'
import { databaseUrl } from './config/database-url.ts'
import { searchText } from './member-search.ts'
import { places } from './places.ts'
import { random } from './random.ts'

const USAGE = 'Usage: npm run restore -- FILE, or npm run restore -- --after'

/** What restoring does to the data; an empty store has nothing of the past. */
async function finish(database: Database): Promise<void> {
  const store = createStore(database)
  if ((await store.read.org.get()) === null) return
  const { ended, asOf } = await restoreStore(await portsOf(store))
  console.log(
    `As of ${new Date(asOf).toISOString()}: ${ended} sessions ended by a sign-out each; their devices still clean up and confirm.`,
  )
  console.log(
    'Sign-in is open to owners alone until one of them has confirmed the members, roles and suspensions of that day.',
  )
}

/** Nobody is connected, and nothing is checked or signed: whoever asks for that here fails loudly. */
async function portsOf(store: Store): Promise<Ports> {
  const clock = createClock(await store.read.log.latestAt())
  const nothing = () => undefined
  const absent = (): never => {
    throw new Error('a restore checks no password and signs nothing')
  }
  return {
    store,
    clock,
    random,
    searchText,
    isWorkingDay: isChineseWorkingDay,
    hash: (text) => createHash('sha256').update(text, 'utf8').digest('base64url'),
    passwords: { hash: absent, verify: absent, weakness: absent },
    proofs: { thumbprint: absent, verify: absent, peek: absent },
    receipts: { issuer: '', currentKid: absent, sign: absent },
    bell: { ring: nothing, resend: nothing, moved: nothing },
    presence: {
      online: () => Promise.resolve(new Set()),
      lastAccepted: () => null,
      check: () => Promise.resolve(false),
    },
    meter: { confirmed: nothing, refused: nothing, handshakeRefused: nothing },
    log: { info: nothing, warn: nothing, error: nothing },
    secrets: { seal: absent, open: absent, mac: absent },
    codes: { secret: absent, of: absent },
    passkeys: {
      creation: absent,
      request: absent,
      challengeOf: absent,
      verifyCreation: absent,
      verifyAssertion: absent,
    },
    post: { on: false, seal: absent, kick: nothing, deliver: absent },
    hooks: { on: false, seal: absent, kick: nothing },
    places,
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { after: { type: 'boolean', default: false } },
    allowPositionals: true,
  })
  const url = databaseUrl(process.env)
  const [file] = positionals
  if (values.after && file === undefined) return finishRestore(url, finish)
  if (file === undefined || positionals.length > 1 || values.after) throw new StoreRefusal('bad_url', USAGE)
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const { setAside } = await restoreStoreFile(url, file, stamp, finish)
  console.log(setAside === null ? 'Restored.' : `Restored. What was there before is kept as ${setAside}`)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
