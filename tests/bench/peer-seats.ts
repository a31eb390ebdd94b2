import { createHmac, randomBytes } from 'node:crypto'
import { getMigrations } from 'better-auth/db/migration'
import Sqlite from 'better-sqlite3'
import { PEER_SECRET, peerOptions } from './peer-options.ts'
import { DEVICES_A_MEMBER } from './seats.ts'

/** One session of better-auth: its token, and the cookie that carries it. */
export type PeerSeat = { readonly token: string; readonly cookie: string }
export type PeerMember = readonly [PeerSeat, ...PeerSeat[]]

const DAY_MS = 24 * 60 * 60_000

/** Fills a new store of better-auth with users of five sessions each: as many as ours. */
export async function fillPeer(path: string, members: number): Promise<PeerMember[]> {
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  await (await getMigrations(peerOptions(db, 'http://127.0.0.1'))).runMigrations()
  const user = db.prepare(
    'INSERT INTO user (id, name, email, emailVerified, createdAt, updatedAt) VALUES (?, ?, ?, 1, ?, ?)',
  )
  const session = db.prepare(
    'INSERT INTO session (id, token, userId, expiresAt, createdAt, updatedAt, ipAddress, userAgent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const now = new Date().toISOString()
  const expires = new Date(Date.now() + 7 * DAY_MS).toISOString()
  const id = () => randomBytes(24).toString('base64url')
  const made = db.transaction(() =>
    Array.from({ length: members }, (_, i): PeerMember => {
      const userId = id()
      user.run(userId, `Member ${i}`, `member-${i}@example.com`, now, now)
      const add = () => {
        const token = id()
        session.run(id(), token, userId, expires, now, now, '127.0.0.1', 'bench')
        return { token, cookie: cookieOf(token) }
      }
      return [add(), ...Array.from({ length: DEVICES_A_MEMBER - 1 }, add)]
    }),
  )()
  db.close()
  return made
}

/** As better-call signs its cookies. */
function cookieOf(token: string): string {
  const signature = createHmac('sha256', PEER_SECRET).update(token).digest('base64')
  return `better-auth.session_token=${encodeURIComponent(`${token}.${signature}`)}`
}
