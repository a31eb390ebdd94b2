import { and, asc, count, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type {
  FactorReads,
  FactorWrites,
  IdentityReads,
  IdentityWrites,
  PasskeyReads,
  PasskeyWrites,
} from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

/** Passkeys, authenticators with their recovery codes, and who the identity provider says somebody is. */
export function passkeyReads(db: Reader, { passkeys }: Tables): PasskeyReads {
  return {
    async get(id) {
      const [row] = await db.select().from(passkeys).where(eq(passkeys.id, id)).limit(1)
      return row ?? null
    },
    async byCredential(credentialId) {
      const [row] = await db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).limit(1)
      return row ?? null
    },
    ofMember: async (memberId) =>
      db.select().from(passkeys).where(eq(passkeys.memberId, memberId)).orderBy(asc(passkeys.createdAt)),
  }
}

export function passkeyWrites(tx: Writer, tables: Tables): PasskeyWrites {
  const { passkeys } = tables
  return {
    ...passkeyReads(tx, tables),
    async insert(passkey) {
      const rows = await tx.insert(passkeys).values(passkey).onConflictDoNothing().returning({ id: passkeys.id })
      return rows.length === 1
    },
    async rename(id, name) {
      await tx.update(passkeys).set({ name }).where(eq(passkeys.id, id))
    },
    async use(id, counter, at) {
      // Those that do not count always say 0 (WebAuthn, 6.1.1).
      const grown = or(lt(passkeys.counter, counter), and(eq(passkeys.counter, 0), sql`${counter} = 0`))
      const rows = await tx
        .update(passkeys)
        .set({ counter, lastUsedAt: at })
        .where(and(eq(passkeys.id, id), grown))
        .returning({ id: passkeys.id })
      return rows.length === 1
    },
    async remove(id) {
      await tx.delete(passkeys).where(eq(passkeys.id, id))
    },
  }
}

export function factorReads(db: Reader, { authenticators, recoveryCodes }: Tables): FactorReads {
  return {
    async authenticator(memberId) {
      const [row] = await db.select().from(authenticators).where(eq(authenticators.memberId, memberId)).limit(1)
      return row ?? null
    },
    async recoveryLeft(memberId) {
      const [row] = await db
        .select({ n: count() })
        .from(recoveryCodes)
        .where(and(eq(recoveryCodes.memberId, memberId), isNull(recoveryCodes.usedAt)))
      return Number(row?.n ?? 0)
    },
  }
}

export function factorWrites(tx: Writer, tables: Tables): FactorWrites {
  const { authenticators, recoveryCodes } = tables
  return {
    ...factorReads(tx, tables),
    async setAuthenticator({ memberId, ...row }) {
      await tx
        .insert(authenticators)
        .values({ memberId, ...row })
        .onConflictDoUpdate({ target: authenticators.memberId, set: row })
    },
    async removeAuthenticator(memberId) {
      await tx.delete(authenticators).where(eq(authenticators.memberId, memberId))
    },
    async useStep(memberId, step) {
      const rows = await tx
        .update(authenticators)
        .set({ lastStep: step })
        .where(and(eq(authenticators.memberId, memberId), lt(authenticators.lastStep, step)))
        .returning({ memberId: authenticators.memberId })
      return rows.length === 1
    },
    async setRecovery(memberId, hashes, createdAt) {
      await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId))
      if (hashes.length === 0) return
      await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ memberId, hash, createdAt, usedAt: null })))
    },
    async useRecovery(memberId, hash, at) {
      const rows = await tx
        .update(recoveryCodes)
        .set({ usedAt: at })
        .where(and(eq(recoveryCodes.memberId, memberId), eq(recoveryCodes.hash, hash), isNull(recoveryCodes.usedAt)))
        .returning({ hash: recoveryCodes.hash })
      return rows.length === 1
    },
    async voidAll(step) {
      await tx.delete(recoveryCodes)
      await tx.delete(authenticators).where(isNull(authenticators.confirmedAt))
      await tx.update(authenticators).set({ lastStep: step }).where(lt(authenticators.lastStep, step))
    },
  }
}

export function identityReads(db: Reader, { identities }: Tables): IdentityReads {
  return {
    async get(issuer, subject) {
      const [row] = await db
        .select()
        .from(identities)
        .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
        .limit(1)
      return row ?? null
    },
    async ofMember(issuer, memberId) {
      const [row] = await db
        .select()
        .from(identities)
        .where(and(eq(identities.issuer, issuer), eq(identities.memberId, memberId)))
        .limit(1)
      return row ?? null
    },
  }
}

export function identityWrites(tx: Writer, tables: Tables): IdentityWrites {
  const { identities } = tables
  return {
    ...identityReads(tx, tables),
    async insert(identity) {
      const rows = await tx
        .insert(identities)
        .values(identity)
        .onConflictDoNothing()
        .returning({ subject: identities.subject })
      return rows.length === 1
    },
  }
}
