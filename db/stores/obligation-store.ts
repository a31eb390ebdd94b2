import { and, asc, desc, eq, inArray, isNotNull, like, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm'
import type { KindCounts } from '#domain/obligation/checks.ts'
import type { Obligation } from '#domain/obligation/obligation.ts'
import type { ObligationFilter, ObligationReads, ObligationWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { preparedMany } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, likeText, toPage } from './page.ts'

type Row = Tables['obligations']['$inferSelect']
function toObligation({ settledTo: _, changedAt: __, ...obligation }: Row): Obligation {
  return obligation
}
function toRow(obligation: Obligation, now: number): Row {
  return { ...obligation, settledTo: obligation.settled?.to ?? null, changedAt: now }
}

const MANY = 500
async function inParts<T, R>(all: readonly T[], ask: (part: T[]) => PromiseLike<R[]>): Promise<R[]> {
  const found: R[] = []
  for (let from = 0; from < all.length; from += MANY) found.push(...(await ask(all.slice(from, from + MANY))))
  return found
}

export function obligationReads(db: Reader, { obligations, lastChecks, members }: Tables): ObligationReads {
  const matching = (filter: ObligationFilter): SQL | undefined =>
    and(
      filter.query ? like(sql`lower(${obligations.title})`, sql`${likeText(filter.query)} escape '\\'`) : undefined,
      filter.owners ? inArray(obligations.ownerId, [...filter.owners]) : undefined,
      filter.kinds ? inArray(obligations.kind, [...filter.kinds]) : undefined,
      filter.states ? inArray(obligations.state, [...filter.states]) : undefined,
      filter.departments
        ? inArray(
            obligations.ownerId,
            db
              .select({ id: members.id })
              .from(members)
              .where(inArray(members.departmentId, [...filter.departments])),
          )
        : undefined,
    )
  const counts = preparedMany('obligation.counts', (ids) =>
    db
      .select({ ownerId: obligations.ownerId, kind: obligations.kind, n: sql<number>`count(*)`.mapWith(Number) })
      .from(obligations)
      .where(and(inArray(obligations.ownerId, ids), ne(obligations.state, 'settled')))
      .groupBy(obligations.ownerId, obligations.kind),
  )
  const lastChecksOf = preparedMany('obligation.lastChecks', (ids) =>
    db.select().from(lastChecks).where(inArray(lastChecks.memberId, ids)).orderBy(asc(lastChecks.at)),
  )
  const oldestFirst = [asc(obligations.createdAt), asc(obligations.id)] as const
  return {
    async get(id) {
      const [row] = await db.select().from(obligations).where(eq(obligations.id, id)).limit(1)
      return row ? toObligation(row) : null
    },
    many: async (ids) =>
      (await inParts(ids, (part) => db.select().from(obligations).where(inArray(obligations.id, part)))).map(
        toObligation,
      ),
    async byExternal(source, externalId) {
      const [row] = await db
        .select()
        .from(obligations)
        .where(and(eq(obligations.source, source), eq(obligations.externalId, externalId)))
        .orderBy(desc(obligations.generation))
        .limit(1)
      return row ? toObligation(row) : null
    },
    async list(filter) {
      const where = matching(filter)
      const [at, id] = filter.cursor ? decodeCursor(filter.cursor, ['number', 'string']) : []
      const after =
        at === undefined || id === undefined
          ? undefined
          : or(lt(obligations.createdAt, at), and(eq(obligations.createdAt, at), lt(obligations.id, id)))
      const rows = await db
        .select()
        .from(obligations)
        .where(and(where, after))
        .orderBy(desc(obligations.createdAt), desc(obligations.id))
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(obligations)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows.map(toObligation), filter.limit, counted?.n ?? 0, (last) =>
        encodeCursor([last.createdAt, last.id]),
      )
    },
    async openOf(ownerId, kinds, limit) {
      const query = db
        .select()
        .from(obligations)
        .where(
          and(
            eq(obligations.ownerId, ownerId),
            ne(obligations.state, 'settled'),
            kinds ? inArray(obligations.kind, [...kinds]) : undefined,
          ),
        )
        .orderBy(...oldestFirst)
      return (limit === undefined ? await query : await query.limit(limit)).map(toObligation)
    },
    async countsOf(owners) {
      const rows = await counts(owners)
      const byOwner = new Map<string, KindCounts>()
      for (const { ownerId, kind, n } of rows)
        if (ownerId !== null) byOwner.set(ownerId, { ...byOwner.get(ownerId), [kind]: n })
      return byOwner
    },
    async openBills() {
      const [row] = await db
        .select({ n: sql<number>`count(*)`.mapWith(Number) })
        .from(obligations)
        .where(and(eq(obligations.kind, 'bill'), ne(obligations.state, 'settled')))
      return row?.n ?? 0
    },
    handedTo: async (ownerId) =>
      (
        await db
          .select()
          .from(obligations)
          .where(
            and(
              eq(obligations.ownerId, ownerId),
              inArray(obligations.kind, ['customer', 'customer-group']),
              isNotNull(obligations.settledTo),
            ),
          )
          .orderBy(...oldestFirst)
      ).map(toObligation),
    async comingTo(takers) {
      const rows = await inParts(takers, (part) =>
        db
          .select({ taker: obligations.settledTo, n: sql<number>`count(*)`.mapWith(Number) })
          .from(obligations)
          .where(and(inArray(obligations.settledTo, part), eq(obligations.state, 'waiting')))
          .groupBy(obligations.settledTo),
      )
      return new Map(rows.flatMap(({ taker, n }) => (taker === null ? [] : [[taker, n] as const])))
    },
    due: async (now, limit) =>
      (
        await db
          .select()
          .from(obligations)
          .where(and(eq(obligations.state, 'open'), lte(obligations.dueAt, now)))
          .orderBy(asc(obligations.dueAt))
          .limit(limit)
      ).map(toObligation),
    lastChecks: lastChecksOf,
    async changedAt() {
      const [row] = await db
        .select({
          at: sql<number | null>`max(${obligations.changedAt})`.mapWith((at) => (at === null ? null : Number(at))),
        })
        .from(obligations)
      return row?.at ?? 0
    },
  }
}

/** Rows of one statement: fewer than any engine's limit of parameters. */
const ROWS = 50

export function obligationWrites(tx: Writer, tables: Tables): ObligationWrites {
  const { obligations, lastChecks } = tables
  return {
    ...obligationReads(tx, tables),
    async insert(all, now) {
      for (let from = 0; from < all.length; from += ROWS)
        await tx.insert(obligations).values(all.slice(from, from + ROWS).map((one) => toRow(one, now)))
    },
    async save(obligation, now) {
      const { id, ...row } = toRow(obligation, now)
      await tx.update(obligations).set(row).where(eq(obligations.id, id))
    },
    async insertLastCheck(record) {
      await tx.insert(lastChecks).values(record).onConflictDoNothing()
    },
  }
}
