import { createServer } from 'node:http'
import Sqlite from 'better-sqlite3'
import { Server, type Socket } from 'socket.io'

/**
 * The floor of the socket rows: bare socket.io that does the same hops (client → server → device → server → watcher) and nothing else. No
 * token is checked, nothing is signed or kept; with FLOOR_STORE each request and each confirmation waits for one durable commit.
 */
const { PORT = '0', FLOOR_STORE } = process.env
const devices = new Map<string, Socket>()
const watchers = new Set<Socket>()
const commit = FLOOR_STORE ? commits(FLOOR_STORE) : () => undefined

const http = createServer((_, response) => void response.end('ok'))
const io = new Server(http, { serveClient: false, maxHttpBufferSize: 64 * 1024, perMessageDeflate: false })
io.on('connection', (socket) => {
  const { id } = socket.handshake.auth
  if (typeof id === 'string') asDevice(socket, id)
  else asWatcher(socket)
})
http.listen(Number(PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))

function asDevice(socket: Socket, id: string): void {
  devices.set(id, socket)
  socket.on('disconnect', () => devices.delete(id))
  socket.on('received', (_: unknown, ack: (answer: object) => void) => ack({ ok: true }))
  socket.on('confirm', (_: unknown, ack: (answer: object) => void) => {
    commit()
    ack({ ok: true })
    for (const watcher of watchers) watcher.emit('confirmed', { id })
  })
}

function asWatcher(socket: Socket): void {
  watchers.add(socket)
  socket.on('disconnect', () => watchers.delete(socket))
  socket.on('sign-out', (ids: readonly string[], ack: (answer: object) => void) => {
    commit()
    ack({ ok: true })
    for (const id of ids) devices.get(id)?.emit('order', { id }, () => undefined)
  })
}

function commits(path: string): () => void {
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE IF NOT EXISTS fact (id INTEGER PRIMARY KEY, at INTEGER NOT NULL)')
  const insert = db.prepare('INSERT INTO fact (at) VALUES (?)')
  return () => void insert.run(Date.now())
}
