import Sqlite from 'better-sqlite3'
import { DEVICES_A_MEMBER } from './seats.ts'

/** What each table's rows are copied with; every other column stays as it is. `n` counts the copies. */
const CHANGED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  member: { id: "id || '-' || n", email: "n || '-' || email", search: "n || '-' || search" },
  device: { id: "id || '-' || n", member_id: "member_id || '-' || n", install_id: "install_id || '-' || n" },
  session: {
    id: "id || '-' || n",
    member_id: "member_id || '-' || n",
    device_id: "device_id || '-' || n",
    token_hash: 'hex(randomblob(32))',
  },
  stream: { id: "id || '-' || n" },
  entry: { stream: "stream || '-' || n" },
}

/** Copies one member with five devices until the store holds this many sessions. In SQL: a million by the stores would take an hour. */
export function crowd(dataDir: string, template: string, sessions: number): void {
  const db = new Sqlite(`${dataDir}/signoff.db`, { fileMustExist: true })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = OFF')
  const copies = Math.ceil(sessions / DEVICES_A_MEMBER)
  db.transaction(() => {
    for (const [table, changed] of Object.entries(CHANGED)) copy(db, table, changed, template, copies)
  })()
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function copy(
  db: Sqlite.Database,
  table: string,
  changed: Readonly<Record<string, string>>,
  template: string,
  copies: number,
): void {
  const columns = db.pragma(`table_info(${table})`) as { name: string }[]
  const names = columns.map(({ name }) => `"${name}"`).join(', ')
  const values = columns.map(({ name }) => changed[name] ?? `"${name}"`).join(', ')
  const owner = table === 'entry' ? 'stream' : 'member_id' in changed ? 'member_id' : 'id'
  db.prepare(
    `WITH RECURSIVE copies(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ?)
     INSERT INTO "${table}" (${names}) SELECT ${values} FROM "${table}", copies WHERE "${owner}" = ?`,
  ).run(copies, template)
}
