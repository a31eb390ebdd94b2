import type { Viewer } from '#domain/access.ts'
import { DomainError } from '#domain/errors.ts'
import type { Instant, MemberId, ObligationId } from '#domain/ids.ts'
import { ORG_STREAM } from '#domain/log.ts'
import { needsTarget, type Act, type Obligation } from '#domain/obligation/obligation.ts'
import { passedOn, refusalToSettle, settle } from '#domain/obligation/settle.ts'
import type { Actor } from '#domain/sign-out/sign-out.ts'
import type { Writes } from '#domain/store.ts'
import { adminActor } from '../actor.ts'
import { requireOrg } from '../org.ts'
import type { Ports } from '../ports.ts'
import { byRoom } from './taker-room.ts'
import { authoriseObligation } from './whose.ts'

export type SettleAsk = {
  readonly act: Act
  readonly to?: MemberId | null | undefined
  readonly reason?: string | undefined
}

/** Customers are handed over in batches of at most this many, as in the guide's product (mission.md, 6.4). */
export const HAND_OVER_BATCH = 100

/**
 * Settles obligations by one act, all or none, and what it settles takes effect in the same commit: a revoked key is refused from then on.
 * Throws `not_found`, `forbidden`, and what `refusalToSettle` finds, with the id at fault.
 */
export async function settleObligations(
  ports: Ports,
  viewer: Viewer,
  ids: readonly ObligationId[],
  ask: SettleAsk,
): Promise<readonly Obligation[]> {
  const distinct = [...new Set(ids)]
  const before = await ports.store.read.obligations.many(distinct)
  const { settled, streams } = await ports.store.write(async (tx) => {
    const locked = await takeAll(tx, [...before.map(({ ownerId }) => ownerId ?? ORG_STREAM), ask.to ?? null])
    const found = await tx.obligations.many(distinct)
    if (found.length !== distinct.length) throw new DomainError('not_found')
    for (const owner of new Set(found.map(({ ownerId }) => ownerId)))
      await authoriseObligation(tx, viewer, { ownerId: owner })
    if (found.some(({ ownerId }) => !locked.includes(ownerId ?? ORG_STREAM)))
      throw new DomainError('unavailable', {}, 'an obligation changed hands just now')
    if (ask.act === 'hand-over' && found.length > HAND_OVER_BATCH)
      throw new DomainError('invalid', { errors: [{ field: 'ids', code: 'too_many', maximum: HAND_OVER_BATCH }] })
    const order = new Map(distinct.map((id, i) => [id, i]))
    const items = found.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
    return {
      settled: await settleIn(ports, tx, items, ask, adminActor(viewer), ports.clock.now()),
      streams: locked,
    }
  })
  for (const stream of streams) ports.bell.ring(stream)
  return settled
}

/** Takes streams in the one order of this product: the organisation, then members. Returns them. */
export async function takeAll(tx: Writes, streams: readonly (string | null)[]): Promise<readonly string[]> {
  const distinct = [...new Set(streams.filter((stream) => stream !== null))]
  const inOrder = [...distinct.filter((id) => id === ORG_STREAM), ...distinct.filter((id) => id !== ORG_STREAM).sort()]
  for (const stream of inOrder) await tx.log.take(stream)
  return inOrder
}

/**
 * Settles obligations whose owners' and target's streams this write has taken. Customers beyond a taker's limit stay open as `taker-full`, in
 * the answer too: they are to be given to another.
 */
export async function settleIn(
  ports: Ports,
  tx: Writes,
  items: readonly Obligation[],
  { act, to, reason }: SettleAsk,
  by: Actor,
  now: Instant,
): Promise<readonly Obligation[]> {
  const target = to == null ? undefined : await tx.members.get(to)
  for (const item of items) {
    const refused = refusalToSettle(item, act, target)
    if (refused !== null) throw refusal(refused, item)
  }
  const { policy } = await requireOrg(tx.org)
  const { fit, full } = act === 'hand-over' ? await byRoom(tx, items, target) : { fit: items, full: [] }
  const settled = fit.map((item) => settle(item, { act, by, to: to ?? null, now, waits: policy.handOverWaits }))
  for (const item of [...settled, ...full]) await tx.obligations.save(item, now)
  await passOn(ports, tx, settled, now)
  await takeEffect(tx, settled, now)
  await record(tx, settled, { act, to: to ?? null, by, reason: reason ?? null }, now)
  await recordFull(tx, full, { to: to ?? null, by }, now)
  return [...settled, ...full]
}

function refusal(code: NonNullable<ReturnType<typeof refusalToSettle>>, { id, state }: Obligation): DomainError {
  const data = { obligationId: id, ...(code === 'already_settled' ? { state } : {}) }
  return new DomainError(
    code,
    code === 'target_required' ? { ...data, errors: [{ field: 'to', code: 'required' }] } : data,
  )
}

/** What was passed on is open for who has it now. */
export async function passOn(ports: Ports, tx: Writes, settled: readonly Obligation[], now: Instant): Promise<void> {
  const next = settled.flatMap((item) => passedOn(item, ports.random.id('obligation'), now) ?? [])
  if (next.length > 0) await tx.obligations.insert(next, now)
}

/** A key of ours ends with its grant, or goes with it to another owner. */
async function takeEffect(tx: Writes, settled: readonly Obligation[], now: Instant): Promise<void> {
  for (const { data, settled: how } of settled) {
    if (data.keyId === undefined || how === null) continue
    if (how.act === 'transfer' && how.to !== null) await tx.integrations.setOwner(data.keyId, how.to)
    else await tx.integrations.revoke(data.keyId, now)
  }
}

type How = { readonly act: Act; readonly to: MemberId | null; readonly by: Actor; readonly reason: string | null }

/** One line for each who had something, and one for who has it now. */
async function record(tx: Writes, settled: readonly Obligation[], how: How, now: Instant): Promise<void> {
  for (const [owner, items] of Map.groupBy(settled, ({ ownerId }) => ownerId ?? ORG_STREAM)) {
    const obligations = items.map(({ id, kind, title }) => ({ id, kind, title }))
    await tx.log.append(owner, [{ type: 'obligations.settled', data: { ...how, obligations } }], now)
  }
  if (how.to === null || !settled.some((item) => needsTarget(how.act, item))) return
  const obligations = settled.map(({ id, kind, title, ownerId }) => ({ id, kind, title, from: ownerId }))
  await tx.log.append(how.to, [{ type: 'obligations.received', data: { ...how, obligations } }], now)
}

/** As the outcome of a hand-over that waited is written down: one line for each customer. */
async function recordFull(tx: Writes, full: readonly Obligation[], how: Pick<How, 'to' | 'by'>, now: Instant) {
  for (const { id: obligationId, kind, title, outcome, ownerId } of full) {
    const data = { obligationId, kind, title, outcome, ...how }
    await tx.log.append(ownerId ?? ORG_STREAM, [{ type: 'obligation.concluded', data }], now)
  }
}
