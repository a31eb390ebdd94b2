import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, MemberId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import type { Obligation, ObligationData, ObligationKind } from '#domain/obligation/obligation.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import type { Ports } from '../ports.ts'
import { takeAll } from './settle-obligations.ts'
import { obligationOwner } from './whose.ts'

export type ObligationAsk = {
  readonly kind: ObligationKind
  readonly title: string
  readonly ownerId?: MemberId | null | undefined
  readonly source?: string | undefined
  readonly externalId?: string | undefined
  readonly data?: ObligationData | undefined
}

/** Where an obligation comes from when nobody said. */
export const BY_HAND = 'manual'

/**
 * Writes an obligation down, or brings a known one up to date: `source` and `externalId` name it for good, so a repetition is harmless.
 * A settled one stays settled. Throws `invalid` for an owner that is unknown, removed or not the caller's to see, and for a kind that changed.
 */
export async function saveObligation(
  ports: Ports,
  viewer: Viewer,
  ask: ObligationAsk,
): Promise<{ obligation: Obligation; created: boolean }> {
  const saved = await ports.store.write(async (tx) => {
    // The name is the whole organisation's, so it is decided under its stream; the order is org, then member.
    await tx.log.take(ORG_STREAM)
    const known = await knownAs(tx, ask)
    await takeAll(tx, [ask.ownerId ?? null, known?.ownerId ?? null])
    await obligationOwner(tx, viewer, ask)
    const now = ports.clock.now()
    const obligation = known ? updated(known, ask) : newObligation(ports, ask, now)
    if (known) await tx.obligations.save(obligation, now)
    else await tx.obligations.insert([obligation], now)
    const { id, kind, title, source, externalId, ownerId } = obligation
    const entry = {
      type: known ? 'obligation.updated' : 'obligation.created',
      data: { obligationId: id, kind, title, source, externalId, by: adminActor(viewer) },
    }
    await tx.log.append(ownerId ?? ORG_STREAM, [entry], now)
    return { obligation, created: known === null }
  })
  ports.bell.ring(saved.obligation.ownerId ?? ORG_STREAM)
  return saved
}

async function knownAs(tx: Writes, { source, externalId, kind }: ObligationAsk): Promise<Obligation | null> {
  if (externalId === undefined) return null
  const known = await tx.obligations.byExternal(source ?? BY_HAND, externalId)
  if (known && known.kind !== kind) throw new DomainError('invalid', { errors: [{ field: 'kind', code: 'taken' }] })
  return known
}

function updated(known: Obligation, { title, ownerId, data }: ObligationAsk): Obligation {
  const next = { ...known, title, data: { ...known.data, ...data } }
  if (known.state !== 'open') return next
  return { ...next, ownerId: ownerId === undefined ? known.ownerId : ownerId, dueAt: dueOf(next.kind, next.data) }
}

export function newObligation(ports: Ports, ask: ObligationAsk, now: Instant): Obligation {
  const { kind, title, ownerId = null, source = BY_HAND, externalId = null, data = {} } = ask
  return {
    id: ports.random.id('obligation'),
    kind,
    title,
    ownerId,
    source,
    externalId,
    state: 'open',
    data,
    settled: null,
    outcome: null,
    createdAt: now,
    generation: 0,
    interruptedAt: null,
    repairMs: null,
    dueAt: dueOf(kind, data),
  }
}

/** Messages and reminders are sent when their time comes; nothing else has one. */
function dueOf(kind: ObligationKind, { at }: ObligationData): Instant | null {
  return at !== undefined && (kind === 'scheduled-message' || kind === 'reminder') ? Date.parse(at) : null
}
