import { chmod, mkdir } from 'node:fs/promises'
import { homedir, platform } from 'node:os'
import { join } from 'node:path'

/** Where the agent keeps everything it has: its key, its vault, and one folder of its own for each session. */
export type StateFolder = {
  readonly path: string
  readonly keyFile: string
  /** The device's half of the key to kept records. */
  readonly secretFile: string
  readonly keptFile: (signOutId: string) => string
  readonly vaultFile: string
  readonly lockFile: string
  /** The server and the account it was last signed in to; no secret. */
  readonly accountFile: string
  /** What belongs to one session and goes with it. */
  readonly sessionFolder: (sessionId: string) => string
  readonly cacheFolder: (sessionId: string) => string
}

/** The platform's own place for an application's state. */
export function defaultStatePath(environment: NodeJS.ProcessEnv = process.env): string {
  if (platform() === 'win32') return join(environment.LOCALAPPDATA ?? homedir(), 'Signoff')
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Signoff')
  return join(environment.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'signoff')
}

/** Makes the folder for nobody else's eyes (mode 0700), also when it was there already. */
export async function openStateFolder(path: string): Promise<StateFolder> {
  await mkdir(path, { recursive: true, mode: 0o700 })
  await chmod(path, 0o700)
  return {
    path,
    keyFile: join(path, 'key.json'),
    secretFile: join(path, 'secret.key'),
    keptFile: (signOutId) => join(path, 'kept', `${safe(signOutId)}.sealed`),
    vaultFile: join(path, 'vault.json'),
    lockFile: join(path, 'agent.lock'),
    accountFile: join(path, 'account.json'),
    sessionFolder: (sessionId) => join(path, 'sessions', safe(sessionId)),
    cacheFolder: (sessionId) => join(path, 'cache', safe(sessionId)),
  }
}

/** An id is the server's word: it must never lead out of the folder. */
function safe(id: string): string {
  return id.replaceAll(/[^A-Za-z0-9_-]/g, '_')
}
