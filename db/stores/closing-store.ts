import { and, eq, isNotNull, isNull, ne, notInArray, or } from 'drizzle-orm'
import type { Actor } from '#domain/sign-out/sign-out.ts'
import type { ClosingReads, ClosingWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared } from '../prepared.ts'
import type { Tables } from '../tables.ts'

export function closingReads(db: Reader, { closings }: Tables): ClosingReads {
  const theOne = prepared('closing.get', () => db.select().from(closings).limit(1))
  return {
    async get() {
      const [row] = await theOne({})
      return row ?? null
    },
  }
}

export function closingWrites(tx: Writer, tables: Tables): ClosingWrites {
  const { closings, entries, notices, signOuts } = tables
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
      await tx.delete(notices).where(eq(notices.memberId, stream))
      await eraseSignOuts(tx, tables, stream)
    },
  }
}

/**
 * People's names, addresses, devices' names and places, what they proved themselves with, and what hung on them. Ids, states, keys and instants
 * stay: receipts speak of them, and devices that have not confirmed still prove themselves.
 */
async function erasePeople(tx: Writer, tables: Tables): Promise<void> {
  const { members, devices, sessions, followers, batches, departments } = tables
  await tx.update(members).set({ name: '', email: members.id, passwordHash: null, customFields: {}, search: '' })
  await tx.update(devices).set({ name: '', model: null, appVersion: null, installId: devices.id, status: null })
  await tx.update(sessions).set({ ip: null })
  await tx.update(followers).set({ name: '' })
  await tx.update(batches).set({ by: { kind: 'system', id: null, name: null }, plan: null, outcomes: [] })
  await tx.update(departments).set({ name: '' })
  for (const table of gone(tables)) await tx.delete(table)
}

function gone(t: Tables) {
  const asked = [
    t.invitations,
    t.links,
    t.failures,
    t.challenges,
    t.idempotency,
    t.previews,
    t.tickets,
    t.verifications,
  ]
  const told = [t.notices, t.letters, t.hooks, t.languages, t.preferences, t.samples, t.macExits]
  const proofs = [t.passkeys, t.authenticators, t.recoveryCodes, t.identities, t.integrationKeys]
  const duties = [t.obligations, t.lastChecks, t.runFileParts, t.runFiles, t.runs, t.runTemplates]
  return [...asked, ...told, ...proofs, ...duties]
}

/** What a member's sign-outs say of people: who asked and why. What the device reported is kept as its result; its hash is in the receipt. */
async function eraseSignOuts(tx: Writer, { signOuts }: Tables, memberId: string): Promise<void> {
  const { id, by, original, waiver, report } = signOuts
  const rows = await tx
    .select({ id, by, original, waiver, report })
    .from(signOuts)
    .where(eq(signOuts.memberId, memberId))
  for (const row of rows)
    await tx
      .update(signOuts)
      .set({
        by: unnamed(row.by),
        reason: null,
        original: row.original && { ...row.original, by: row.original.by && unnamed(row.original.by), reason: null },
        waiver: row.waiver && { ...row.waiver, by: unnamed(row.waiver.by), reason: '' },
        report: row.report && { result: row.report.result },
        progress: null,
      })
      .where(eq(signOuts.id, row.id))
}

function unnamed({ kind }: Actor): Actor {
  return { kind, id: null, name: null }
}
