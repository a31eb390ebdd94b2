import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { VerificationReads, VerificationWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

export function verificationReads(db: Reader, { verifications }: Tables): VerificationReads {
  return {
    async get(id) {
      const [row] = await db.select().from(verifications).where(eq(verifications.id, id)).limit(1)
      return row ?? null
    },
    running: async () => db.select().from(verifications).where(eq(verifications.state, 'running')),
    async latest(coverage, concluded = false) {
      const { coverage: covers, state, startedAt, id } = verifications
      const [row] = await db
        .select()
        .from(verifications)
        .where(
          and(
            coverage === null ? isNull(covers) : eq(covers, coverage),
            concluded ? inArray(state, ['intact', 'broken']) : undefined,
          ),
        )
        .orderBy(desc(startedAt), desc(id))
        .limit(1)
      return row ?? null
    },
  }
}

export function verificationWrites(tx: Writer, tables: Tables): VerificationWrites {
  const { verifications } = tables
  return {
    ...verificationReads(tx, tables),
    async insert(verification) {
      await tx.insert(verifications).values(verification)
    },
    async take(id) {
      // An update that changes nothing takes the row's lock on Postgres; SQLite has one writer anyway.
      const [row] = await tx.update(verifications).set({ id }).where(eq(verifications.id, id)).returning()
      return row ?? null
    },
    async save({ id, ...verification }) {
      await tx.update(verifications).set(verification).where(eq(verifications.id, id))
    },
  }
}
