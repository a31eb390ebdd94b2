import { and, desc, eq, gt, gte, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm'
import type { SignOutFilter, SignOutReads, SignOutWrites } from '#domain/store.ts'
import type { Reader, Writer } from '../database.ts'
import { prepared, preparedInsert, preparedMany, preparedSet } from '../prepared.ts'
import type { Tables } from '../tables.ts'
import { boardReads } from './board-store.ts'
import { followerReads, followerWrites } from './follower-store.ts'
import { decodeCursor, encodeCursor, EXACT_TOTAL, toPage } from './page.ts'
import { proofReads, proofWrites } from './sign-out-proof-store.ts'
import { toColumns, toSignOut, type SignOutRow } from './sign-out-row.ts'

export function signOutReads(db: Reader, tables: Tables): SignOutReads {
  const { signOuts, members } = tables
  const wanted = sql.placeholder('wanted')
  const byId = prepared('sign-out.get', () => db.select().from(signOuts).where(eq(signOuts.id, wanted)).limit(1))
  const bySession = prepared('sign-out.bySession', () =>
    db.select().from(signOuts).where(eq(signOuts.sessionId, wanted)).limit(1),
  )
  const unfinished = prepared('sign-out.unfinishedOf', () =>
    db
      .select()
      .from(signOuts)
      .where(and(eq(signOuts.memberId, wanted), ne(signOuts.state, 'confirmed')))
      .orderBy(signOuts.accessEndedAt, signOuts.id),
  )
  const awaiting = prepared('sign-out.awaitingOf', () =>
    db
      .select()
      .from(signOuts)
      .where(and(eq(signOuts.memberId, wanted), inArray(signOuts.state, ['awaiting-original', 'declined'])))
      .orderBy(signOuts.accessEndedAt, signOuts.id),
  )
  const byIds = preparedMany('sign-out.many', (ids) => db.select().from(signOuts).where(inArray(signOuts.id, ids)))
  const first = ([row]: SignOutRow[]) => (row ? toSignOut(row) : null)
  const scoped = ({ departments }: Pick<SignOutFilter, 'departments'>) =>
    departments === undefined
      ? undefined
      : inArray(
          signOuts.memberId,
          db
            .select({ id: members.id })
            .from(members)
            .where(inArray(members.departmentId, [...departments])),
        )
  const recent = (closedSince: number | undefined) =>
    closedSince === undefined ? undefined : or(isNull(signOuts.closedAt), gte(signOuts.closedAt, closedSince))
  return {
    ...boardReads(db, tables),
    ...proofReads(db, tables),
    ...followerReads(db, tables),
    get: async (id) => first(await byId({ wanted: id })),
    bySession: async (sessionId) => first(await bySession({ wanted: sessionId })),
    many: async (ids) => (await byIds(ids)).map(toSignOut),
    ofBatch: async (batchId) =>
      (
        await db
          .select()
          .from(signOuts)
          .where(eq(signOuts.batchId, batchId))
          .orderBy(signOuts.accessEndedAt, signOuts.id)
      ).map(toSignOut),
    unfinishedOf: async (memberId) => (await unfinished({ wanted: memberId })).map(toSignOut),
    awaitingOf: async (memberId) => (await awaiting({ wanted: memberId })).map(toSignOut),
    async list(filter) {
      const where = and(
        filter.memberId ? eq(signOuts.memberId, filter.memberId) : undefined,
        filter.states ? inArray(signOuts.state, [...filter.states]) : undefined,
        scoped(filter),
        recent(filter.closedSince),
      )
      const [at, id] = filter.cursor ? decodeCursor(filter.cursor, ['number', 'string']) : []
      const before =
        at === undefined || id === undefined
          ? undefined
          : or(lt(signOuts.accessEndedAt, at), and(eq(signOuts.accessEndedAt, at), gt(signOuts.id, id)))
      const rows = await db
        .select()
        .from(signOuts)
        .where(and(where, before))
        .orderBy(desc(signOuts.accessEndedAt), signOuts.id)
        .limit(filter.limit + 1)
      const some = db
        .select({ one: sql`1`.as('one') })
        .from(signOuts)
        .where(where)
        .limit(EXACT_TOTAL + 1)
        .as('some')
      const [counted] = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(some)
      return toPage(rows.map(toSignOut), filter.limit, counted?.n ?? 0, (last) =>
        encodeCursor([last.accessEndedAt, last.id]),
      )
    },
    async countsByState(departments, closedSince) {
      const rows = await db
        .select({ state: signOuts.state, n: sql<number>`count(*)`.mapWith(Number) })
        .from(signOuts)
        .where(and(scoped({ departments }), recent(closedSince)))
        .groupBy(signOuts.state)
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]))
    },
    async lastOf(deviceId) {
      const [row] = await db
        .select()
        .from(signOuts)
        .where(eq(signOuts.deviceId, deviceId))
        .orderBy(desc(signOuts.accessEndedAt))
        .limit(1)
      return row ? toSignOut(row) : null
    },
  }
}

const CHANGING = [
  'state',
  'options',
  'attempt',
  'original',
  'receivedAt',
  'cleaningAt',
  'remindedAt',
  'progress',
  'report',
  'waiver',
  'closedAt',
] as const

const SEAL = ['receiptKid', 'receiptIssuer', 'reportSha256', 'logSeq', 'logHash'] as const

export function signOutWrites(tx: Writer, tables: Tables): SignOutWrites {
  const { signOuts } = tables
  const wanted = sql.placeholder('wanted')
  const byId = eq(signOuts.id, wanted)
  const insert = preparedInsert('sign-out', tx, signOuts)
  const changing = preparedSet(signOuts, CHANGING)
  const sealing = preparedSet(signOuts, SEAL)
  const save = prepared('sign-out.save', () => tx.update(signOuts).set(changing.set).where(byId))
  const close = prepared('sign-out.close', () =>
    tx
      .update(signOuts)
      .set({ ...changing.set, ...sealing.set })
      .where(byId),
  )
  return {
    ...signOutReads(tx, tables),
    ...proofWrites(tx, tables),
    ...followerWrites(tx, tables),
    insert: (made) =>
      insert(
        made.map(({ signOut, secrets }) => {
          const { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt } = signOut
          const fixed = { id, batchId, memberId, deviceId, sessionId, by, reason, accessEndedAt, lastAcceptedAt }
          return { ...fixed, ...toColumns(signOut), ...secrets, refused: 0 }
        }),
      ),
    async save(signOut, seal) {
      const changed = { ...changing.encode(toColumns(signOut)), wanted: signOut.id }
      if (!seal) return void (await save(changed))
      const { kid: receiptKid, issuer: receiptIssuer, ...entry } = seal
      await close({ ...changed, ...sealing.encode({ receiptKid, receiptIssuer, ...entry }) })
    },
  }
}
