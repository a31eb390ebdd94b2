import type { Viewer } from '#domain/access.ts'
import type { DeviceKind } from '#domain/device.ts'
import { DomainError } from '#domain/errors.ts'
import type { BatchId, DepartmentId, MemberId, SessionId } from '#domain/ids.ts'
import type { Session } from '#domain/session.ts'
import type { AskedOptions } from '#domain/sign-out/options.ts'
import { previewSignOut, type Preview } from '#domain/sign-out/preview.ts'
import type { Batch, Preview as StoredPreview, Reads } from '#domain/store.ts'
import { adminActor } from './actor.ts'
import { authoriseOn, requireReason, requireStepUp } from './authorise.ts'
import { openOfAll } from './obligation/impact.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'
import { refuseConflict, refuseMissing } from './request-sign-out.ts'
import { holdBatch, runBatch, startBatch } from './run-batch.ts'

export type ForceAsk = AskedOptions & {
  readonly members?: readonly MemberId[] | undefined
  readonly sessions?: readonly SessionId[] | undefined
  readonly filter?:
    | {
        readonly departmentId?: DepartmentId | undefined
        readonly query?: string | undefined
        readonly kind?: DeviceKind | undefined
        readonly all?: true | undefined
      }
    | undefined
  readonly kinds?: readonly DeviceKind[] | undefined
  readonly reason?: string | undefined
}
const PREVIEW_MS = 5 * 60_000
/** Up to this many sessions are ended before the answer; more become a job (protocol.md, part 8). */
export const AT_ONCE = 500

/** The sessions an admin means. Unknown or invisible ids are `not_found` and nothing is done; visible ones that may not be forced are `forbidden`. */
async function chosen(ports: Ports, viewer: Viewer, ask: ForceAsk): Promise<readonly Session[]> {
  const { read } = ports.store
  const given = [ask.members, ask.sessions, ask.filter].filter((choice) => choice !== undefined)
  if (given.length !== 1)
    throw new DomainError('invalid', { errors: [{ field: 'members', code: 'members_sessions_or_filter' }] })
  const sessions = ask.filter ? await byFilter(ports, viewer, ask.filter) : await named(ports, viewer, ask)
  const devices = new Map(
    (await read.devices.many(sessions.map((session) => session.deviceId))).map((device) => [device.id, device]),
  )
  const kinds = ask.kinds
  return kinds ? sessions.filter((session) => kinds.includes(devices.get(session.deviceId)?.kind ?? 'web')) : sessions
}

/** After who may: 422 comes after 403. Options of `members` and `filter` apply where the kind has them. */
async function checkOptions(ports: Ports, ask: ForceAsk, sessions: readonly Session[]): Promise<void> {
  refuseConflict(ask)
  if (ask.sessions !== undefined) await refuseMissing(ports.store.read, sessions, ask)
}

async function named(ports: Ports, viewer: Viewer, ask: ForceAsk): Promise<readonly Session[]> {
  const { read } = ports.store
  const { policy } = await requireOrg(read.org)
  if (ask.members) {
    const ids = [...new Set(ask.members)]
    for (const id of ids) await authoriseOn(read.members, viewer, 'see-devices', id, policy)
    for (const id of ids) await authoriseOn(read.members, viewer, 'force', id, policy)
    return activeOfAll(read, ids)
  }
  const ids = [...new Set(ask.sessions)]
  const sessions = await read.sessions.many(ids)
  if (sessions.length !== ids.length) throw new DomainError('not_found')
  const owners = [...new Set(sessions.map((session) => session.memberId))]
  for (const id of owners) await authoriseOn(read.members, viewer, 'see-devices', id, policy)
  for (const id of owners) await authoriseOn(read.members, viewer, 'force', id, policy)
  return sessions
}

