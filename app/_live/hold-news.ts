import type { ActivityPage } from '#protocol/activity.ts'
import type { InboxPage } from '#protocol/inbox.ts'
import { call } from './call.ts'
import type { LiveStore } from './live-store.ts'

/** Entries come in bursts; what they change is read and held once for all of them. */
const GATHER_MS = 2_000

/**
 * Keeps what this device holds of its member's activity and notices as the server has it, for when there is no network. Returns how to stop.
 * A browser that keeps nothing shows its pages all the same.
 */
export function holdNews(store: LiveStore, deviceId: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hold = () => {
    timer = undefined
    void holdNow(store, deviceId).catch(() => {})
  }
  const soon = () => {
    timer ??= setTimeout(hold, GATHER_MS)
  }
  soon()
  const stop = store.follow({ entries: soon, now: () => {}, refetch: async () => true })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

async function holdNow(store: LiveStore, deviceId: string): Promise<void> {
  const [{ settleHeld }, { holdActivity, holdNotices }] = await Promise.all([
    import('#device/browser/settle-held.ts'),
    import('#device/browser/held-data.ts'),
  ])
  const key = await settleHeld(deviceId, ask)
  if (key === null) return
  const [activity, notices] = await Promise.all([
    ask<ActivityPage>('GET', '/api/v1/activity?limit=100'),
    ask<InboxPage>('GET', '/api/v1/inbox?limit=100'),
  ])
  const asOf = store.clock.now()
  if (activity !== null) await holdActivity(key, { items: activity.items, names: activity.names, asOf })
  if (notices !== null) await holdNotices(key, { items: notices.items, asOf })
}

/** How the device's own modules ask the server; null where it refused or did not answer. */
export async function ask<Body>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Body | null> {
  const answer = await call<Body>(method, path, body)
  return answer.ok ? answer.body : null
}
