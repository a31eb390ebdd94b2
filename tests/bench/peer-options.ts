import type { BetterAuthOptions } from 'better-auth'
import type Sqlite from 'better-sqlite3'

export const PEER_SECRET = 'a secret of thirty-two bytes or more, for the bench'

/** Its defaults, but for what would measure something else: no rate limit, no log, and the write-ahead log of SQLite, which is faster. */
export function peerOptions(database: Sqlite.Database, baseURL: string) {
  return {
    database,
    baseURL,
    secret: PEER_SECRET,
    emailAndPassword: { enabled: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
  } satisfies BetterAuthOptions
}
