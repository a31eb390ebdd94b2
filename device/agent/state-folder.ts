import { chmod, mkdir, readdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Environment } from './environment.ts'
import { UsageError } from './output.ts'

/** Where the agent keeps everything it has: its key, its vault, and one folder of its own for each session. */
export type StateFolder = {
  readonly path: string
  readonly keyFile: string
  /** The device's half of the key to kept records. */
  readonly secretFile: string
  readonly keptFolder: string
  readonly keptFile: (signOutId: string) => string
  /** A backup that a full exit left, its own half of the key, and the key pair of all of them. */
  readonly backupFile: (signOutId: string) => string
  readonly backupHalfFile: (signOutId: string) => string
  readonly backupFolder: string
  readonly backupKeyFile: string
  /** The data key, with its end. */
  readonly dataKeyFile: string
  /** How it ran: whether it said goodbye, and how long its starts took. */
  readonly lifeFile: string
  /** Which manifest it was last given, and what ~ means there. */
  readonly guardFile: string
  readonly vaultFile: string
  readonly lockFile: string
  /** The server and the account it was last signed in to; no secret. */
  readonly accountFile: string
  /** What belongs to one session and goes with it. */
  readonly sessionFolder: (sessionId: string) => string
  readonly cacheFolder: (sessionId: string) => string
}

/** The platform's own place for an application's state. */
export function defaultStatePath({ localAppData, stateHome }: Environment): string {
  if (platform() === 'win32') return join(localAppData ?? homedir(), 'Signoff')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Signoff')
  return join(stateHome ?? join(homedir(), '.local', 'state'), 'signoff')
}

/**
 * Makes the folder for nobody else's eyes (mode 0700), also when it was there already.
 * @throws {UsageError} when it holds something else: closing a home folder to others, or filling it, is no way to begin
 */
export async function openStateFolder(path: string): Promise<StateFolder> {
  await makeFolder(path)
  const names = await readdir(path)
  if (names.length > 0 && !names.some((name) => OWN.has(name)))
    throw new UsageError(({ foreignFolder }) => foreignFolder(path))
  await chmod(path, 0o700)
  return {
    path,
    keyFile: join(path, 'key.json'),
    secretFile: join(path, 'secret.key'),
    keptFolder: join(path, 'kept'),
    keptFile: (signOutId) => join(path, 'kept', `${safe(signOutId)}.sealed`),
    backupFile: (signOutId) => join(path, 'backup', `${safe(signOutId)}.sealed`),
    backupHalfFile: (signOutId) => join(path, 'backup', `${safe(signOutId)}.half`),
    backupFolder: join(path, 'backup'),
    backupKeyFile: join(path, 'backup-key.json'),
    dataKeyFile: join(path, 'data-key.json'),
    lifeFile: join(path, 'life.json'),
    guardFile: join(path, 'guard.json'),
    vaultFile: join(path, 'vault.json'),
    lockFile: join(path, 'agent.lock'),
    accountFile: join(path, 'account.json'),
    sessionFolder: (sessionId) => join(path, 'sessions', safe(sessionId)),
    cacheFolder: (sessionId) => join(path, 'cache', safe(sessionId)),
  }
}

/** What lies in it; one of these is there as soon as anything is. */
const OWN = new Set([
  'key.json',
  'key.json.new',
  'vault.json',
  'vault.json.new',
  'account.json',
  'agent.lock',
  'data-key.json',
  'guard.json',
  'guard.json.new',
  'life.json',
  'secret.key',
  'sessions',
  'kept',
  'backup',
])

/** Step by step: Node's own recursive mkdir never ends below /proc. */
async function makeFolder(path: string): Promise<void> {
  const make = () =>
    mkdir(path, { mode: 0o700 }).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
  await make().catch(async (error: unknown) => {
    const parent = dirname(resolve(path))
    if (!isCode(error, 'ENOENT') || parent === resolve(path)) throw error
    await makeFolder(parent)
    await make()
  })
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

/** An id is the server's word: it must never lead out of the folder. */
function safe(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_-]/g, '_')
}
