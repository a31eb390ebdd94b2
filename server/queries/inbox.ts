import type { Viewer } from '#domain/access.ts'
import { rfc3339 } from '#domain/ids.ts'
import type { Notice } from '#domain/notice.ts'
import { idleChoices } from '#domain/preference.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'

export type InboxAsk = {
  readonly unread?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/** A member's own inbox, newest first, and how much of it is unread. */
export async function listInbox(ports: Ports, { memberId }: Pick<Viewer, 'memberId'>, ask: InboxAsk) {
  const { notices } = ports.store.read
  const [page, unread] = await Promise.all([notices.list({ memberId, ...ask }), notices.unread(memberId)])
  const over = await endedOf(ports, page.items)
  return {
    items: page.items.map((notice) => noticeShown(notice, over)),
    nextCursor: page.nextCursor,
    total: page.total,
    unread,
  }
}

export async function countUnread(ports: Ports, { memberId }: Pick<Viewer, 'memberId'>): Promise<number> {
  return ports.store.read.notices.unread(memberId)
}

/** The sessions asked about that have ended since: nobody needs to answer for them. */
async function endedOf({ store: { read } }: Ports, items: readonly Notice[]): Promise<ReadonlySet<unknown>> {
  const asked = items.flatMap(({ kind, answer, data }) =>
    kind === 'new-sign-in' && answer === null && typeof data['sessionId'] === 'string' ? [data['sessionId']] : [],
  )
  const sessions = await read.sessions.many(asked)
  return new Set(sessions.filter(({ endedAt }) => endedAt !== null).map(({ id }) => id))
}

function noticeShown({ id, kind, at, data, readAt, answer }: Notice, over: ReadonlySet<unknown>) {
  const shown = over.has(data['sessionId']) ? { ...data, ended: true } : data
  return { id, kind, at: rfc3339(at), data: shown, readAt: rfc3339(readAt), answer }
}

/** What a member chose, and what the policy leaves to choose from. */
export async function preferenceShown(ports: Ports, { memberId }: Pick<Viewer, 'memberId'>) {
  const { read } = ports.store
  const [{ policy }, preference] = await Promise.all([requireOrg(read.org), read.preferences.of(memberId)])
  return { ...preference, idleChoices: [...idleChoices(policy)] }
}