async function byFilter(
  ports: Ports,
  viewer: Viewer,
  filter: NonNullable<ForceAsk['filter']>,
): Promise<readonly Session[]> {
  const { read } = ports.store
  const { policy } = await requireOrg(read.org)
  const departments = filter.departmentId === undefined ? (viewer.scope ?? undefined) : new Set([filter.departmentId])
  if (filter.departmentId !== undefined && viewer.scope !== null && !viewer.scope.has(filter.departmentId))
    throw new DomainError('not_found')
  const found: MemberId[] = []
  for (let cursor: string | undefined; ;) {
    const page = await read.members.list({ limit: 200, cursor, query: filter.query, departments })
    for (const member of page.items) if (await mayForce(read, viewer, member.id, policy)) found.push(member.id)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const sessions = await activeOfAll(read, found)
  if (filter.kind === undefined) return sessions
  const devices = new Map(
    (await read.devices.many(sessions.map((session) => session.deviceId))).map((device) => [device.id, device.kind]),
  )
  return sessions.filter((session) => devices.get(session.deviceId) === filter.kind)
}

async function mayForce(
  read: Reads,
  viewer: Viewer,
  id: MemberId,
  policy: Parameters<typeof authoriseOn>[4],
): Promise<boolean> {
  try {
    await authoriseOn(read.members, viewer, 'force', id, policy)
    return true
  } catch {
    return false
  }
}

async function activeOfAll(read: Reads, ids: readonly MemberId[]): Promise<readonly Session[]> {
  const all: Session[] = []
  for (const id of ids) all.push(...(await read.sessions.activeOf(id)))
  return all
}

/** What a forced sign-out would find; it holds for five minutes under its `previewId`. */
export async function previewForced(
  ports: Ports,
  viewer: Viewer,
  ask: ForceAsk,
): Promise<Preview & { previewId: string; expiresAt: number }> {
  const sessions = await chosen(ports, viewer, ask)
  await checkOptions(ports, ask, sessions)
  const { read } = ports.store
  const members = [...new Set(sessions.map((session) => session.memberId))]
  const devices = new Map(
    (await read.devices.many(sessions.map((session) => session.deviceId))).map((device) => [device.id, device]),
  )
  const online = await ports.presence.online([...devices.keys()])
  const preview = previewSignOut({
    sessions,
    active: await activeOfAll(read, members),
    devices,
    asked: ask,
    callerSessionId: viewer.sessionId,
    callerDeviceId: null,
    approverNamed: true,
    online: (id) => online.has(id),
    open: await openOfAll(read, members),
  })
  const previewId = ports.random.id('preview')
  const expiresAt = ports.clock.now() + PREVIEW_MS
  const { keepRecords, clearCache, unbind, exit, cleanup } = ask
  const asked = { keepRecords, clearCache, unbind, exit, cleanup }
  await ports.store.write((tx) =>
    tx.batches.insertPreview({
      id: previewId,
      by: viewer.memberId,
      sessions: sessions.map(({ id }) => id),
      asked,
      expiresAt,
    }),
  )
  return { ...preview, previewId, expiresAt }
}

/**
 * Forces sign-outs: what a preview showed (exactly those still active), or what is named now. One commit a member. Up to 500 sessions are ended
 * when this returns; more go on as a job that survives a crash and can be stopped. Throws `step_up_required`, `reason_required`, `preview_expired`,
 * `not_found`, `forbidden`, `option_not_for_device`. A `batchId` of the caller's own makes a repetition answer the first one (quality.md, A1).
 */
export async function forceSignOuts(
  ports: Ports,
  viewer: Viewer,
  ask: ForceAsk,
  previewId: string | undefined,
  batchId: BatchId = ports.random.id('batch'),
): Promise<Batch> {
  const before = await ports.store.read.batches.get(batchId)
  if (before) return before
  const sessions = previewId === undefined ? await chosen(ports, viewer, ask) : []
  const preview = previewId === undefined ? null : await ownPreview(ports, viewer, previewId)
  requireStepUp(viewer, ports.clock.now())
  await checkOptions(ports, ask, sessions)
  const plan: { sessions: readonly SessionId[]; asked: AskedOptions } = preview
    ? stillGood(ports, preview)
    : { sessions: sessions.map(({ id }) => id), asked: ask }
  const reason = requireReason(ask.reason)
  const { keepRecords, clearCache, unbind, exit, cleanup } = plan.asked
  const batch: Batch = {
    id: batchId,
    requestedAt: ports.clock.now(),
    by: adminActor(viewer),
    state: 'running',
    total: plan.sessions.length,
    done: 0,
    failed: 0,
    plan: {
      sessions: plan.sessions,
      next: 0,
      asked: { keepRecords, clearCache, unbind, exit, cleanup },
      reason,
      callerSessionId: viewer.sessionId,
    },
    outcomes: [],
  }
  const holder = ports.random.token()
  await ports.store.write(async (tx) => {
    await tx.batches.insert(batch)
    await holdBatch(ports, tx, batch.id, holder)
  })
  if (plan.sessions.length <= AT_ONCE) await runBatch(ports, batch.id, holder)
  else startBatch(ports, batch.id, holder)
  return (await ports.store.read.batches.get(batch.id)) ?? batch
}

async function ownPreview(ports: Ports, viewer: Viewer, previewId: string): Promise<StoredPreview> {
  const preview = await ports.store.read.batches.preview(previewId)
  if (!preview || preview.by !== viewer.memberId) throw new DomainError('not_found')
  return preview
}

function stillGood(ports: Ports, preview: StoredPreview): StoredPreview {
  if (ports.clock.now() >= preview.expiresAt) throw new DomainError('preview_expired')
  return preview
}

/** Stops a long batch: what is done stays done. One's own, or anybody's without a scope: else `forbidden`. */
export async function stopBatch(ports: Ports, viewer: Viewer, id: string): Promise<Batch> {
  return ports.store.write(async (tx) => {
    const batch = await tx.batches.take(id)
    if (!batch) throw new DomainError('not_found')
    if (batch.by.id !== viewer.memberId && viewer.scope !== null) throw new DomainError('forbidden')
    if (batch.state !== 'running') throw new DomainError('wrong_state', { state: batch.state })
    const stopped = { ...batch, state: 'stopped' as const }
    await tx.batches.save(stopped)
    return stopped
  })
}
