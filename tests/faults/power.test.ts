import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '#db/sqlite.ts'
import { migrateSqlite } from '#db/migrate-sqlite.ts'
import { startServer, type TestServer } from '#tests/support/server.ts'
import { openCompany, signOut } from './scene.ts'
import { seedSessions } from './store-file.ts'
import { canTrace, syncsBefore, trace, traceProcess } from './strace.ts'

/** What a power cut may take (quality.md, A9): nothing that was answered. */
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signoff-power-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('with synchronous=FULL', () => {
  let server: TestServer
  afterAll(() => server.dispose())

  it('[A9] /readyz asserts it, also after a write', async () => {
    server = await startServer()
    const phone = await openCompany(server.url)
    expect((await signOut(phone, { scope: 'others' })).status).toBe(202)
    expect((await phone.http.get('/readyz')).status).toBe(200)
  })

  it('[A9] a connection that is turned to NORMAL is not ready: this is what /readyz asks', async () => {
    const path = join(folder, 'ready.db')
    migrateSqlite(path)
    const database = openSqlite(path)
    await expect(database.ping()).resolves.toBeUndefined()
    // The port hides its connections: every connection of the driver says NORMAL from here on.
    const { pragma } = Sqlite.prototype
    Sqlite.prototype.pragma = function (source, options) {
      return source === 'synchronous' ? 1 : pragma.call(this, source, options)
    }
    try {
      await expect(database.ping()).rejects.toMatchObject({ code: 'unavailable' })
    } finally {
      Sqlite.prototype.pragma = pragma
      await database.close()
    }
  })
})

describe.runIf(canTrace)('seen by strace', () => {
  it('[A9] every 2xx of a sign-out was preceded by a sync of the log', async () => {
    const server = await startServer()
    try {
      const phone = await openCompany(server.url)
      await server.stop()
      const sessions = seedSessions(server.dataDir, phone.sessionId, 10)
      await server.restart()
      await phone.http.get('/api/v1/me', { token: phone.token })
      const file = join(folder, 'server.trace')
      const tracing = await traceProcess(server.pid, file)
      for (const { sessionId } of sessions) expect((await signOut(phone, { sessions: [sessionId] })).status).toBe(202)
      await tracing.stop()
      const answers = syncsBefore(await readFile(file, 'utf8'), /HTTP\/1\.1 202/)
      expect(answers).toHaveLength(sessions.length)
      expect(answers.filter((syncs) => syncs === 0)).toEqual([])
    } finally {
      await server.dispose()
    }
  })

  it.each([
    ['FULL', 1],
    ['NORMAL', 0],
  ])('[A9] with %s, %i sync comes before a commit is answered: the look at syncs can fail', async (mode, syncs) => {
    const path = join(folder, `${mode}.db`)
    const script = `
      const Sqlite = require('better-sqlite3')
      const db = new Sqlite(${JSON.stringify(path)})
      db.pragma('journal_mode = WAL')
      db.exec('CREATE TABLE t (x)')
      db.pragma('synchronous = ${mode}')
      db.exec('INSERT INTO t VALUES (1)')
      require('node:fs').writeSync(1, 'start\\n')
      for (let i = 0; i < 3; i += 1) {
        db.exec('INSERT INTO t VALUES (2)')
        require('node:fs').writeSync(1, 'HTTP/1.1 202\\n')
      }
    `
    const text = await trace([process.execPath, '-e', script], join(folder, `${mode}.trace`))
    const counted = syncsBefore(text.slice(text.indexOf('start')), /HTTP\/1\.1 202/)
    expect(counted).toEqual([syncs, syncs, syncs])
  })
})
