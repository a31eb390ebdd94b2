import { roomFor } from '#domain/obligation/capacity.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import type { MemberId } from '#domain/ids.ts'
import type { Member } from '#domain/member.ts'
import type { Reads } from '#domain/store.ts'

/** How many customers and groups each of these has, with those that are on their way to them. */
export async function customerLoads(
  { obligations }: Pick<Reads, 'obligations'>,
  ids: readonly MemberId[],
): Promise<(id: MemberId) => number> {
  const [own, coming] = await Promise.all([obligations.countsOf(ids), obligations.comingTo(ids)])
  return (id) => {
    const { customer = 0, 'customer-group': groups = 0 } = own.get(id) ?? {}
    return customer + groups + (coming.get(id) ?? 0)
  }
}

/** The first that fit, and those that do not. The taker's stream was taken, so nobody else fills the room meanwhile (guide statement 6.4). */
export async function byRoom(
  reads: Pick<Reads, 'obligations'>,
  items: readonly Obligation[],
  taker: Member | null | undefined,
): Promise<{ readonly fit: readonly Obligation[]; readonly full: readonly Obligation[] }> {
  if (taker == null) return { fit: items, full: [] }
  const room = roomFor(taker, (await customerLoads(reads, [taker.id]))(taker.id)) ?? items.length
  const full = items.slice(room).map((item) => ({ ...item, outcome: 'taker-full' as const }))
  return { fit: items.slice(0, room), full }
}
