/**
 * A process that owns one throw-away Postgres: it starts it, says where it is in one line of JSON, and when its stdin
 * closes stops it and removes its files. The pipe closes however the test run ends, also by SIGKILL.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type PostgresBinaries, postgresBinaries } from './postgres-binaries.ts'

/** Tests lose nothing when the machine does, so nothing waits for the disk. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'shared_buffers=64MB']
const LIMITS = ['max_connections=200', 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC']

interface User {
  uid?: number
  gid?: number
}

const folder = mkdtempSync(join(tmpdir(), 'signoff-postgres-'))
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** Postgres refuses to run as root, so root lends it the identity of a user that owns nothing. */
function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {}
  const idOf = (flag: string, name: string) => Number.parseInt(spawnSync('id', [flag, name]).stdout.toString(), 10)
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)]
    if (uid > 0 && gid > 0) return { uid, gid }
  }
  throw new Error('run as root, Postgres needs a user "postgres" or "nobody" to run as')
}

/** A checkout below /root cannot be read by that user: then it gets a copy. */
function reachableBinaries(user: User): PostgresBinaries {
  const own = postgresBinaries()
  if (spawnSync(own.initdb, ['--version'], { ...user, cwd: folder }).status === 0) return own
  const copy = join(folder, 'native')
  cpSync(own.folder, copy, { recursive: true, verbatimSymlinks: true })
  return { folder: copy, initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

function initialise(binaries: PostgresBinaries, user: User, password: string): string {
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (user.uid !== undefined && user.gid !== undefined) chownSync(passwordFile, user.uid, user.gid)
  const flags = ['--username=signoff', '--auth=password', '--encoding=UTF8', '--locale=C', '--no-sync']
  const args = [`--pgdata=${data}`, `--pwfile=${passwordFile}`, ...flags]
  const made = spawnSync(binaries.initdb, args, { ...user, cwd: folder, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
  return data
}

function startPostgres(binaries: PostgresBinaries, user: User, data: string, port: number): Promise<ChildProcess> {
  const settings = [...FAST, ...LIMITS].flatMap((setting) => ['-c', setting])
  const args = ['-D', data, '-p', String(port), ...settings]
  const child = spawn(binaries.postgres, args, { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', () => reject(new Error(`Postgres ended: ${log}`)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      log = (log + text).slice(-4000)
      if (log.includes('ready to accept connections')) resolve(child)
    })
  })
}

const user = unprivilegedUser()
chmodSync(folder, 0o755)
if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
const binaries = reachableBinaries(user)
const password = randomBytes(16).toString('hex')
const data = initialise(binaries, user, password)
const port = await freePort()
const postgres = await startPostgres(binaries, user, data, port)
postgres.on('exit', () => process.exit())
process.stdout.write(`${JSON.stringify({ url: `postgres://signoff:${password}@127.0.0.1:${port}/postgres` })}\n`)
// SIGQUIT stops at once, without writing anything back: the files go anyway.
process.stdin.on('close', () => postgres.kill('SIGQUIT')).resume()
