import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'

type Row = Record<string, unknown>

/** Reads the rows of a server's store from outside; the server may run. */
export function rows(dataDir: string, sql: string): Row[] {
  const file = new Sqlite(join(dataDir, 'signoff.db'), { readonly: true, fileMustExist: true })
  try {
    return file.prepare<[], Row>(sql).all()
  } finally {
    file.close()
  }
}

export interface Seeded {
  sessionId: string
  deviceId: string
  token: string
}

/**
 * Puts many more sessions of a member's into a store whose server is stopped: what a thousand sign-ins would leave, without
 * their thousand argon2 hashes. Each is a copy of a session that exists, on a device of its own.
 */
export function seedSessions(dataDir: string, likeSessionId: string, many: number): Seeded[] {
  const file = new Sqlite(join(dataDir, 'signoff.db'), { fileMustExist: true })
  try {
    const session = one(file, 'SELECT * FROM session WHERE id = ?', likeSessionId)
    const device = one(file, 'SELECT * FROM device WHERE id = ?', String(session['device_id']))
    const seeded = Array.from({ length: many }, () => ({
      sessionId: newId('ses'),
      deviceId: newId('dev'),
      token: randomBytes(32).toString('base64url'),
    }))
    file.transaction(() => {
      for (const [i, { sessionId, deviceId, token }] of seeded.entries()) {
        insert(file, 'device', { ...device, id: deviceId, thumbprint: newId('key'), name: `Seeded ${i}` })
        insert(file, 'session', { ...session, id: sessionId, device_id: deviceId, token_hash: sha256(token) })
      }
    })()
    return seeded
  } finally {
    file.close()
  }
}

/** Puts many more members into a store whose server is stopped; like `seedSessions`, one session each. */
export function seedMembers(dataDir: string, likeSessionId: string, many: number): (Seeded & { memberId: string })[] {
  const seeded = seedSessions(dataDir, likeSessionId, many)
  const file = new Sqlite(join(dataDir, 'signoff.db'), { fileMustExist: true })
  try {
    const like = one(
      file,
      'SELECT member.* FROM member JOIN session ON session.member_id = member.id WHERE session.id = ?',
      likeSessionId,
    )
    return file.transaction(() =>
      seeded.map((one, i) => {
        const memberId = newId('mem')
        const email = `seeded-${i}@example.com`
        insert(file, 'member', { ...like, id: memberId, name: `Seeded ${i}`, email, search: email, roles: '[]' })
        file.prepare('UPDATE session SET member_id = ? WHERE id = ?').run(memberId, one.sessionId)
        file.prepare('UPDATE device SET member_id = ? WHERE id = ?').run(memberId, one.deviceId)
        return { ...one, memberId }
      }),
    )()
  } finally {
    file.close()
  }
}

function one(file: Sqlite.Database, sql: string, id: string): Row {
  const row = file.prepare<[string], Row>(sql).get(id)
  if (!row) throw new Error(`no row for ${id}`)
  return row
}

function insert(file: Sqlite.Database, table: string, row: Row): void {
  const names = Object.keys(row)
  file
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
    .run(names.map((name) => row[name]))
}

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString('base64url')}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
