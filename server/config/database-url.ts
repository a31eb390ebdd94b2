import { resolve } from 'node:path'

/** `DATABASE_URL`, or the embedded store in `SIGNOFF_DATA` (protocol.md, part 1). */
export function databaseUrl(env: Readonly<Record<string, string | undefined>>): string {
  return env['DATABASE_URL'] || `file:${resolve(env['SIGNOFF_DATA'] || './data')}/signoff.db`
}
