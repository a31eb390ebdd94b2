import { createServer } from 'node:http'
import { betterAuth } from 'better-auth'
import { toNodeHandler } from 'better-auth/node'
import Sqlite from 'better-sqlite3'
import { peerOptions } from './peer-options.ts'

/** The peer of the HTTP rows: better-auth as its documentation sets it up on SQLite. */
const { PORT = '0', PEER_STORE = '' } = process.env
const db = new Sqlite(PEER_STORE, { fileMustExist: true })
db.pragma('journal_mode = WAL')
const handle = toNodeHandler(betterAuth(peerOptions(db, `http://127.0.0.1:${PORT}`)))
createServer((request, response) => void handle(request, response)).listen(Number(PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
