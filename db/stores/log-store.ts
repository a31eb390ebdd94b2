import { createHash, randomBytes } from 'node:crypto'
import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, sql } from 'drizzle-orm'
import type { Instant } from '#domain/ids.ts'
import { chain, GENESIS, type Entry, type Head, type NewEntry, type StreamId } from '#domain/log.ts'
import type { LogReads, LogWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, toPage } from './page.ts'

export const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url')

type Row = Tables['entries']['$inferSelect']
function toEntry({ signOutId: _, ...entry }: Row): Entry {
  return entry
}

export function logReads(db: Reader, { entries, streams, members }: Tables): LogReads {
  const theHead = prepared('log.head', () =>
    db
      .select()
      .from(streams)
      .where(eq(streams.id, sql.placeholder('stream')))
      .limit(1),
  )
  const entriesAfter = prepared('log.after', () =>
    db
      .select()
      .from(entries)
      .where(and(eq(entries.stream, sql.placeholder('stream')), gt(entries.seq, sql.placeholder('seq'))))
      .orderBy(asc(entries.seq))
      .limit(sql.placeholder('limit')),
  )
  const ownAfter = prepared('log.afterOf', () =>
    db
      .select()
      .from(entries)
      .where(
        and(
          eq(entries.signOutId, sql.placeholder('signOutId')),
          eq(entries.stream, sql.placeholder('stream')),
          gt(entries.seq, sql.placeholder('seq')),
        ),
      )
      .orderBy(asc(entries.seq))
      .limit(sql.placeholder('limit')),
  )
  const oneEntry = prepared('log.one', () =>
    db
      .select()
      .from(entries)
      .where(and(eq(entries.stream, sql.placeholder('stream')), eq(entries.seq, sql.placeholder('seq'))))
      .limit(1),
  )
  const newest = prepared('log.newestOf', () =>
    db
      .select()
      .from(entries)
      .where(
        and(
          eq(entries.signOutId, sql.placeholder('signOutId')),
          eq(entries.stream, sql.placeholder('stream')),
          inArray(entries.type, [sql.placeholder('type'), sql.placeholder('orType')]),
        ),
      )
      .orderBy(desc(entries.seq))
      .limit(1),
  )
  /** The streams of these departments' members alone. */
  const of = (stream: Tables['streams']['id'] | Tables['entries']['stream'], departments?: ReadonlySet<string>) =>
    departments &&
    inArray(
      stream,
      db
        .select({ id: members.id })
        .from(members)
        .where(inArray(members.departmentId, [...departments])),
    )
  return {
    async head(stream) {
      const [row] = await theHead({ stream })
      return row ? headOf(row) : GENESIS
    },
    async headsOf(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db
        .select({ id: streams.id, head: streams.head })
        .from(streams)
        .where(inArray(streams.id, [...ids]))
      return new Map(rows.map(({ id, head }) => [id, head]))
    },
    after: async (stream, seq, limit) => (await entriesAfter({ stream, seq, limit })).map(toEntry),
    async afterOf(signOutId, stream, seq, limit) {
      return (await ownAfter({ signOutId, stream, seq, limit })).map(toEntry)
    },
    async one(stream, seq) {
      const [row] = await oneEntry({ stream, seq })
      return row ? toEntry(row) : null
    },
    async newestOf(stream, types, signOutId) {
      const [type, orType = type] = types
      const [row] = await newest({ stream, signOutId, type, orType })
      return row ? toEntry(row) : null
    },
    async heads(after, limit, departments) {
      const rows = await db
        .select()
        .from(streams)
        .where(and(after === null ? undefined : gt(streams.id, after), of(streams.id, departments)))
        .orderBy(asc(streams.id))
        .limit(limit)
      return rows.map((row) => ({ stream: row.id, head: { seq: row.head, at: row.headAt, hash: row.headHash } }))
    },
    async size(departments) {
      const [found] = await db
        .select({
          logs: sql<number>`count(*)`.mapWith(Number),
          entries: sql<number>`coalesce(sum(${streams.head}), 0)`.mapWith(Number),
        })
        .from(streams)
        .where(of(streams.id, departments))
      return found ?? { logs: 0, entries: 0 }
    },
    async audit(filter) {
      const where = and(
        filter.streams ? inArray(entries.stream, [...filter.streams]) : undefined,
        of(entries.stream, filter.departments),
        filter.types ? inArray(entries.type, [...filter.types]) : undefined,
        filter.from === undefined ? undefined : gte(entries.at, filter.from),
        filter.to === undefined ? undefined : lte(entries.at, filter.to),
      )
      const [at, stream, seq] = filter.cursor ? decodeCursor(filter.cursor, ['number', 'string', 'number']) : []
      const before =
        at === undefined || stream === undefined || seq === undefined
          ? undefined
          : or(
              lt(entries.at, at),
              and(eq(entries.at, at), gt(entries.stream, stream)),
              and(eq(entries.at, at), eq(entries.stream, stream), lt(entries.seq, seq)),
            )
      const rows = await db
        .select()
        .from(entries)
        .where(and(where, before))
        .orderBy(desc(entries.at), asc(entries.stream), desc(entries.seq))
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(entries)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows.map(toEntry), filter.limit, counted?.n ?? 0, (last) =>
        encodeCursor([last.at, last.stream, last.seq]),
      )
    },
    async latestAt() {
      const [row] = await db
        .select({ at: sql<number | null>`max(${streams.headAt})`.mapWith((at) => (at === null ? null : Number(at))) })
        .from(streams)
      return row?.at ?? 0
    },
  }
}

