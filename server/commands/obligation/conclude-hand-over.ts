import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { ObligationId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Obligation, Outcome } from '#domain/obligation/obligation.ts'
import { conclude } from '#domain/obligation/settle.ts'
import { adminActor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { passOn, takeAll } from './settle-obligations.ts'
import { authoriseObligation } from './whose.ts'

/**
 * Says how a hand-over that waited ended: done settles it, anything else opens it again (guide statement 6.4).
 * Throws `not_found`, `forbidden`, `not_waiting`, and `target_not_active` when its taker was disabled meanwhile.
 */
export async function concludeHandOver(
  ports: Ports,
  viewer: Viewer,
  id: ObligationId,
  outcome: Outcome,
): Promise<Obligation> {
  const before = await ports.store.read.obligations.get(id)
  if (!before) throw new DomainError('not_found')
  const { concluded, streams } = await ports.store.write(async (tx) => {
    const locked = await takeAll(tx, [before.ownerId ?? ORG_STREAM, before.settled?.to ?? null])
    const obligation = await tx.obligations.get(id)
    if (!obligation) throw new DomainError('not_found')
    await authoriseObligation(tx, viewer, obligation)
    const to = obligation.settled?.to ?? null
    if (obligation.state !== 'waiting' || to === null) throw new DomainError('not_waiting', { state: obligation.state })
    if (outcome === 'done' && (await tx.members.get(to))?.state !== 'active')
      throw new DomainError('target_not_active', { obligationId: id })
    const now = ports.clock.now()
    const next = conclude(obligation, outcome)
    await tx.obligations.save(next, now)
    await passOn(ports, tx, [next], now)
    const data = { obligationId: id, kind: next.kind, title: next.title, outcome, to, by: adminActor(viewer) }
    await tx.log.append(next.ownerId ?? ORG_STREAM, [{ type: 'obligation.concluded', data }], now)
    return { concluded: next, streams: locked }
  })
  for (const stream of streams) ports.bell.ring(stream)
  return concluded
}
