import type { InboxPage } from '#protocol/inbox.ts'
import { runtime } from '#server/running.ts'
import { requireViewer } from './viewer.ts'

/** The newest lines of the caller's own inbox. */
export async function readInbox(only: 'all' | 'unread'): Promise<InboxPage> {
  const viewer = await requireViewer('/inbox')
  return runtime().queries.inbox(viewer, { unread: only === 'unread', limit: 50 })
}