/** What a write does to the log, one statement each. */
export type LogStatements = LogReads & {
  lock(stream: StreamId): Promise<Head>
  chainTo(head: Head, stream: StreamId, news: readonly NewEntry[], now: Instant): Promise<readonly Entry[]>
}

export function logStatements(tx: Writer, tables: Tables): LogStatements {
  const { entries, streams } = tables
  // An update that changes nothing takes the row's lock on Postgres; SQLite has one writer anyway.
  const lock = prepared('log.take', () =>
    tx
      .update(streams)
      .set({ head: sql`${streams.head}` })
      .where(eq(streams.id, sql.placeholder('stream')))
      .returning(),
  )
  const move = prepared('log.move', () =>
    tx
      .update(streams)
      .set({
        head: sql`${sql.placeholder('seq')}`,
        headAt: sql`${sql.placeholder('at')}`,
        headHash: sql`${sql.placeholder('hash')}`,
      })
      .where(eq(streams.id, sql.placeholder('stream'))),
  )
  const insert = preparedInsert('log', tx, entries)
  return {
    ...logReads(tx, tables),
    async lock(stream) {
      const [known] = await lock({ stream })
      if (known) return headOf(known)
      await tx
        .insert(streams)
        .values({ id: stream, head: GENESIS.seq, headAt: GENESIS.at, headHash: GENESIS.hash })
        .onConflictDoNothing()
      const [made] = await lock({ stream })
      if (!made) throw new Error(`stream ${stream} is gone`)
      return headOf(made)
    },
    async chainTo(head, stream, news, now) {
      const salts = news.map(() => randomBytes(16).toString('base64url'))
      const chained = chain(stream, head, news, now, salts, sha256)
      await insert(chained.map((entry) => ({ ...entry, signOutId: signOutOf(entry) })))
      const last = chained.at(-1)
      if (last) await move(last)
      return chained
    },
  }
}

/** The log as one write sees it: a stream that it has taken is nobody else's until its end, so its head is known and not asked for again. */
export function logOfOneWrite(log: LogStatements): LogWrites {
  const heads = new Map<StreamId, Head>()
  const take = async (stream: StreamId) => {
    const head = heads.get(stream) ?? (await log.lock(stream))
    heads.set(stream, head)
    return head
  }
  return {
    ...log,
    take,
    head: async (stream) => heads.get(stream) ?? log.head(stream),
    async append(stream, news, now) {
      if (news.length === 0) return []
      const appended = await log.chainTo(await take(stream), stream, news, now)
      const last = appended.at(-1)
      if (last) heads.set(stream, { seq: last.seq, at: last.at, hash: last.hash })
      return appended
    },
  }
}

function headOf(row: Tables['streams']['$inferSelect']): Head {
  return { seq: row.head, at: row.headAt, hash: row.headHash }
}

function signOutOf(entry: Entry): string | null {
  const id = entry.data?.['signOutId']
  return typeof id === 'string' ? id : null
}
