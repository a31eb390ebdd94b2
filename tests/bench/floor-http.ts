import { createHash } from 'node:crypto'
import { serve } from '@hono/node-server'
import Sqlite from 'better-sqlite3'
import { Hono } from 'hono'

/**
 * The floor of the HTTP rows: a bare Hono route over our own SQLite file. It finds the session by the hash of its token and answers what it
 * read; ending one is a single durable update. No roles, no policy, no log, no sign-out.
 */
const { PORT = '0', FLOOR_STORE = '' } = process.env
const db = new Sqlite(FLOOR_STORE, { fileMustExist: true })
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
const byHash = db.prepare('SELECT id, member_id FROM session WHERE token_hash = ? AND ended_at IS NULL')
const ofMember = db.prepare('SELECT id, device_id, started_at FROM session WHERE member_id = ? AND ended_at IS NULL')
const end = db.prepare('UPDATE session SET ended_at = ? WHERE id = ? AND member_id = ? AND ended_at IS NULL')

type Row = { id: string; member_id: string }
type Env = { Variables: { session: Row } }

const app = new Hono<Env>()
app.get('/ready', (c) => c.text('ok'))
app.use(async (c, next) => {
  const token = c.req.header('authorization')?.slice('Bearer '.length) ?? ''
  const row = byHash.get(createHash('sha256').update(token).digest('base64url')) as Row | undefined
  if (!row) return c.json({ code: 'unauthenticated' }, 401)
  c.set('session', row)
  return next()
})
app.get('/me', (c) => c.json(c.get('session')))
app.get('/devices', (c) => c.json(ofMember.all(c.get('session').member_id)))
app.post('/end', async (c) => {
  const { id } = await c.req.json<{ id: string }>()
  const { changes } = end.run(Date.now(), id, c.get('session').member_id)
  return changes === 1 ? c.json({ id }, 202) : c.json({ code: 'not_found' }, 404)
})
serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' })
process.on('SIGTERM', () => process.exit(0))
