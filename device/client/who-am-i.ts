import type { Http } from './http.ts'
import type { Journal } from './journal.ts'
import { backoffMs } from './pause.ts'
import type { Pause } from './ports.ts'
import { Refused } from './problem.ts'
import { readPending } from './read-log.ts'

type Me = {
  readonly member: { readonly id: string }
  readonly device: { readonly id: string }
  readonly session: { readonly id: string }
  readonly pending?: unknown
}
export type Identity =
  | { readonly sessionId: string; readonly deviceId: string }
  | { readonly sessionId: null; readonly deviceId: null }

const NOBODY: Identity = { sessionId: null, deviceId: null }

/**
 * Which session this device holds. With a token the vault says so; with a cookie only the server knows, because signing in again may
 * have changed it. A browser whose session has ended is locked, also when it has never heard of it.
 */
export async function whoAmI(ports: {
  readonly journal: Journal
  readonly http: Http
  readonly cookie: boolean
  readonly pause: Pause
  readonly random: () => number
  readonly signal: AbortSignal
}): Promise<Identity> {
  const { journal, http, cookie, pause, random, signal } = ports
  const stored = await journal.session()
  if (!cookie) return stored === undefined ? NOBODY : stored
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      return await adopt(journal, await http.call<Me>('GET', '/api/v1/me', undefined, { signal }))
    } catch (error) {
      if (error instanceof Refused) return refused(journal, error)
      await pause(backoffMs(failures, random), signal)
    }
  }
  return NOBODY
}

async function adopt(journal: Journal, { member, device, session, pending }: Me): Promise<Identity> {
  const present = await journal.session()
  if (present?.sessionId !== session.id || (await journal.locked()) !== undefined)
    await journal.begin({ sessionId: session.id, deviceId: device.id, memberId: member.id, token: null })
  for (const order of readPending(pending) ?? []) await journal.store(order)
  return { sessionId: session.id, deviceId: device.id }
}

/** Without a known session the log is read as its own alone, which is all that an ended session gets. */
async function refused(journal: Journal, error: Refused): Promise<Identity> {
  if (error.code === 'session_ended' && typeof error.data.signOutId === 'string') {
    await journal.forgetSession()
    await journal.lock(error.data.signOutId, null)
  } else if ((await journal.locked()) !== undefined) await journal.unlock()
  return NOBODY
}
