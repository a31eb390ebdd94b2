import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Member } from '#domain/member.ts'
import { STEP_MS } from '#domain/one-time-code.ts'
import { adminActor, SYSTEM } from './actor.ts'
import { requireStepUp } from './authorise.ts'
import { endSessions } from './end-sessions.ts'
import { requireOrg } from './org.ts'
import type { Ports } from './ports.ts'

/**
 * Makes a restored store safe, in one commit (protocol.md, part 8): raises the epoch, ends every session of the past by a sign-out (so devices
 * still clean up and confirm), voids invitations, links, step-ups, letters, calls of the webhook, tickets and codes, and closes sign-in for all but owners. Returns
 * how many sessions ended.
 */
export async function restoreStore(ports: Ports): Promise<{ ended: number; asOf: Instant }> {
  return ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const org = await requireOrg(tx.org)
    const asOf = await tx.log.latestAt()
    const now = ports.clock.now()
    await tx.org.update({ epoch: org.epoch + 1, restoredAsOf: asOf })
    await tx.invitations.voidAll()
    await tx.integrations.revokeAll(now)
    await tx.sessions.voidStepUps()
    await tx.mail.clear()
    await tx.hooks.clear()
    await tx.tickets.prune(Number.MAX_SAFE_INTEGER)
    await tx.factors.voidAll(Math.floor(now / STEP_MS) + 1)
    await tx.links.prune(Number.MAX_SAFE_INTEGER)
    const batchId = ports.random.id('batch')
    let ended = 0
    for (const memberId of [...(await tx.sessions.membersSignedIn())].sort()) {
      await tx.log.take(memberId)
      const common = {
        memberId,
        by: SYSTEM,
        reason: 'restored',
        asked: {},
        batchId,
        callerDeviceId: null,
        forced: true,
        approver: null,
        now,
      }
      ended += (await endSessions(ports, tx, { ...common, sessions: await tx.sessions.activeOf(memberId) })).length
    }
    await tx.batches.insert({
      id: batchId,
      requestedAt: now,
      by: SYSTEM,
      state: 'done',
      total: ended,
      done: ended,
      failed: 0,
      plan: null,
      outcomes: [],
    })
    await tx.log.append(ORG_STREAM, [{ type: 'org.restored', data: { asOf, epoch: org.epoch + 1, ended } }], now)
    return { ended, asOf }
  })
}

/** What an owner confirms after a restore: members, roles and suspensions as of the backup. Throws `not_found` when nothing was restored. */
export async function restoredList(ports: Ports): Promise<{ asOf: Instant; members: readonly Member[] }> {
  const org = await requireOrg(ports.store.read.org)
  if (org.restoredAsOf === null) throw new DomainError('not_found')
  const members: Member[] = []
  for (let cursor: string | undefined; ;) {
    const page = await ports.store.read.members.list({ limit: 200, cursor })
    members.push(...page.items)
    if (page.nextCursor === null) return { asOf: org.restoredAsOf, members }
    cursor = page.nextCursor
  }
}

/** Opens sign-in for everybody again. */
export async function confirmRestored(ports: Ports, viewer: Viewer): Promise<void> {
  requireStepUp(viewer, ports.clock.now())
  await ports.store.write(async (tx) => {
    await tx.log.take(ORG_STREAM)
    const org = await requireOrg(tx.org)
    if (org.restoredAsOf === null) return
    await tx.org.update({ restoredAsOf: null })
    await tx.log.append(
      ORG_STREAM,
      [{ type: 'org.restore-confirmed', data: { asOf: org.restoredAsOf, by: adminActor(viewer) } }],
      ports.clock.now(),
    )
  })
  ports.bell.ring(ORG_STREAM)
}
