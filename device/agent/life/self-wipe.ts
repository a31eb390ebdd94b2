import { keepDataKey, pause, type Pause } from '#device/client/index.ts'
import type { Agent } from '../agent.ts'
import { scopeOf } from '../clean/agent-cleaner.ts'
import { totalOf } from '../clean/figures.ts'
import { exitProgram } from '../exit/exit-program.ts'
import { measureFiles, removeClass, type Place } from '../files/guarded-files.ts'
import { ownPlaces } from '../manifest/guard.ts'
import type { PathClass } from '../manifest/manifest.ts'
import { prepareBackupKey } from '../records/backup-key.ts'

const WIPED: readonly PathClass[] = ['config', 'records', 'cache']
/** The guarded program's data is not sealed by our key: whoever comes back from a journey has this long to get in contact first. */
const CONTACT_FIRST_MS = 60_000

type Wiping = Pick<Agent, 'folder' | 'vault' | 'guard' | 'ender' | 'key'>

/**
 * While the agent runs: keeps the data key good by contact, and wipes what it guarded once the key has outlived `policy.offlineKeyDays`: its
 * own profile at once, the guarded program's after a minute without contact. That is no sign-out: the server hears nothing of it, and the
 * order, should this computer come back, is carried out and confirmed as ever.
 */
export async function keepOrWipe(
  agent: Wiping & { readonly client: Pick<Agent['client'], 'http'> },
  wiped: (app: string) => void,
  signal: AbortSignal,
  pauseFor: Pause = pause,
): Promise<void> {
  const { client, key } = agent
  let waiting = false
  const gone = async () => {
    if ((await wipeOwn(agent)) > 0) wiped('Signoff')
    if (!waiting) void later()
    waiting = true
  }
  async function later(): Promise<void> {
    await pauseFor(CONTACT_FIRST_MS, signal)
    if (!signal.aborted && (await key.check()) === 'gone' && (await wipeGuarded(agent)) > 0)
      wiped(agent.guard?.app ?? '')
  }
  const renewed = (serverHalf: string) => prepareBackupKey(agent.folder, serverHalf)
  await keepDataKey({ http: client.http, key, pause: pauseFor, gone, renewed }, signal)
}

/** What the agent keeps of its session. Resolves with the number of files. */
export async function wipeOwn({ folder, vault }: Pick<Wiping, 'folder' | 'vault'>): Promise<number> {
  const session = await vault.get('session')
  return session === undefined ? 0 : wipe(await ownPlaces(folder, session.sessionId))
}

/** What the manifest guards, its processes first. Resolves with the number of files. */
export async function wipeGuarded({ guard, ender }: Pick<Wiping, 'guard' | 'ender'>): Promise<number> {
  if (guard === null) return 0
  await exitProgram(ender, scopeOf(guard), 'full')
  return wipe(guard.places)
}

async function wipe(places: readonly Place[]): Promise<number> {
  const { files } = totalOf(await measureFiles(places, new Set(WIPED)))
  for (const name of WIPED) await removeClass(places, name)
  return files
}
