import { and, asc, eq, gte, isNull, lt } from 'drizzle-orm'
import { randomUUID } from 'node:crypto'
import type {
  ChallengeWrites,
  FailureReads,
  FailureWrites,
  IdempotencyWrites,
  InvitationReads,
  InvitationWrites,
} from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

/** What stands at the door: invitations, failed tries, single-use challenges and remembered answers. */
export function invitationReads(db: Reader, { invitations }: Tables): InvitationReads {
  return {
    async byTokenHash(hash) {
      const [row] = await db.select().from(invitations).where(eq(invitations.tokenHash, hash)).limit(1)
      return row ?? null
    },
  }
}

export function invitationWrites(tx: Writer, tables: Tables): InvitationWrites {
  const { invitations } = tables
  return {
    ...invitationReads(tx, tables),
    async insert(invitation) {
      await tx.insert(invitations).values(invitation)
    },
    async use(hash, at) {
      const used = await tx
        .update(invitations)
        .set({ usedAt: at })
        .where(and(eq(invitations.tokenHash, hash), isNull(invitations.usedAt)))
        .returning()
      return used.length === 1
    },
    async voidOf(memberId) {
      await tx.delete(invitations).where(and(eq(invitations.memberId, memberId), isNull(invitations.usedAt)))
    },
    async voidAll() {
      await tx.delete(invitations).where(isNull(invitations.usedAt))
    },
  }
}

export function failureReads(db: Reader, { failures }: Tables): FailureReads {
  return {
    async count(bucket, since) {
      const rows = await db
        .select({ at: failures.at })
        .from(failures)
        .where(and(eq(failures.bucket, bucket), gte(failures.at, since)))
        .orderBy(asc(failures.at))
      return { count: rows.length, oldest: rows[0]?.at ?? null }
    },
  }
}

export function failureWrites(tx: Writer, tables: Tables): FailureWrites {
  const { failures } = tables
  return {
    ...failureReads(tx, tables),
    async add(buckets, at) {
      await tx.insert(failures).values(buckets.map((bucket) => ({ id: randomUUID(), bucket, at })))
    },
    async clear(bucket) {
      await tx.delete(failures).where(eq(failures.bucket, bucket))
    },
    async prune(before) {
      await tx.delete(failures).where(lt(failures.at, before))
    },
  }
}

export function challengeWrites(tx: Writer, { challenges }: Tables): ChallengeWrites {
  return {
    async insert(challenge) {
      await tx.insert(challenges).values(challenge)
    },
    async take(id) {
      const [row] = await tx.delete(challenges).where(eq(challenges.id, id)).returning()
      return row ?? null
    },
  }
}

export function idempotencyWrites(tx: Writer, { idempotency }: Tables): IdempotencyWrites {
  return {
    async claim(key, bodyHash, at) {
      const claimed = await tx
        .insert(idempotency)
        .values({ key, bodyHash, at })
        .onConflictDoNothing()
        .returning({ key: idempotency.key })
      if (claimed.length === 1) return null
      const [row] = await tx.select().from(idempotency).where(eq(idempotency.key, key)).limit(1)
      return row ? { bodyHash: row.bodyHash, status: row.status, body: row.body } : null
    },
    async finish(key, status, body) {
      await tx.update(idempotency).set({ status, body }).where(eq(idempotency.key, key))
    },
    async release(key) {
      await tx.delete(idempotency).where(and(eq(idempotency.key, key), isNull(idempotency.status)))
    },
    async prune(before) {
      await tx.delete(idempotency).where(lt(idempotency.at, before))
    },
  }
}
