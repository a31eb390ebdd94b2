import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant } from '#domain/ids.ts'
import { missedChecks } from '#domain/obligation/checks.ts'
import type { Session } from '#domain/session.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import { requireReason } from '../authorise.ts'
import { dutiesOf } from '../exit/device-steps.ts'
import type { Ports } from '../ports.ts'
import { interruptApprovals } from './interrupt-approvals.ts'

export type Leaving = {
  readonly ending: readonly Session[]
  readonly bypass: boolean
  readonly reason: string | undefined
  readonly batchId: string
  readonly now: Instant
}

/**
 * The gate of an administrator's last sign-out (guide statements 5.1, 5.6): with duties open it answers `duties_open {counts}`, unless it is
 * passed with a reason; then the approvals stand still from now on, and the other administrators are told.
 */
export async function passGate(ports: Ports, tx: Writes, viewer: Viewer, leaving: Leaving): Promise<void> {
  const decides = viewer.roles.includes('admin') || viewer.roles.includes('owner')
  if (!decides || !(await endsAll(tx, viewer, leaving))) return
  const counts = await dutiesOf(tx, viewer.memberId)
  if (counts === null) return
  if (!leaving.bypass) throw new DomainError('duties_open', { counts })
  const reason = requireReason(leaving.reason)
  await interruptApprovals(tx, viewer.memberId, leaving.now)
  const told = await tellOthers(ports, tx, viewer, { ...leaving, reason, counts })
  const data = { counts, reason, told, batchId: leaving.batchId, by: adminActor(viewer) }
  await tx.log.append(viewer.memberId, [{ type: 'duties.bypassed', data }], leaving.now)
}

async function endsAll(tx: Writes, viewer: Viewer, { ending }: Leaving): Promise<boolean> {
  const going = new Set(ending.map(({ id }) => id))
  return ending.length > 0 && (await tx.sessions.activeOf(viewer.memberId)).every(({ id }) => going.has(id))
}

type Told = { readonly reason: string; readonly counts: unknown; readonly batchId: string; readonly now: Instant }

/** Every other active administrator and owner finds it in the inbox. Returns who. */
async function tellOthers(ports: Ports, tx: Writes, viewer: Viewer, { reason, counts, batchId, now }: Told) {
  const others: string[] = []
  for (let cursor: string | undefined; ;) {
    const page = await tx.members.list({ state: 'active', limit: 200, cursor })
    for (const { id, roles } of page.items)
      if (id !== viewer.memberId && (roles.includes('admin') || roles.includes('owner'))) others.push(id)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  const data = { purpose: 'duties-bypassed', from: viewer.name, memberId: viewer.memberId, reason, counts }
  const key = `bypass:${batchId}`
  const notices = others.map((memberId) => ({
    id: ports.random.id('notice'),
    memberId,
    key,
    kind: 'message' as const,
    data,
  }))
  await tx.notices.add(notices, now)
  return others
}

/** What one's leaving found open, kept with the sign-outs that were asked together (7.1, 7.6). Nothing open is nothing to keep. */
export async function keepLastCheck(tx: Writes, memberId: string, { ending, batchId, now }: Leaving): Promise<void> {
  if (ending.length === 0) return
  const counts = (await tx.obligations.countsOf([memberId])).get(memberId) ?? {}
  if (missedChecks(counts).length > 0) await tx.obligations.insertLastCheck({ batchId, memberId, at: now, counts })
}
