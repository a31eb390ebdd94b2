import { and, eq, isNotNull, isNull, ne, notInArray, or } from 'drizzle-orm'
import type { ClosingReads, ClosingWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import type { Tables } from '../tables.ts'

export function closingReads(db: Reader, { closings }: Tables): ClosingReads {
  return {
    async get() {
      const [row] = await db.select().from(closings).limit(1)
      return row ?? null
    },
  }
}

export function closingWrites(tx: Writer, tables: Tables): ClosingWrites {
  const { closings, entries, signOuts } = tables
  return {
    ...closingReads(tx, tables),
    async insert(record) {
      await tx.insert(closings).values(record)
    },
    async setErased(at) {
      await tx.update(closings).set({ erasedAt: at })
    },
    erasePeople: () => erasePeople(tx, tables),
    async eraseLog(stream) {
      // What a device that has not confirmed yet still reads of its own sign-out stays until it has.
      const unfinished = tx.select({ id: signOuts.id }).from(signOuts).where(ne(signOuts.state, 'confirmed'))
      const ours = or(isNull(entries.signOutId), notInArray(entries.signOutId, unfinished))
      await tx
        .update(entries)
        .set({ data: null, salt: null })
        .where(and(eq(entries.stream, stream), isNotNull(entries.salt), ours))
    },
  }
}

/** People's names, addresses, devices' names and places, and what hung on them. Ids, states, keys and instants stay: receipts speak of them. */
async function erasePeople(tx: Writer, tables: Tables): Promise<void> {
  const { members, devices, sessions, signOuts, departments } = tables
  await tx.update(members).set({ name: '', email: members.id, passwordHash: null, customFields: {}, search: '' })
  await tx.update(devices).set({ name: '', model: null, appVersion: null, status: null })
  await tx.update(sessions).set({ ip: null })
  await tx.update(signOuts).set({ by: { kind: 'system', id: null, name: null }, reason: null })
  await tx.update(departments).set({ name: '' })
  for (const table of gone(tables)) await tx.delete(table)
}

function gone(tables: Tables) {
  const { invitations, links, failures, challenges, idempotency, previews, notices } = tables
  const { obligations, lastChecks, runFileParts, runFiles, runs, runTemplates, integrationKeys } = tables
  const before = [invitations, links, failures, challenges, idempotency, previews, notices]
  return [...before, obligations, lastChecks, runFileParts, runFiles, runs, runTemplates, integrationKeys]
}
