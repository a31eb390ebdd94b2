import { and, eq, gt, inArray, isNull, lte, ne, notInArray, or, sql } from 'drizzle-orm'
import type { LeaseWrites, NodeReads, NodeWrites } from '#domain/node.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

/** A statement carries at most this many lines: the engines count parameters. */
const AT_ONCE = 1_000

/** Nodes, who is connected to which, and leases: what several processes over one store keep of each other. */
export function nodeReads(db: Reader, { nodes, presenceLines }: Tables): NodeReads {
  return {
    alive: async (now) => db.select().from(nodes).where(gt(nodes.aliveUntil, now)),
    async onlineElsewhere(devices, self, now) {
      const online = new Set<string>()
      for (const some of chunks(devices)) {
        const rows = await db
          .select({ deviceId: presenceLines.deviceId })
          .from(presenceLines)
          .innerJoin(nodes, eq(nodes.id, presenceLines.nodeId))
          .where(
            and(
              inArray(presenceLines.deviceId, some),
              ne(presenceLines.nodeId, self),
              or(isNull(presenceLines.until), gt(presenceLines.until, now)),
              gt(nodes.aliveUntil, now),
            ),
          )
        for (const { deviceId } of rows) online.add(deviceId)
      }
      return online
    },
  }
}

export function nodeWrites(tx: Writer, tables: Tables): NodeWrites {
  const { nodes, presenceLines } = tables
  return {
    ...nodeReads(tx, tables),
    async join(node) {
      const { aliveUntil, secret } = node
      await tx.insert(nodes).values(node).onConflictDoUpdate({ target: nodes.id, set: { aliveUntil, secret } })
    },
    async beat(id, aliveUntil) {
      const known = await tx.update(nodes).set({ aliveUntil }).where(eq(nodes.id, id)).returning({ id: nodes.id })
      return known.length === 1
    },
    async leave(id) {
      await tx.delete(presenceLines).where(eq(presenceLines.nodeId, id))
      await tx.delete(nodes).where(eq(nodes.id, id))
    },
    async setLines(nodeId, lines) {
      for (const some of chunks(lines))
        await tx
          .insert(presenceLines)
          .values(some.map((line) => ({ ...line, nodeId })))
          .onConflictDoUpdate({
            target: [presenceLines.deviceId, presenceLines.nodeId],
            set: { until: sql`excluded.until` },
          })
    },
    async dropLines(nodeId, devices) {
      for (const some of chunks(devices))
        await tx
          .delete(presenceLines)
          .where(and(eq(presenceLines.nodeId, nodeId), inArray(presenceLines.deviceId, some)))
    },
    async reap(now) {
      await tx.delete(nodes).where(lte(nodes.aliveUntil, now))
      return tx
        .delete(presenceLines)
        .where(
          or(lte(presenceLines.until, now), notInArray(presenceLines.nodeId, tx.select({ id: nodes.id }).from(nodes))),
        )
        .returning({ deviceId: presenceLines.deviceId, memberId: presenceLines.memberId })
    },
  }
}

export function leaseWrites(tx: Writer, { leases }: Tables): LeaseWrites {
  return {
    async hold(name, holder, now, until) {
      const held = await tx
        .insert(leases)
        .values({ name, holder, until })
        .onConflictDoUpdate({
          target: leases.name,
          set: { holder, until },
          setWhere: sql`${leases.until} <= ${now} or ${leases.holder} = ${holder}`,
        })
        .returning({ name: leases.name })
      return held.length === 1
    },
    async release(name, holder) {
      await tx.delete(leases).where(and(eq(leases.name, name), eq(leases.holder, holder)))
    },
    async clear() {
      await tx.delete(leases)
    },
  }
}

function* chunks<T>(all: readonly T[]): Generator<T[]> {
  for (let i = 0; i < all.length; i += AT_ONCE) yield all.slice(i, i + AT_ONCE)
}
