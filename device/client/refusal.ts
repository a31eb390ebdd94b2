import type { AfterRefusal } from './channel.ts'
import type { FollowerPorts } from './follower.ts'
import { isPassing } from './problem.ts'
import type { Standing } from './standing.ts'

type Refusal = {
  readonly code: string
  readonly data: Readonly<Record<string, unknown>>
  /** Asks the server again who this browser is. */
  readonly refresh: () => Promise<void>
}

/** What a refused log means for this device, and whether to ask again (protocol.md, parts 2 and 6). */
export async function afterRefusal(
  { journal, cookie, events }: FollowerPorts,
  standing: Standing,
  { code, data, refresh }: Refusal,
): Promise<AfterRefusal> {
  if (isPassing(code)) return 'again'
  if (code === 'future_cursor') {
    await journal.rewind()
    return 'again'
  }
  // Another tab signed in again: the cookie is the new one already.
  if (code === 'token_replaced' && cookie) {
    await refresh()
    return standing.state().phase === 'none' ? 'stop' : 'again'
  }
  const state = standing.state()
  const open = Object.keys(await journal.orders()).length > 0
  if (code === 'session_ended' && typeof data.signOutId === 'string') {
    standing.lock(data.signOutId, null)
    // Its last right is spent, and nothing is left to do here: it was confirmed, perhaps by another tab.
    if (!open) {
      await journal.forgetSession()
      standing.finish(data.signOutId, state.phase === 'locked' ? state.notice : null)
    }
  } else if (state.phase === 'locked' && !open) {
    await journal.forgetSession()
    standing.finish(state.signOutId, state.notice)
  } else if (code === 'unauthenticated' && state.phase === 'active') standing.none()
  events.emit('refused', { code, data })
  return 'stop'
}
