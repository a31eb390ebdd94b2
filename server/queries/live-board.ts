import type { Viewer } from '#domain/access.ts'
import type { DeviceKind } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import { rfc3339, type SignOutId } from '#domain/ids.ts'
import { lagHistogram, lagMs, percentile } from '#domain/lag.ts'
import type { Policy } from '#domain/policy.ts'
import { marks } from '#domain/sign-out/marks.ts'
import { SIGN_OUT_STATES, type Actor, type SignOutState } from '#domain/sign-out/sign-out.ts'
import type { BoardRow } from '#domain/store.ts'
import { requireOrg } from '../commands/org.ts'
import type { Ports } from '../commands/ports.ts'
import { scopeOf } from './admin.ts'
import { signOutViews } from './sign-out-view.ts'

const DAY_MS = 24 * 60 * 60_000

export type LiveAsk = {
  readonly states?: readonly SignOutState[] | undefined
  /** `attention`: overdue, declined or failed. Unreachable ones are shown only when they are asked for. */
  readonly mark?: 'attention' | 'overdue' | 'unreachable' | undefined
  readonly query?: string | undefined
  readonly kind?: DeviceKind | undefined
  readonly departmentId?: string | undefined
  readonly by?: Actor['kind'] | undefined
  readonly minLagMs?: number | undefined
  /** These alone, wherever they would stand: how a page reads anew what it already shows. */
  readonly ids?: readonly SignOutId[] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}
type Weighed = BoardRow & {
  readonly overdue: boolean
  readonly unreachable: boolean
  readonly lagMs: number
  readonly pinned: boolean
}

/**
 * The live board: counts, the lag of the last day, and open sign-outs with those closed in the last 24 hours (protocol.md, part 8). What
 * needs attention stands on top, the rest newest first. Search, kind and department narrow the counts too; state, mark, asker and lag only
 * choose among the rows.
 */
export async function getLive(ports: Ports, viewer: Viewer, ask: LiveAsk) {
  const { policy } = await requireOrg(ports.store.read.org)
  const now = ports.clock.now()
  const departments = await scopeOf(ports, viewer, ask.departmentId)
  const { query, kind } = ask
  const rows = await ports.store.read.signOuts.board({ departments, closedSince: now - DAY_MS, query, kind })
  const weighed = rows.map((row) => weigh(row, policy, now))
  const chosen = ask.ids ? byId(weighed, ask.ids) : weighed.filter((row) => wanted(row, ask)).sort(inOrder)
  const from = ask.cursor === undefined || ask.ids ? 0 : after(chosen, ask.cursor)
  const page = chosen.slice(from, from + ask.limit)
  const last = page.at(-1)
  return {
    ...figures(weighed),
    total: chosen.length,
    signOuts: await boardViews(ports, page),
    nextCursor: last !== undefined && from + ask.limit < chosen.length ? cursorOf(last) : null,
  }
}

function weigh(row: BoardRow, policy: Policy, now: number): Weighed {
  const lastHeardAt = Math.max(row.lastAcceptedAt, row.lastSeenAt ?? 0)
  const marked = marks(row, lastHeardAt, policy, now)
  const pinned = marked.overdue || row.state === 'declined' || row.state === 'failed'
  return { ...row, ...marked, pinned, lagMs: lagMs(row.accessEndedAt, null, row.closedAt, now) }
}

function wanted(row: Weighed, { states, mark, by, minLagMs }: LiveAsk): boolean {
  if (row.unreachable !== (mark === 'unreachable')) return false
  if (mark === 'overdue' && !row.overdue) return false
  if (mark === 'attention' && !row.pinned) return false
  if (states !== undefined && !states.includes(row.state)) return false
  if (by !== undefined && row.by.kind !== by) return false
  return minLagMs === undefined || row.lagMs >= minLagMs
}

function byId(rows: readonly Weighed[], ids: readonly SignOutId[]): Weighed[] {
  const asked = new Set(ids)
  return rows.filter(({ id }) => asked.has(id)).sort(inOrder)
}

type Place = Pick<Weighed, 'pinned' | 'accessEndedAt' | 'id'>

function inOrder(a: Place, b: Place): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1
  return b.accessEndedAt - a.accessEndedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function cursorOf({ pinned, accessEndedAt, id }: Place): string {
  return Buffer.from(JSON.stringify([pinned, accessEndedAt, id])).toString('base64url')
}

/** Where the rows after a cursor begin, wherever its own row has gone since. */
function after(rows: readonly Weighed[], cursor: string): number {
  const place = placeOf(cursor)
  const at = rows.findIndex((row) => inOrder(row, place) > 0)
  return at === -1 ? rows.length : at
}

function placeOf(cursor: string): Place {
  const refuse = () => new DomainError('invalid', { errors: [{ field: 'cursor', code: 'invalid' }] })
  let values: unknown
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw refuse()
  }
  const [pinned, accessEndedAt, id] = Array.isArray(values) ? (values as unknown[]) : []
  if (typeof pinned !== 'boolean' || typeof accessEndedAt !== 'number' || typeof id !== 'string') throw refuse()
  return { pinned, accessEndedAt, id }
}

/** Unreachable ones are left out of the percentiles, and so are those that people closed (ux.md, part 2). */
function figures(rows: readonly Weighed[]) {
  const counts = Object.fromEntries(SIGN_OUT_STATES.map((state) => [state, 0])) as Record<SignOutState, number>
  const lags: number[] = []
  let [overdue, unreachable] = [0, 0]
  for (const row of rows) {
    counts[row.state] += 1
    if (row.unreachable) unreachable += 1
    else if (row.overdue) overdue += 1
    if (!row.unreachable && row.state !== 'waived') lags.push(row.lagMs)
  }
  lags.sort((a, b) => a - b)
  const lag = { p50Ms: percentile(lags, 0.5), p95Ms: percentile(lags, 0.95), histogram: lagHistogram(lags) }
  return { counts, overdue, unreachable, lag }
}

/** The shown rows in full, in their order, each with its member and when its device was last heard of. */
async function boardViews(ports: Ports, page: readonly Weighed[]) {
  const { read } = ports.store
  const signOuts = new Map((await read.signOuts.many(page.map(({ id }) => id))).map((one) => [one.id, one]))
  const views = await signOutViews(
    ports,
    page.flatMap(({ id }) => signOuts.get(id) ?? []),
  )
  const members = new Map(
    (await read.members.many([...new Set(views.map(({ memberId }) => memberId))])).map((member) => [member.id, member]),
  )
  const online = await ports.presence.online(views.map(({ device }) => device.id))
  const heard = new Map(page.map((row) => [row.id, Math.max(row.lastAcceptedAt, row.lastSeenAt ?? 0)]))
  return views.map((view) => {
    const { name = '', departmentId = null, handlesCustomers = false } = members.get(view.memberId) ?? {}
    return {
      ...view,
      member: { id: view.memberId, name, departmentId, handlesCustomers },
      online: online.has(view.device.id),
      lastHeardAt: rfc3339(heard.get(view.id) ?? null),
    }
  })
}
